"""Every page passes axe-core (WCAG 2.2 A and AA), in both languages, both themes and two widths."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from tests.browser.test_journey import answer, begin, invite, set_up
from tests.fixtures import matrices
from tests.fixtures.hands import typed
from tests.fixtures.servers import LiveServer
from wpr.domain.guide_file import load_guides
from wpr.domain.school_clock import day_of
from wpr.domain.verdict import Answer, Verdict
from wpr.places import GUIDES
from wpr.services import editing, requesting, reshowing
from wpr.services.editing import Batch
from wpr.services.enlisting import Wanted
from wpr.services.requesting import Order
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow

AXE = Axe().axe_script
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
}
PAGES = [
    "/",
    "/new",
    "/documents/1",
    "/documents/1/reading",
    "/documents/1/bank",
    "/documents/1/comments",
    "/documents/1/facts",
    "/documents/1/rounds",
    "/documents/1/rounds/new",
    "/documents/1/rounds/1/matrix",
    "/documents/1/rounds/1/review",
    "/documents/1/people",
    "/documents/1/guests",
    "/documents/1/versions",
    "/documents/1/versions/1",
    "/documents/1/versions/1/restoration",
    "/documents/1/print?version=1",
    "/documents/1/variants",
    "/documents/1/decision",
    "/documents/1/activity",
    "/texts/8/form",
    "/notices",
    "/profile",
    "/profile/closing",
    "/profile/email",
    "/profile/mail",
    "/profile/password",
    "/profile/sessions",
    "/people",
    "/archive",
    "/verify",
    "/import",
    "/look",
    "/nowhere",
]
SIGNED_OUT = ["/sign-in", "/password/forgotten", "INVITATION"]
OF_A_GUEST = ["/guest/1/review", "/guest/1/review/changes"]


@dataclass(frozen=True)
class Furnished:
    """A service with one document, the browser states of its author and of a guest whose verdict
    has gone stale, and an unused invitation."""

    server: LiveServer
    state: Any
    guest: Any
    invitation: str


@pytest.fixture(scope="module")
def furnished(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    server = LiveServer(tmp_path_factory.mktemp("axe") / "data")
    server.start()
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    page = context.new_page()
    set_up(page, server)
    begin(page)
    link = invite(page, "bo@example.se")
    page.goto("/documents/1/versions")
    page.get_by_label("Namn").fill("Till facket")
    page.get_by_role("button", name="Spara versionen").click()
    expect(page.get_by_role("main")).to_contain_text("Till facket")
    state = context.storage_state()
    context.close()
    yield Furnished(server, state, reviewed(browser, server), link)
    server.kill()


def reviewed(browser: Browser, server: LiveServer) -> Any:
    """The author and a guest are asked; the author has said no, the guest judged before the text
    went on, and is shown the new one. Gives the guest's browser state."""
    database, now = Database(f"sqlite:///{server.data / 'wpr.db'}"), datetime.now(UTC)
    guide = load_guides(GUIDES).get("school", "sv")
    with database.writing() as session:
        document, author = session.get_one(DocumentRow, 1), session.get_one(User, 1)
        people = [Wanted(author.id), Wanted(name="Greta Gäst")]
        order = Order(day_of(now) + timedelta(days=14), people, 0, "För granskning")
        asked = requesting.ask(session, document, guide, author, order, now)
        mine, theirs = (one.row for one in asked.people)
        matrices.answer(session, mine, "measures", Answer.NO, now, "Var är siffran?")
        matrices.judge(session, asked.row, mine, Verdict.NOT_READY, "Inte utan siffran.", now)
        token, guest_place = asked.people[1].token, theirs.id
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    page = context.new_page()
    page.goto(f"/guest/{token}")
    page.get_by_label("Namn").fill("Greta Gäst")
    page.locator("main button[type=submit]").click()
    page.goto("/guest/1/review#verdict")
    page.locator("#verdict-ready").check()
    page.locator("#sentence").fill("Bra.")
    page.locator("#verdict form button.button--primary").click()
    expect(page.locator(".verdict__given")).to_be_visible()
    with database.writing() as session:
        document, author = session.get_one(DocumentRow, 1), session.get_one(User, 1)
        text = session.scalars(select(TextRow).filter_by(slot="part", name="problem")).one()
        batch = Batch(text.version, "one", [typed("Nyskrivet. ")])
        editing.submit(session, document, text, author.id, batch, now)
        row = session.get_one(RoundRow, 1)
        reshowing.show_new(session, document, guide, row, guest_place, author, "Ny", now)
    database.close()
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.timeout(900)  # a long walk, where others load the machine
@pytest.mark.parametrize(
    ("language", "shapes"),
    # Every pair of language, theme and width at least once.
    [("sv", [("light", 390), ("dark", 1280)]), ("en", [("light", 1280), ("dark", 390)])],
)
def test_no_page_has_a_violation(
    furnished: Furnished, browser: Browser, language: str, shapes: list[tuple[Any, int]]
) -> None:
    faults = []
    walks = (
        (furnished.state, PAGES),
        (None, SIGNED_OUT),
        (furnished.guest, OF_A_GUEST),
    )
    for state, paths in walks:
        context = browser.new_context(
            base_url=furnished.server.url,
            locale=language,
            storage_state=state,
            reduced_motion="reduce",  # colours are measured at rest
        )
        page = context.new_page()
        for path in paths:
            page.goto(furnished.invitation if path == "INVITATION" else path)
            assert page.locator("html").get_attribute("lang") == language
            for theme, width in shapes:
                page.emulate_media(color_scheme=theme)
                page.set_viewport_size({"width": width, "height": 900})
                faults += [f"{path}, {theme}, {width}: {fault}" for fault in violations(page)]
        context.close()
    assert not faults, "\n".join(faults)


def test_the_open_parts_of_the_workspace_have_no_violation(
    furnished: Furnished, browser: Browser
) -> None:
    context = browser.new_context(
        base_url=furnished.server.url,
        locale="sv",
        viewport={"width": 390, "height": 844},
        reduced_motion="reduce",  # colours are measured at rest
        storage_state=furnished.state,
    )
    page = context.new_page()
    page.goto("/documents/1")
    expect(page.locator("[data-live]")).to_be_attached()
    faults = []
    for panel in ("Innehåll", "Skrivstöd"):
        page.get_by_role("button", name=panel, exact=True).click()
        faults += violations(page)
        page.keyboard.press("Escape")
    page.locator("#problem .ProseMirror").click()
    page.keyboard.press("Control+k")
    faults += violations(page)
    page.keyboard.press("Escape")
    context.close()
    assert not faults, "\n".join(faults)


def test_the_whole_workspace_can_be_reached_and_written_in_with_the_keyboard(
    furnished: Furnished, browser: Browser
) -> None:
    context = browser.new_context(
        base_url=furnished.server.url, locale="sv", storage_state=furnished.state
    )
    page = context.new_page()
    page.goto("/new")
    answer(page)
    seen = []
    for _ in range(90):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement;"
            " return e.dataset.text ? 'text ' + e.closest('[id]:not([data-text])').id"
            " : e.textContent.trim() || e.name || e.getAttribute('aria-label') })()"
        )
        seen.append(focused)
    assert "Hoppa till innehållet" in seen[0]
    assert "text headline" in seen
    assert "text getting-started" in seen
    page.locator("#headline .ProseMirror").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" med tangenterna")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.part').id") == "subheadline"
    expect(page.locator("#headline")).to_contain_text("med tangenterna")
    context.close()


def violations(page: Page) -> list[str]:
    """axe-core's findings as lines that say what and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # Only what is wrong leaves the browser: all that is right would take longer than finding it.
    found = page.evaluate("options => axe.run(options).then(({ violations }) => violations)", RULES)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]
