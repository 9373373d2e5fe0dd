"""A review in the browser: by keyboard alone beside the text; on a phone a question a screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_comments import WORDS
from tests.browser.test_three_people import ON_THE_PAGE
from tests.fixtures.cast import person, session_token
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.domain.guide_file import load_guides
from wpr.domain.school_clock import day_of
from wpr.places import GUIDES
from wpr.services import requesting
from wpr.services.enlisting import Wanted
from wpr.services.requesting import Order
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.people import User

FIRST, SECOND = "#item-group-specific", "#item-one-benefit"
FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"
Open = Callable[..., Page]


@pytest.fixture
def review(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Iterator[Open]:
    """`review(width=…)`: Cecilia's page of the review that she is asked for."""
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")
    now = datetime.now(UTC)
    with database.writing() as session:
        cecilia = person("Cecilia Fors")
        session.add(cecilia)
        session.flush()
        document = session.get_one(DocumentRow, desk.document_id)
        session.add(
            Member(document_id=document.id, user_id=cecilia.id, role="comment", joined_at=now)
        )
        session.flush()
        guide = load_guides(GUIDES).get(document.guide, document.language)
        until = day_of(now) + timedelta(days=14)
        order = Order(until, [Wanted(cecilia.id)], newest=0, version_name="För granskning")
        requesting.ask(session, document, guide, session.get_one(User, 1), order, now)
    token = session_token(database, cecilia)

    def review(*, width: int, locale: str = "sv-SE", theme: str = "light") -> Page:
        context = new_context(
            viewport={"width": width, "height": 844},
            locale=locale,
            color_scheme=theme,
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/documents/{desk.document_id}/rounds/1/review")
        return page

    yield review
    database.close()


def tab_to(page: Page, place: str) -> None:
    """Go on with the tab key until the focus is on an element with this id, or these words."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(place):
            return
    raise AssertionError(f"the tab key does not lead to {place}")


@pytest.mark.timeout(300)  # many keys, each waited for
def test_a_review_by_keyboard_alone(review: Open) -> None:
    page = review(width=1280)
    answers_by_keyboard(page)
    answers_from_selected_words(page)
    judges_by_keyboard(page)
    assert violations(page) == []


def answers_by_keyboard(page: Page) -> None:
    first = page.locator(FIRST)
    tab_to(page, f"{FIRST[1:]}-yes")
    page.keyboard.press("Space")
    expect(first.locator("[data-state]")).to_contain_text("Sparat kl.")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(first.locator("[data-state]")).to_have_text("Inte sparat än: skriv varför")
    tab_to(page, f"{FIRST[1:]}-reason")
    page.keyboard.type("Gruppen är inte räknad.")
    expect(first.locator("[data-state]")).to_contain_text("Sparat kl.")
    tab_to(page, "Peka på ord i texten")
    page.keyboard.press("Enter")
    tab_to(page, f"{FIRST[1:]}-quote")
    page.keyboard.type(WORDS)
    expect(first.locator("[data-tied-quote]")).to_have_text(WORDS)
    expect(page.locator(".review__count")).to_contain_text("6 av 22")
    page.reload()
    expect(first.get_by_role("radio", name="Nej")).to_be_checked()
    expect(first.locator("[name=reason]")).to_have_value("Gruppen är inte räknad.")


def answers_from_selected_words(page: Page) -> None:
    page.evaluate(ON_THE_PAGE, WORDS)
    page.get_by_role("button", name="Svara om de här orden").click()
    page.get_by_label("Vilken fråga gäller det?").select_option("problem-clear")
    page.get_by_role("button", name="Till frågan").click()
    item = page.locator("#item-problem-clear")
    expect(item.locator("[name=quote]")).to_have_value(WORDS)
    item.get_by_role("radio", name="Osäker").check()
    item.locator("[name=reason]").fill("Vilka fyra?")
    expect(item.locator("[data-tied-quote]")).to_have_text(WORDS)


def judges_by_keyboard(page: Page) -> None:
    page.reload()
    tab_to(page, "Till bedömningen")
    page.keyboard.press("Enter")
    tab_to(page, "verdict-ready")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "sentence")
    page.keyboard.type("Gruppen måste vara bestämd.")
    tab_to(page, "Lämna bedömning")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict__given")).to_contain_text("Inte klart")
    expect(page.locator(".verdict__given")).to_contain_text("om version 1")


def test_on_a_phone_one_question_stands_on_a_screen(review: Open) -> None:
    page = review(width=390, locale="en-GB", theme="dark")
    items = page.locator(".item:visible")
    expect(page.get_by_role("heading", name="Review of version 1")).to_be_visible()
    expect(items).to_have_count(0)
    page.get_by_role("link", name="Begin", exact=True).click()
    expect(items).to_have_count(1)
    page.locator(FIRST).get_by_role("radio", name="Yes").check()
    expect(page.locator(f"{FIRST} [data-state]")).to_contain_text("Saved at")
    page.locator(FIRST).get_by_role("button", name="Take the answer back").click()
    expect(page.locator(f"{FIRST} [data-state]")).to_have_text("Your answer is taken back.")
    expect(page.locator(f"{FIRST} :checked")).to_have_count(0)
    assert page.evaluate(FOCUSED) == f"{FIRST[1:]}-yes"
    page.locator(FIRST).get_by_text("Earlier answers").click()
    expect(page.locator(f"{FIRST} [data-earlier] li")).to_contain_text("Yes (")
    page.locator(FIRST).get_by_role("radio", name="Yes").check()
    expect(page.locator(f"{FIRST} [data-state]")).to_contain_text("Saved at")
    page.locator(FIRST).get_by_role("link", name="Next").click()
    expect(page.locator(SECOND)).to_be_visible()
    expect(items).to_have_count(1)
    assert violations(page) == []
    page.locator(SECOND).get_by_role("link", name="Lösningen").click()
    expect(page.locator(".paper").first).to_be_visible()
    expect(items).to_have_count(0)
    page.get_by_role("link", name="Back to the checklist").click()
    expect(page.locator(SECOND)).to_be_visible()
    page.locator(SECOND).get_by_role("link", name="Previous").click()
    expect(page.locator(FIRST).get_by_role("radio", name="Yes")).to_be_checked()
    page.goto(page.url.partition("#")[0] + "#verdict")
    page.get_by_role("radio", name="Ready after changes").check()
    page.get_by_role("button", name="Give the verdict").click()
    expect(page.locator("#sentence-fault")).to_be_visible()
    page.locator("#sentence").fill("Räkna gruppen.")
    page.get_by_role("button", name="Give the verdict").click()
    expect(page.locator(".verdict__given")).to_contain_text("Räkna gruppen.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
