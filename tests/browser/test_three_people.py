"""Three people about one text: its author, a colleague who reads in English, a guest on a phone.

They comment, answer, suggest, accept and resolve; who is not there has mail of it, by a real mail
server.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_comments import SELECT, WORDS, comes, is_marked, marked
from tests.fixtures.browsers import PATIENCE_MS
from tests.fixtures.cast import person, session_token
from tests.fixtures.desks import example_desk
from tests.fixtures.mailboxes import MailServer
from tests.fixtures.servers import LiveServer
from wpr.storage.database import Database
from wpr.storage.documents import Member

PASSAGE = "ingen behörig lärare svarade"  # what the guest asks about
ROOM = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ON_THE_PAGE = """words => {
  const all = document.createTreeWalker(document.querySelector(".paper"), NodeFilter.SHOW_TEXT);
  while (!all.nextNode().data.includes(words));
  const { currentNode: node } = all;
  const start = node.data.indexOf(words);
  node.parentElement.scrollIntoView({ block: "center" });
  getSelection().setBaseAndExtent(node, start, node, start + words.length);
}"""

# Notes whether words that are accepted are ever shown beside themselves, as suggested still.
WATCH = """() => {
  const text = document.querySelector("#problem [data-text]");
  window.isDoubled = false;
  const look = () => (window.isDoubled ||= text.textContent.includes("I dagI dag"));
  new MutationObserver(look).observe(text, { childList: true, subtree: true, characterData: true });
}"""


@dataclass(frozen=True)
class Three:
    """Their pages, the document's address, and the mail server."""

    author: Page
    colleague: Page
    guest: Page
    document: str
    mails: MailServer


@pytest.fixture
def live_server(tmp_path: Path, mail_server: MailServer) -> Iterator[LiveServer]:
    """A server that sends mail at once."""
    server = LiveServer(tmp_path / "live", WPR_SMTP_URL=mail_server.url, WPR_MAIL_WAIT="0")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def three(
    live_server: LiveServer, mail_server: MailServer, new_context: Callable[..., BrowserContext]
) -> Three:
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")
    now = datetime.now(UTC)
    with database.writing() as session:
        cecilia = person("Cecilia Fors")
        session.add(cecilia)
        session.flush()
        session.add(
            Member(document_id=desk.document_id, user_id=cecilia.id, role="comment", joined_at=now)
        )
    tokens = desk.cookie.split(";")[0].partition("=")[2], session_token(database, cecilia)
    database.close()
    path = f"/documents/{desk.document_id}"
    pages = []
    for token, locale in zip(tokens, ("sv-SE", "en-GB"), strict=True):
        context = new_context(locale=locale, viewport=ROOM, reduced_motion="reduce")
        context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
        pages.append(context.new_page())
    phone = new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    return Three(*pages, phone.new_page(), path, mail_server)


@pytest.mark.timeout(300)  # a long walk: four times the usual where others load the machine
def test_three_people_talk_about_a_text_and_agree(three: Three) -> None:
    link = make_a_link(three)
    for page in (three.author, three.colleague):
        page.goto(three.document)
        expect(page.locator("[data-live]")).to_be_attached()
    the_guest_comes_and_comments(three, link)
    the_author_answers_and_the_guest_has_mail(three)
    the_colleague_comments_and_mentions_the_author(three)
    both_answer_without_losing_a_word(three)
    the_colleague_suggests_and_the_author_accepts(three)
    the_author_resolves_and_thinks_again(three)
    a_link_taken_back_lets_nobody_in(three)


def make_a_link(three: Three) -> str:
    author = three.author
    author.goto(f"{three.document}/guests")
    author.get_by_label("Vem länken är till").fill("Elevrådet")
    author.get_by_label("och kommentera").check()
    author.get_by_role("button", name="Gör länken").click()
    return author.get_by_label("Länken", exact=True).input_value()


def the_guest_comes_and_comments(three: Three, link: str) -> None:
    """On a phone, on words of the frozen version; the author's bell rings and mail comes."""
    guest = three.guest
    guest.goto(link)
    assert violations(guest) == []
    guest.get_by_label("Namn").fill("Lisa Ahl")
    guest.get_by_label("E-post").fill("lisa@example.se")
    guest.get_by_role("button", name="Till dokumentet").tap()
    expect(guest.get_by_role("link", name="Lisa Ahl")).to_be_visible()
    assert link.rpartition("/")[2] not in guest.url
    guest.evaluate(ON_THE_PAGE, PASSAGE)
    guest.get_by_role("button", name="Kommentera det markerade").tap()
    dialog = guest.get_by_role("dialog")
    expect(dialog.locator("[data-quote]")).to_have_text(PASSAGE)
    dialog.get_by_label("Din kommentar").fill("Vem tar <b>ansvar</b> för det?")
    dialog.get_by_role("button", name="Skicka kommentaren").tap()
    thread = guest.get_by_role("article", name="Kommentar av Lisa Ahl")
    expect(thread.locator("blockquote")).to_have_text(PASSAGE)
    expect(thread).to_contain_text("Vem tar <b>ansvar</b> för det?")
    assert violations(guest) == []
    assert guest.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    expect(three.author.locator("[data-bell]")).to_have_accessible_name("Notiser, 1 oläst")
    (mail,) = three.mails.wait_for(1)
    assert mail["To"] == "astrid@example.se"
    assert "Lisa Ahl kommenterade" in mail["Subject"]
    assert "Vem tar <b>ansvar</b> för det?" in words(mail, "plain")
    assert "Vem tar &lt;b&gt;ansvar&lt;/b&gt; för det?" in words(mail, "html")


def the_author_answers_and_the_guest_has_mail(three: Three) -> None:
    """By the link in the mail; what is opened is read."""
    author, guest = three.author, three.guest
    author.locator("[data-bell]").click()
    expect(author.get_by_role("button", name="Lisa Ahl kommenterade")).to_be_visible()
    assert violations(author) == []
    author.goto(linked(three.mails.mails[0], "/comments/"))
    expect(author.locator("[data-bell]")).to_have_accessible_name("Notiser")
    card = author.get_by_role("article", name="Kommentar av Lisa Ahl")
    card.get_by_text("Svara", exact=True).first.click()
    card.get_by_label("Ditt svar").fill("Rektorerna, tillsammans.")
    card.get_by_role("button", name="Svara").click()
    expect(card).to_contain_text("Rektorerna, tillsammans.")

    mail = three.mails.wait_for(2)[1]
    assert mail["To"] == "lisa@example.se"
    guest.goto(linked(mail, "#comment-"))
    thread = guest.get_by_role("article", name="Kommentar av Lisa Ahl")
    expect(thread).to_contain_text("Rektorerna, tillsammans.")
    expect(guest.locator(":target")).to_be_in_viewport()
    author.goto(three.document)
    expect(author.locator("[data-live]")).to_be_attached()


def the_colleague_comments_and_mentions_the_author(three: Three) -> None:
    """Words in a text that is only read; a name from the list; the card has the focus."""
    colleague = three.colleague
    colleague.evaluate(SELECT, ["problem", WORDS])
    colleague.get_by_role("button", name="Comment", exact=True).first.click()
    field = colleague.get_by_label("Your comment").first
    expect(field).to_be_focused()
    comes(colleague, "held", [WORDS])
    field.press_sequentially("Sedan när, @ce")
    expect(colleague.get_by_role("option", name="Cecilia Fors")).to_be_visible()
    assert violations(colleague) == []
    field.press("Escape")
    field.press_sequentially(" @ast")
    field.press("Enter")
    expect(field).to_have_value("Sedan när, @ce @Astrid Berg ")
    colleague.locator("[data-new]").get_by_role("button", name="Comment").click()
    card = hers(three)
    expect(card).to_be_focused()
    expect(card.locator(".mention")).to_have_text("@Astrid Berg")
    comes(colleague, "chosen", [WORDS])
    expect(colleague.locator("#problem .talk-spot")).to_have_text("2")
    mail = three.mails.wait_for(3)[2]
    assert "nämnde dig" in mail["Subject"]


def both_answer_without_losing_a_word(three: Three) -> None:
    """While the author writes above the passage, and both answer at once."""
    author, colleague = three.author, three.colleague
    is_marked(author)
    author.locator("#problem .ProseMirror").press("Control+Home")
    author.keyboard.type("Nu: ")
    is_marked(author)
    author.locator("#problem .talk-spot").click()
    card = shown(three)
    expect(card).to_be_visible()
    card.get_by_text("Svara", exact=True).first.click()
    reply = card.get_by_label("Ditt svar")
    expect(reply).to_be_focused()
    reply.press_sequentially("Sedan 20")
    hers(three).get_by_text("Reply", exact=True).first.click()
    hers(three).get_by_label("Your reply").fill("Och i hur många år?")
    hers(three).get_by_role("button", name="Reply").click()
    expect(card).to_contain_text("Och i hur många år?")
    expect(reply).to_be_focused()
    reply.press_sequentially("24.")
    assert violations(author) == []
    card.get_by_role("button", name="Svara").click()
    expect(hers(three)).to_contain_text("Sedan 2024.")
    assert marked(colleague, "chosen") == [WORDS]


def the_colleague_suggests_and_the_author_accepts(three: Three) -> None:
    """Other words for words that are selected; they are in everybody's text when accepted."""
    author, colleague = three.author, three.colleague
    colleague.evaluate(SELECT, ["problem", "Nu"])
    colleague.get_by_role("button", name="Suggest other words").click()
    dialog = colleague.get_by_role("dialog", name="Suggest other words")
    assert violations(colleague) == []
    dialog.get_by_label("Your suggestion").fill("Nu")
    dialog.get_by_role("button", name="Suggest").click()
    expect(dialog.locator("[data-error]")).to_be_visible()
    dialog.get_by_label("Your suggestion").fill("I dag")
    dialog.get_by_role("button", name="Suggest").click()
    expect(dialog).to_be_hidden()
    for page in (colleague, author):
        expect(page.locator("#problem ins")).to_have_text("I dag")
        expect(page.locator("#problem del")).to_have_text("Nu")
    card = author.get_by_role("article", name="Ändringsförslag av Cecilia Fors")
    for page in (author, colleague):
        page.evaluate(WATCH)
    card.get_by_role("button", name="Godkänn").click()
    for page in (author, colleague):
        expect(page.locator("#problem ins, #problem del")).to_have_count(0)
        expect(page.locator("#problem [data-text]")).to_contain_text("I dag: ")
        assert not page.evaluate("window.isDoubled")
    is_marked(colleague)
    told(three, "cecilia@example.se", "Astrid Berg accepted your suggestion")


def the_author_resolves_and_thinks_again(three: Three) -> None:
    """Resolving hides a thread from all and deletes nothing."""
    shown(three).get_by_role("button", name="Markera som löst").click()
    expect(shown(three)).to_be_hidden()
    expect(hers(three)).to_be_hidden()
    three.author.locator("[data-talks]").get_by_role("button", name="Ångra").click()
    expect(shown(three)).to_be_visible()
    is_marked(three.colleague)
    three.author.get_by_role("article", name="Kommentar av Lisa Ahl").get_by_role(
        "button", name="Markera som löst"
    ).click()
    expect(three.author.get_by_role("article", name="Kommentar av Lisa Ahl")).to_be_hidden()
    guest = three.guest
    guest.locator("summary", has_text="Kommentera").first.tap()
    guest.locator("details[open] textarea").first.fill("Inte skickat än")
    guest.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    guest.get_by_role("link", name="Visa det nya").tap()
    thread = guest.get_by_role("article", name="Kommentar av Lisa Ahl")
    expect(thread).to_contain_text("har markerat det här som klart")
    expect(guest.locator("details[open] textarea").first).to_have_value("Inte skickat än")
    assert violations(guest) == []


def a_link_taken_back_lets_nobody_in(three: Three) -> None:
    author, guest = three.author, three.guest
    author.goto(f"{three.document}/guests")
    expect(author.get_by_text("1 gäst, senast här")).to_be_visible()
    author.get_by_role("button", name="Ta tillbaka").click()
    guest.reload()
    expect(guest.get_by_role("heading", name="Länken fungerar inte längre")).to_be_visible()


def shown(three: Three) -> Locator:
    """The colleague's thread on the author's page."""
    return three.author.get_by_role("article", name="Kommentar av Cecilia Fors")


def hers(three: Three) -> Locator:
    """The colleague's thread on her own page."""
    return three.colleague.get_by_role("article", name="Comment by Cecilia Fors")


def words(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body([kind])
    assert body is not None
    return str(body.get_content())


def linked(mail: EmailMessage, part: str) -> str:
    """The first address in a mail that has this in it."""
    found = next(url for url in re.findall(r"http\S+", words(mail, "plain")) if part in url)
    return str(found)


def told(three: Three, to: str, subject: str) -> None:
    """Wait until somebody has such mail."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        came = [(mail["To"], mail["Subject"]) for mail in three.mails.mails]
        if any(one == to and subject in said for one, said in came):
            return
        time.sleep(0.05)
    pytest.fail(f"no mail to {to} that says {subject!r}, but {came}")
