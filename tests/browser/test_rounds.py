"""Asking for a review by keyboard alone, on a phone: who, by when, the link, and taking it back."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.fixtures.cast import person
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.storage.database import Database
from wpr.storage.documents import Member


@pytest.fixture
def page(live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Page:
    """The author's phone; Cecilia may comment on the document."""
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
    database.close()
    context = new_context(viewport={"width": 390, "height": 844})
    token = desk.cookie.split(";")[0].partition("=")[2]
    context.add_cookies([{"name": "wpr", "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/documents/{desk.document_id}/rounds")
    return page


def reach(page: Page, what: str) -> None:
    """Press Tab until what has the focus, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", what):
            return
    raise AssertionError(f"Tab does not come to {what}")


def test_a_review_is_asked_for_and_taken_back_by_keyboard_alone(page: Page) -> None:
    reach(page, "main a[href$='/rounds/new']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Be om granskning")
    reach(page, "input[name=member]")  # the author's own
    reach(page, "input[name=member]")
    page.keyboard.press("Space")
    reach(page, "summary")
    page.keyboard.press("Enter")
    reach(page, "input[name=guest-name]")
    page.keyboard.type("Elevrådet")
    reach(page, "select[name=guest-voice]")
    page.keyboard.press("ArrowDown")
    reach(page, "main button.button--primary")
    page.keyboard.press("Enter")

    expect(page.get_by_text("0 av 2 har svarat")).to_be_visible()
    expect(page.get_by_label("Till Elevrådet")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390

    reach(page, ".missing-voices button")  # a teacher is missing; Cecilia is one, with one press
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cecilia Fors: lärare.")).to_be_visible()
    reach(page, "form[action$='/removal'] button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cecilia Fors är inte längre tillfrågad.")).to_be_visible()
    reach(page, ".flashes button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Cecilia Fors är tillfrågad igen.")).to_be_visible()
    expect(page.get_by_text("0 av 2 har svarat")).to_be_visible()
