"""The bell: a count that follows what happens while a page is open, until it is read."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, expect

from tests.browser.test_accessibility import violations
from tests.fixtures.cast import person
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from wpr.domain.author import Author
from wpr.services.commenting import About, Said, start
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow


def test_the_bell_counts_while_the_page_is_open_and_what_is_opened_is_read(
    live_server: LiveServer, new_context: Callable[..., BrowserContext]
) -> None:
    desk = example_desk(live_server)
    database = Database(f"sqlite:///{live_server.data / 'wpr.db'}")

    def comment(said: str) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, desk.document_id)
            about = About(text_id=desk.text_ids[0])
            now = datetime.now(UTC)
            start(session, document, Author(bo.id), about, Said(said), now)

    with database.writing() as session:
        bo = person("Bo Dahl")
        session.add(bo)
    context = new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    name, _, value = desk.cookie.split(";")[0].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/documents/{desk.document_id}")
    expect(page.locator("[data-live]")).to_be_attached()
    bell = page.locator("[data-bell]")
    expect(bell).to_have_accessible_name("Notiser")
    comment("Var kommer siffran ifrån?")
    comment("Och den andra?")
    expect(bell).to_have_accessible_name("Notiser, 2 olästa")
    bell.click()
    assert not violations(page)
    page.get_by_role("button", name="Bo Dahl kommenterade ”Ingress”").last.click()
    expect(page.get_by_text("Var kommer siffran ifrån?").first).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/documents/{desk.document_id}/comments/1")
    expect(bell).to_have_accessible_name("Notiser, 1 oläst")
    page.goto(f"/documents/{desk.document_id}/comments/2")  # as by the link in a mail
    expect(bell).to_have_accessible_name("Notiser")
    database.close()
