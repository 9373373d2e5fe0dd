"""Comparing two versions in a real browser: by keyboard, in both shapes, in both languages; axe."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_accessibility import violations
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from tests.fixtures.versions import put_version
from tests.fixtures.writers import Desk
from wpr.domain.guide_file import load_guides
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.storage.database import Database

WORDS = {
    "sv": {"at": "{} av {}", "next": "Nästa ändring", "text": "I en text", "moved": "Flyttat hit"},
    "en": {"at": "{} of {}", "next": "Next change", "text": "In one text", "moved": "Moved here"},
}
HELP = "Läxhjälpen finns i sal 4, med en lärare i matematik och en i svenska."


@pytest.mark.parametrize(("language", "width"), [("sv", 1280), ("en", 390)])
def test_the_changes_are_stepped_through_with_the_keyboard(
    language: str, width: int, new_context: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    words = WORDS[language]
    desk = put_two_versions(live_server)
    context = new_context(
        locale=language,
        color_scheme="dark" if width < 600 else "light",
        viewport={"width": width, "height": 844},
    )
    name, _, token = desk.cookie.split(";")[0].partition("=")
    context.add_cookies([{"name": name, "value": token, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/documents/{desk.document_id}/comparison/1/2")
    all_changes = page.locator("[data-change]").count()
    assert all_changes == 3
    assert not violations(page)
    for key, at in (("n", 1), ("j", 2), ("n", 3), ("n", 3), ("p", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator(f"#change-{at}")).to_be_focused()
        expect(page.locator(f"#change-{at}")).to_be_in_viewport()
        expect(page.locator("[data-position]")).to_have_text(words["at"].format(at, all_changes))
    page.get_by_role("button", name=words["next"]).click()
    expect(page.locator("#change-2")).to_be_focused()
    assert page.url.endswith("#change-2")
    leads_both_ways(page, words["moved"])
    shows_in_two_shapes(page, words["text"], width)
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"/documents/{desk.document_id}/comparison/1/1")
    assert not violations(page)


def leads_both_ways(page: Page, moved: str) -> None:
    """From where a paragraph is to where it was, and back."""
    here = page.locator("[data-change]").filter(has_text=moved)
    here.get_by_role("link").click()
    away = page.locator("#away-1")
    expect(away).to_be_in_viewport()
    away.get_by_role("link").click()
    expect(here).to_be_in_viewport()
    expect(here).to_be_focused()


def shows_in_two_shapes(page: Page, in_one_text: str, width: int) -> None:
    """Beside each other on a wide screen, in one text on a narrow one or when asked for; and what
    is unchanged can be opened."""
    changed = page.locator(".change--changed").first
    is_wide = width > 600
    expect(changed.locator(".change__old")).to_be_visible(visible=is_wide)
    expect(changed.locator(".change__both")).to_be_visible(visible=not is_wide)
    if is_wide:
        page.get_by_role("link", name=in_one_text).click()
        expect(changed.locator(".change__both")).to_be_visible()
        assert "view=inline" in page.url
        page.locator("[data-keys] input").uncheck()
        before = page.url
        page.keyboard.press("n")
        assert page.url == before
    fold = page.locator("details.fold").first
    inside = fold.locator(".change__new").first
    expect(inside).to_be_hidden()
    fold.locator("summary").click()
    expect(inside).to_be_visible()


def put_two_versions(server: LiveServer) -> Desk:
    """An example document with a version before a revision and one after it."""
    desk, guides = example_desk(server), load_guides(GUIDES)
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    before = source.replace("launch-date: 2028-08-21\n", "").replace(
        "Hösten 2026 fanns", "I höst fanns"
    )
    before = before.replace("\n\n## Lösningen", f"\n\n{HELP}\n\n## Lösningen")
    after = source.replace("\n\n## Citat från ansvarig", f"\n\n{HELP}\n\n## Citat från ansvarig")
    database = Database(f"sqlite:///{server.data / 'wpr.db'}")
    for number, text in enumerate((before, after), 1):
        put_version(database, desk.document_id, number, document_file.read(text, guides), "Möte")
    database.close()
    return desk
