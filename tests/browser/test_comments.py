"""Comments beside the text: two people who talk while the text changes under what they say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.fixtures.cast import person, session_token
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.storage.database import Database
from wpr.storage.documents import Member

MARKED = "kind => [...(CSS.highlights.get(`talk-${kind}`) ?? [])].map(String)"
SELECT = """([part, words]) => {
  const walker = document.createTreeWalker(
    document.querySelector(`#${part} [data-text]`), NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    node.parentElement.scrollIntoView({ block: "center" });
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
}"""
WORDS = "spanska på fyra"


@dataclass(frozen=True)
class Desks:
    """The author's page and that of Cecilia, who may comment and reads in English."""

    author: Page
    cecilia: Page
    document: str


@pytest.fixture
def desks(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Desks:
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")
    with database.writing() as session:
        cecilia = person("Cecilia Fors")
        session.add(cecilia)
        session.flush()
        session.add(
            Member(
                document_id=desk.document_id,
                user_id=cecilia.id,
                role="comment",
                joined_at=datetime.now(UTC),
            )
        )
    tokens = {"sv-SE": desk.cookie.split(";")[0].partition("=")[2]}
    tokens["en-GB"] = session_token(database, cecilia)
    database.close()
    pages = []
    for locale, token in tokens.items():
        context = new_context(
            locale=locale, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/documents/{desk.document_id}")
        expect(page.locator("[data-live]")).to_be_attached()
        pages.append(page)
    return Desks(*pages, f"/documents/{desk.document_id}")


def marked(page: Page, kind: str = "open") -> list[str]:
    found: list[str] = page.evaluate(MARKED, kind)
    return found


def comes(page: Page, kind: str, words: list[str]) -> None:
    """Wait until these words are marked."""
    page.wait_for_function(
        f"words => JSON.stringify(({MARKED})('{kind}')) === JSON.stringify(words)", arg=words
    )


def is_marked(page: Page) -> None:
    """Wait until the words are marked, be it as those that the caret stands in."""
    page.wait_for_function(
        f"words => [...({MARKED})('open'), ...({MARKED})('chosen')].includes(words)", arg=WORDS
    )


def test_two_people_talk_while_the_text_changes(desks: Desks) -> None:
    author, cecilia = desks.author, desks.cecilia
    select_and_comment(cecilia)
    answer_without_losing_a_word(author, cecilia)
    delete_and_undo(author)
    resolve_and_undo(author, cecilia)
    by_keyboard_alone(author)
    the_list_has_it_all(desks)


def select_and_comment(cecilia: Page) -> None:
    """Words in a text that is only read; a name from the list; the card has the focus."""
    cecilia.evaluate(SELECT, ["problem", WORDS])
    cecilia.get_by_role("button", name="Comment", exact=True).first.click()
    field = cecilia.get_by_label("Your comment").first
    expect(field).to_be_focused()
    comes(cecilia, "held", [WORDS])
    field.press_sequentially("Sedan när, @ce")
    expect(cecilia.get_by_role("option", name="Cecilia Fors")).to_be_visible()
    assert not violations(cecilia)
    field.press("Escape")
    field.press_sequentially(" @ast")
    field.press("Enter")
    expect(field).to_have_value("Sedan när, @ce @Astrid Berg ")
    cecilia.locator("[data-new]").get_by_role("button", name="Comment").click()
    card = cecilia.get_by_role("article", name="Comment by Cecilia Fors")
    expect(card).to_be_focused()
    expect(card.locator(".mention")).to_have_text("@Astrid Berg")
    comes(cecilia, "chosen", [WORDS])
    expect(cecilia.locator("#problem .talk-spot")).to_have_text("1")


def answer_without_losing_a_word(author: Page, cecilia: Page) -> None:
    comes(author, "open", [WORDS])
    expect(author.locator(".margin__choice [data-talk-count]")).to_have_text("1")
    author.locator("#problem .ProseMirror").press("Control+Home")
    author.keyboard.type("Nu: ")
    comes(author, "open", [WORDS])
    author.locator("#problem .talk-spot").click()
    card = author.get_by_role("article", name="Kommentar av Cecilia Fors")
    expect(card).to_be_visible()
    card.get_by_text("Svara", exact=True).first.click()
    reply = card.get_by_label("Ditt svar")
    expect(reply).to_be_focused()
    reply.press_sequentially("Sedan 20")
    hers = cecilia.get_by_role("article", name="Comment by Cecilia Fors")
    hers.get_by_text("Reply", exact=True).first.click()
    hers.get_by_label("Your reply").fill("Och i hur många år?")
    hers.get_by_role("button", name="Reply").click()
    expect(card).to_contain_text("Och i hur många år?")
    expect(reply).to_be_focused()
    reply.press_sequentially("24.")
    assert not violations(author)
    card.get_by_role("button", name="Svara").click()
    expect(hers).to_contain_text("Sedan 2024.")
    assert marked(cecilia, "chosen") == [WORDS]


def delete_and_undo(author: Page) -> None:
    card = author.get_by_role("article", name="Kommentar av Cecilia Fors")
    author.locator("#problem .ProseMirror").click()
    author.evaluate(SELECT, ["problem", WORDS])
    author.keyboard.press("Delete")
    expect(card).to_contain_text("Texten är borttagen.")
    author.locator("#problem .ProseMirror").press("Control+z")
    expect(card).not_to_contain_text("Texten är borttagen.")
    is_marked(author)


def resolve_and_undo(author: Page, cecilia: Page) -> None:
    card = author.get_by_role("article", name="Kommentar av Cecilia Fors")
    card.get_by_role("button", name="Markera som löst").click()
    expect(card).to_be_hidden()
    expect(cecilia.get_by_role("article", name="Comment by Cecilia Fors")).to_be_hidden()
    author.locator("[data-talks]").get_by_role("button", name="Ångra").click()
    expect(card).to_be_visible()
    is_marked(cecilia)


def by_keyboard_alone(author: Page) -> None:
    """A comment on the part where the caret is, and the list of keys."""
    author.locator("#solution .ProseMirror").press("Control+Home")
    author.keyboard.press("Control+Alt+m")
    expect(author.get_by_role("heading", name="Kommentera ”Lösningen”")).to_be_visible()
    author.keyboard.type("Vem gör det här?")
    author.keyboard.press("Tab")
    author.keyboard.press("Enter")
    card = author.get_by_role("article", name="Kommentar av Astrid Berg")
    expect(card).to_be_focused()
    author.keyboard.press("?")
    expect(author.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    assert not violations(author)
    author.keyboard.press("Escape")


def the_list_has_it_all(desks: Desks) -> None:
    for page in (desks.author, desks.cecilia):
        page.goto(f"{desks.document}/comments")
        expect(page.get_by_role("article")).to_have_count(2)
        assert not violations(page)
    desks.cecilia.get_by_text("More", exact=False).first.click()
    desks.cecilia.get_by_role("link", name="Go to the text").first.click()
    comes(desks.cecilia, "chosen", [WORDS])
    assert desks.cecilia.locator(".talk[aria-current]").count() == 1
