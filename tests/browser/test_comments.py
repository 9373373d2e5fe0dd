"""Comments beside the text: their words go and come back, the keyboard alone, and the list."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from tests.browser.test_accessibility import violations
from tests.fixtures.cast import person
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.domain.author import Author
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import commenting
from wpr.services.commenting import About, Said
from wpr.services.pinning import Passage
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow

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


THREAD = "Kommentar av Cecilia Fors"
# What is marked when somebody suggests words before the others, and after that is taken back.
SUGGESTED = f"""() => {{
  const {{ suggestions, exchange }} = document.querySelector("#problem [data-text]").field;
  const item = {{ id: 999, start: 1, end: 3, new: [{{ type: "text", text: "I dag" }}] }};
  return [[item], []].map((items) => {{
    suggestions.show(exchange.start.version, items);
    return [...({MARKED})("open"), ...({MARKED})("chosen")];
  }});
}}"""


@pytest.fixture
def author(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """The author's page, with a comment by Cecilia on some words of it."""
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")
    with database.writing() as session:
        cecilia = person("Cecilia Fors")
        session.add(cecilia)
        session.flush()
        document = session.get_one(DocumentRow, desk.document_id)
        text = session.scalars(
            select(TextRow).where(
                TextRow.document_id == document.id,
                TextRow.slot == "part",
                TextRow.name == "problem",
            )
        ).one()
        start = plain(read(text.content)).index(WORDS) + 1
        passage = Passage(text.id, text.version, start, start + len(WORDS), WORDS)
        commenting.start(
            session,
            document,
            Author(cecilia.id),
            About(passage=passage),
            Said("Sedan när?"),
            datetime.now(UTC),
        )
    database.close()
    context = new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    token = desk.cookie.split(";")[0].partition("=")[2]
    context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/documents/{desk.document_id}")
    expect(page.locator("[data-live]")).to_be_attached()
    return page


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


def test_a_comment_and_its_words_in_the_text(author: Page) -> None:
    author.locator("#problem .talk-spot").click()
    expect(author.get_by_role("article", name=THREAD)).to_be_visible()
    delete_and_undo(author)
    stays_marked_while_something_is_suggested(author)
    by_keyboard_alone(author)
    the_list_has_it_all(author)


def delete_and_undo(author: Page) -> None:
    card = author.get_by_role("article", name=THREAD)
    author.locator("#problem .ProseMirror").click()
    author.evaluate(SELECT, ["problem", WORDS])
    author.keyboard.press("Delete")
    expect(card).to_contain_text("Texten är borttagen.")
    author.locator("#problem .ProseMirror").press("Control+z")
    expect(card).not_to_contain_text("Texten är borttagen.")
    is_marked(author)


def stays_marked_while_something_is_suggested(author: Page) -> None:
    """What is suggested comes and goes as elements between the words: the mark is drawn again."""
    author.wait_for_function(
        "document.querySelector('#problem [data-text]').field.exchange.isSaved"
    )
    assert author.evaluate(SUGGESTED) == [[WORDS], [WORDS]]


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


def the_list_has_it_all(author: Page) -> None:
    author.goto(f"{author.url.partition('#')[0]}/comments")
    expect(author.get_by_role("article")).to_have_count(2)
    assert not violations(author)
    author.get_by_text("Mer", exact=False).first.click()
    author.get_by_role("link", name="Gå till texten").first.click()
    comes(author, "chosen", [WORDS])
    assert author.locator(".talk[aria-current]").count() == 1
