"""Presence on the page: who is here, whose caret is where, and nobody where they are not."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from tests.browser.editor.desk import Desk
from wpr.storage.people import SignIn
from wpr.storage.presence import STAYS, PresenceRow

if TYPE_CHECKING:
    from tests.browser.editor.conftest import RealHouse

LEAD = "Varje fredag kommer ett brev."


def test_others_see_who_comes_writes_and_goes(desk: Desk) -> None:
    anna = desk.open("anna")
    expect(face(anna, "Bo")).to_have_attribute("data-here", "false")
    before = bar(anna)
    bo = desk.open("bo")
    expect(face(anna, "Bo")).to_have_attribute("data-here", "true")
    expect(anna.locator("[data-arrivals]")).to_have_text("Bo har kommit")
    desk.caret(bo, "lead", "End")
    bo.keyboard.type(" Hej")
    expect(anna.get_by_text("Bo skriver här")).to_be_visible()
    expect(face(anna, "Bo")).to_have_attribute("aria-label", re.compile("^Bo skriver i "))
    expect(caret(anna)).to_have_text("Bo")
    assert bar(anna) == before  # nothing moved aside for any of it
    expect(anna.get_by_text("Bo skriver här")).to_be_hidden(timeout=10_000)
    bo.close()
    expect(face(anna, "Bo")).to_have_attribute("data-here", "false")
    expect(caret(anna)).to_have_count(0)


def test_a_caret_follows_the_words_it_stands_in(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(bo, "lead", "Home")
    for _ in range(len("Varje ")):
        bo.keyboard.press("ArrowRight")
    expect_caret_before(anna, desk, "fredag")
    desk.caret(anna, "lead", "Home")
    anna.keyboard.type("Nu: ")
    expect_caret_before(anna, desk, "fredag")
    bo.keyboard.type("långa ")
    expect(desk.field(anna, "lead")).to_contain_text("långa")
    expect_caret_before(anna, desk, "fredag")
    desk.caret(bo, "answer", "End")
    expect(caret(anna, desk.id("lead"))).to_have_count(0)
    expect(caret(anna, desk.id("answer"))).to_have_count(1)


def test_a_caret_does_not_blink_or_move_the_text(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(bo, "lead", "End")
    expect(caret(anna)).to_have_count(1)
    anna.evaluate(
        """() => {
          const layer = document.querySelector(".carets");
          window.replaced = 0;
          const count = (changes) => (replaced += changes.length);
          new MutationObserver(count).observe(layer, { childList: true });
          window.height = layer.nextElementSibling.offsetHeight;
        }"""
    )
    bo.keyboard.type(" Hej", delay=60)
    for key in ("ArrowLeft", "ArrowLeft", "Home"):
        bo.keyboard.press(key)
    expect(desk.field(anna, "lead")).to_contain_text("Hej")
    expect_caret_before(anna, desk, "Varje")
    assert anna.evaluate(
        "[replaced, document.querySelector('.carets + *').offsetHeight - height]"
    ) == [
        0,
        0,
    ]


def test_the_name_is_shown_for_a_moment_and_when_one_looks_for_it(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(bo, "lead", "End")
    expect(caret(anna)).to_have_attribute("data-named", "")
    expect(caret(anna)).not_to_have_attribute("data-named", "")
    place = caret(anna).bounding_box()
    assert place is not None
    anna.mouse.move(place["x"] + 3, place["y"] + 5)
    expect(caret(anna)).to_have_attribute("data-near", "")
    anna.mouse.move(place["x"] - 60, place["y"] + 5)
    expect(caret(anna)).not_to_have_attribute("data-near", "")
    face(anna, "Bo").press("Enter")
    expect(caret(anna)).to_have_attribute("data-near", "")


def test_a_reader_is_shown_as_one_and_ones_own_pages_are_not(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.open("anna", context=anna.context)
    reader = desk.open("david")
    expect(face(anna, "David")).to_have_attribute("aria-label", "David läser")
    expect(face(reader, "Anna")).to_have_attribute("data-here", "true")
    assert face(anna, "Anna").count() == 0
    expect(face(anna, "Bo")).to_have_attribute("data-here", "false")


def test_without_a_connection_nobody_is_shown_as_here(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(bo, "lead", "End")
    expect(caret(anna)).to_be_visible()
    anna.context.set_offline(True)
    expect(caret(anna)).to_be_hidden()
    desk.expect_status(anna, "offline")
    anna.context.set_offline(False)
    expect(caret(anna)).to_be_visible(timeout=15_000)
    desk.expect_status(anna, "saved")


def test_a_page_that_says_nothing_for_half_a_minute_is_not_shown(desk: Desk) -> None:
    """A closed laptop, a killed browser: nobody says goodbye, and nothing is written meanwhile."""
    anna, bo = desk.open("anna"), desk.open("bo")
    expect(face(anna, "Bo")).to_have_attribute("data-here", "true")
    bo.route("**/presence", lambda route: route.abort())
    pass_half_a_minute(desk, "bo")
    expect(face(anna, "Bo")).to_have_attribute("data-here", "false")
    expect(face(bo, "Anna")).to_have_attribute("data-here", "true")


def test_a_page_that_asks_instead_of_listening_is_told_too(desk: Desk) -> None:
    anna = desk.context("anna").new_page()
    anna.route("**/events*", lambda route: route.fulfill(status=503, json={"poll": True}))
    desk.visit(anna)
    bo = desk.open("bo")
    desk.caret(bo, "lead", "End")
    expect(caret(anna)).to_have_text("Bo")


def test_what_is_typed_right_before_a_link_is_followed_is_on_the_next_page(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Allra sist")
    anna.get_by_role("link", name="Läs och skriv ut").click()
    expect(anna.get_by_text("Allra sist")).to_be_visible()


def pass_half_a_minute(desk: Desk, name: str) -> None:
    """As if somebody's pages had told so long ago that they are open."""
    house = cast("RealHouse", desk.house)
    ids = select(SignIn.id).where(SignIn.user_id == house.people[name].id)
    with house.database.writing() as session:
        rows = session.scalars(select(PresenceRow).where(PresenceRow.sign_in_id.in_(ids))).all()
        for row in rows:
            row.at -= STAYS + timedelta(seconds=1)


def face(page: Page, name: str) -> Locator:
    """Somebody's initials above the page."""
    return page.locator(f'[data-people] .avatar[aria-label^="{name}"]')


def caret(page: Page, text: int | None = None) -> Locator:
    """The carets of others, in all texts or one."""
    layer = ".carets" if text is None else f'.carets:has(+ [data-text="{text}"])'
    return page.locator(f"{layer} .caret")


def bar(page: Page) -> object:
    """Where everything stands above the page."""
    return page.evaluate(
        """[...document.querySelectorAll(".workspace__bar *, [data-text]")].map((one) => {
          const { x, y, width } = one.getBoundingClientRect();
          return one.matches("[data-arrivals] , .visually-hidden") ? "" : `${x} ${y} ${width}`;
        })"""
    )


def expect_caret_before(page: Page, desk: Desk, word: str) -> None:
    """The only caret of somebody else stands right before a word of the lead."""
    desk.until(
        page,
        f"""(() => {{
          const field = document.querySelector('[data-text="{desk.id("lead")}"]');
          const caret = document.querySelector(".carets .caret");
          const node = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
          for (let text; caret && (text = node.nextNode()); ) {{
            const at = text.data.indexOf({word!r});
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const [one, other] = [caret, range].map((it) => it.getBoundingClientRect());
            return Math.abs(one.left + 1 - other.left) < 2 && Math.abs(one.top - other.top) < 6;
          }}
          return false;
        }})()""",
    )
