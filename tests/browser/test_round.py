"""A whole round of review in browsers: three are asked, one says no, it is mended and decided.

The author and two members sit at laptops, the guest has a phone and a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.fixtures.cast import person, session_token
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.domain.school_clock import day_of
from wpr.storage.database import Database
from wpr.storage.documents import Member

ITEM = "#item-problem-evidence"
REASON = "Det saknas en siffra för de andra skolorna."


@dataclass(frozen=True)
class People:
    """Their pages, and the address of the document."""

    author: Page
    bo: Page
    cecilia: Page
    guest: Page
    document: str


@pytest.fixture
def people(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> People:
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")
    members = [person("Bo Dahl"), person("Cecilia Fors")]
    with database.writing() as session:
        session.add_all(members)
        session.flush()
        for one, role in zip(members, ("edit", "comment"), strict=True):
            joined = datetime.now(UTC)
            session.add(
                Member(document_id=desk.document_id, user_id=one.id, role=role, joined_at=joined)
            )
    tokens = [session_token(database, one) for one in members]
    database.close()

    def at_a_laptop(token: str) -> Page:
        context = new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
        return context.new_page()

    phone = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    return People(
        author=at_a_laptop(desk.cookie.split(";")[0].partition("=")[2]),
        bo=at_a_laptop(tokens[0]),
        cecilia=at_a_laptop(tokens[1]),
        guest=phone.new_page(),
        document=f"/documents/{desk.document_id}",
    )


@pytest.mark.timeout(400)  # five people, one after the other
def test_a_whole_round(people: People) -> None:
    link = ask(people)
    at_the_laptop(people.bo, people.document, "ready", "Jag vill ha det här i höst.")
    people.cecilia.goto(f"{people.document}/rounds/1/review")
    answer_no(people.cecilia)
    judge(people.cecilia, "not-ready", "Utan siffran kan vi inte besluta.")
    on_the_phone(people.guest, link)
    the_author_sees_what_stops(people)
    mend(people)
    revise_and_confirm(people)
    decide(people)
    printed(people)


def ask(people: People) -> str:
    """The author asks two members and a guest; gives the guest's link."""
    page = people.author
    page.goto(f"{people.document}/rounds/new")
    page.get_by_role("checkbox", name="Bo Dahl").check()
    page.get_by_role("checkbox", name="Cecilia Fors").check()
    page.locator(".more > summary").first.click()
    page.locator("[name=guest-name]").first.fill("Greta Gäst")
    page.locator("[name=note]").fill("Läs problemet först.")
    page.locator("form[action$='/rounds'] button.button--primary").click()
    link = page.locator("input[id^=guest-link]").first
    expect(link).to_be_visible()
    return link.input_value()


def at_the_laptop(page: Page, document: str, verdict: str, sentence: str) -> None:
    page.goto(f"{document}/rounds/1/review")
    expect(page.get_by_text("Läs problemet först.")).to_be_visible()
    page.locator(ITEM).get_by_role("radio", name="Ja").check()
    expect(page.locator(f"{ITEM} [data-state]")).to_contain_text("Sparat kl.")
    judge(page, verdict, sentence)


def answer_no(page: Page) -> None:
    item = page.locator(ITEM)
    item.get_by_role("radio", name="Nej").check()
    item.locator("[name=reason]").fill(REASON)
    expect(item.locator("[data-state]")).to_contain_text("Sparat kl.")


def judge(page: Page, verdict: str, sentence: str) -> None:
    page.locator(f"#verdict-{verdict}").check()
    page.locator("#sentence").fill(sentence)
    page.locator("#verdict form button.button--primary").click()
    expect(page.locator(".verdict__given").first).to_contain_text(sentence)


def on_the_phone(page: Page, link: str) -> None:
    """The guest says a name and is at the first screen of the review."""
    page.goto(link)
    page.locator("[name=name]").fill("Greta Gäst")
    page.locator("main button[type=submit]").click()
    expect(page.get_by_text("Läs problemet först.")).to_be_visible()
    page.get_by_role("link", name="Börja", exact=True).click()
    expect(page.locator(".item:visible")).to_have_count(1)
    page.locator(".item:visible").get_by_role("radio", name="Osäker").check()
    expect(page.locator(".item:visible [data-state]")).to_contain_text("Sparat kl.")
    page.locator(".item:visible").get_by_role("link", name="Nästa").click()
    page.goto(page.url.partition("#")[0] + "#verdict")
    judge(page, "after-changes", "Säg det med vanliga ord.")


def the_author_sees_what_stops(people: People) -> None:
    page = people.author
    page.goto(f"{people.document}/rounds/1/matrix")
    expect(page.locator(".outcome--stops")).to_contain_text("Cecilia Fors")
    expect(page.locator("main")).to_contain_text(REASON)
    expect(page.locator("main")).to_contain_text("Greta Gäst")


def mend(people: People) -> None:
    """The author puts the figure in; it is saved."""
    page = people.author
    page.goto(people.document)
    expect(page.locator("[data-live]")).to_be_attached()
    page.locator("#problem .ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" På de andra skolorna är det 40 elever.")
    page.wait_for_function(
        "() => document.querySelector('#problem [data-text]').field.exchange.isSaved"
    )
    expect(page.locator(".status[data-saved]")).to_have_attribute("data-state", "saved")


def revise_and_confirm(people: People) -> None:
    """Verdicts know that the text has moved on: one is revised, another stands."""
    page = people.cecilia
    page.reload()
    expect(page.get_by_text("Din bedömning gäller version 1.")).to_be_visible()
    page.get_by_role("link", name="Se vad som har ändrats sedan version 1").click()
    expect(page.locator("ins").first).to_contain_text("40 elever")
    page.go_back()
    judge(page, "ready", "Nu finns siffran.")
    expect(page.locator(".verdict__given").first).to_contain_text("om version 2")
    page = people.bo
    page.reload()
    page.get_by_role("button", name="Min bedömning står kvar").click()
    expect(page.locator(".verdict__given").first).to_contain_text("om version 2")


def decide(people: People) -> None:
    page = people.author
    page.goto(f"{people.document}/decision")
    form = page.locator("form:has([name=to][value=ready])")
    page.locator("details:has([name=to][value=ready]) > summary").click()
    form.locator("[name=why]").fill("Siffran finns nu. Gästens önskan om ordval är tagen.")
    form.locator("button[type=submit]").click()
    expect(page.get_by_text("Texten är låst.")).to_be_visible()
    page.locator("[name=outcome][value=yes]").check()
    page.locator("[name=decided_by]").fill("Rektor Astrid Berg")
    page.locator("[name=authority]").fill("Påhittad delegation, punkt 4")
    page.locator("[name=decided_on]").fill(day_of(datetime.now(UTC)).isoformat())
    page.locator("[name=reasons]").fill("Behovet är visat.")
    page.locator("form[action$='/decision'] button[type=submit]").click()
    expect(page.locator(".decided")).to_contain_text("Behovet är visat.")


def printed(people: People) -> None:
    """The PDF holds the text, everybody's answers and the decision."""
    page = people.author
    answer = page.request.get(f"{people.document}/pdf?review=1", timeout=120_000)
    assert answer.ok
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(answer.body())).pages)
    words = " ".join(text.split())
    for said in ("40 elever", "Cecilia Fors", "Greta Gäst", REASON, "Nu finns siffran."):
        assert said in words, said
    for said in ("Rektor Astrid Berg", "Behovet är visat."):
        assert said in words, said
