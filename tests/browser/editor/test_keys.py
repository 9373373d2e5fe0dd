"""Keys and buttons: what they do to a text, and that nobody is caught in one."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editor.desk import Desk

ITEM = ["Control+Shift+Digit8", "End"]


def test_enter_in_a_line_goes_on_to_the_next_text(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "headline", "End")
    anna.keyboard.press("Enter")
    expect(desk.field(anna, "lead")).to_be_focused()
    desk.caret(anna, "headline", "Home")
    anna.keyboard.press("Control+b")
    anna.keyboard.type("- ")
    desk.expect_saved(anna)
    assert desk.content("headline") == ["- Skolan skriver ett brev"]


@pytest.mark.parametrize(
    ("keys", "content"),
    [
        (["Control+b"], ["**Ingenting.**"]),
        (["Control+i"], ["*Ingenting.*"]),
        (["Control+b", "Control+b"], ["Ingenting."]),
        (["Control+Shift+Digit8"], [("ul", "Ingenting.")]),
        (["Control+Shift+Digit7"], [("ol", "Ingenting.")]),
        (["Control+Shift+Digit8", "Control+Shift+Digit7"], [("ol", "Ingenting.")]),
        (["Control+Shift+Digit8", "Control+Shift+Digit8"], ["Ingenting."]),
        (["End", "Enter", "x"], ["Ingenting.", "x"]),
        (["End", "Shift+Enter", "x"], ["Ingenting./x"]),
        ([*ITEM, "Enter", "x", "Tab"], [("ul", ["Ingenting.", ("ul", "x")])]),
        ([*ITEM, "Enter", "x", "Tab", "Shift+Tab"], [("ul", "Ingenting.", "x")]),
        ([*ITEM, "Enter", "Enter", "x"], [("ul", "Ingenting."), "x"]),
        (["Delete", "-", "Space", "x"], [("ul", "x")]),
        (["Delete", "1", ".", "Space", "x"], [("ol", "x")]),
        (["Delete", "-", "Space", "Backspace", "x"], ["- x"]),
        (["Control+b", "Control+z"], ["Ingenting."]),
        (["Control+b", "Control+z", "Control+Shift+z"], ["**Ingenting.**"]),
    ],
)  # fmt: skip
def test_keys(desk: Desk, anna: Page, keys: list[str], content: list[object]) -> None:
    desk.caret(anna, "answer", "Control+a")
    for key in keys:
        anna.keyboard.press(key)
        desk.let_it_read_the_caret(anna)
    desk.expect_saved(anna)
    assert desk.content("answer") == content


def test_tab_leaves_a_text_and_inside_a_list_it_does_after_escape(desk: Desk) -> None:
    anna = desk.open("anna")
    answer = desk.field(anna, "answer")
    desk.caret(anna, "answer", "End")
    anna.keyboard.press("Tab")
    expect(answer).not_to_be_focused()
    desk.caret(anna, "answer", "End")
    anna.keyboard.press("Control+Shift+Digit8")
    anna.keyboard.press("Tab")
    expect(answer).to_be_focused()
    anna.keyboard.press("Escape")
    anna.keyboard.press("Tab")
    expect(answer).not_to_be_focused()
    desk.caret(anna, "answer", "End")
    anna.keyboard.press("Escape")
    anna.keyboard.press("Shift+Tab")
    expect(answer).not_to_be_focused()
    desk.expect_saved(anna)
    assert desk.content("answer") == [("ul", "Ingenting.")]


def test_the_buttons_do_what_they_say_and_show_how_it_is(desk: Desk) -> None:
    anna = desk.open("anna")
    expect(button(anna, "bold")).to_have_attribute("aria-disabled", "true")
    desk.caret(anna, "answer", "Control+a")
    for command in ("bold", "italic", "bullet-list"):
        expect(button(anna, command)).to_have_attribute("aria-pressed", "false")
        button(anna, command).click()
        expect(button(anna, command)).to_have_attribute("aria-pressed", "true")
        expect(desk.field(anna, "answer")).to_be_focused()
    button(anna, "numbered-list").click()
    expect(button(anna, "bullet-list")).to_have_attribute("aria-pressed", "false")
    expect(button(anna, "redo")).to_have_attribute("aria-disabled", "true")
    button(anna, "undo").click()
    expect(button(anna, "numbered-list")).to_have_attribute("aria-pressed", "false")
    button(anna, "redo").click()
    desk.expect_saved(anna)
    assert desk.content("answer") == [("ol", "***Ingenting.***")]
    assert button(anna, "undo").get_attribute("aria-pressed") is None


def test_the_buttons_work_from_the_keyboard(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "Control+a")
    button(anna, "bold").focus()
    anna.keyboard.press("Space")
    expect(desk.field(anna, "answer")).to_be_focused()
    desk.expect_saved(anna)
    assert desk.content("answer") == ["**Ingenting.**"]


def test_a_line_has_no_formatting_but_can_be_undone(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "headline", "End")
    anna.keyboard.type("!")
    for command in ("bold", "italic", "link", "bullet-list", "numbered-list"):
        expect(button(anna, command)).to_have_attribute("aria-disabled", "true")
    button(anna, "undo").click()
    desk.expect_saved(anna)
    assert desk.content("headline") == ["Skolan skriver ett brev"]


@pytest.mark.parametrize(
    ("typed", "href"),
    [
        ("https://skola.example/å", "https://skola.example/å"),
        ("skola.example", "https://skola.example"),
        ("anna@skola.example", "mailto:anna@skola.example"),
        ("/documents/1", "/documents/1"),
    ],
)
def test_a_link_is_made(desk: Desk, typed: str, href: str) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "Control+a")
    anna.keyboard.press("Control+k")
    anna.keyboard.type(typed)
    anna.keyboard.press("Enter")
    expect(desk.field(anna, "answer")).to_be_focused()
    desk.expect_saved(anna)
    assert desk.content("answer") == [f"[Ingenting.]({href})"]


def test_a_link_is_changed_and_taken_away_where_the_caret_touches_it(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "Control+a")
    desk.paste(anna, html='<p>Se <a href="https://a.example">en <b>sida</b></a> här.</p>')
    anna.keyboard.press("Home")
    for _ in range(5):
        anna.keyboard.press("ArrowRight")
    expect(button(anna, "link")).to_have_attribute("aria-pressed", "true")
    button(anna, "link").click()
    address = anna.locator("[data-link-dialog] [name=address]")
    expect(address).to_have_value("https://a.example")
    address.fill("https://b.example")
    address.press("Enter")
    desk.expect_saved(anna)
    assert desk.content("answer") == [
        "Se [en ](https://b.example)**[sida](https://b.example)** här."
    ]
    button(anna, "link").click()
    anna.locator("[data-link-dialog] [data-remove]").click()
    desk.expect_saved(anna)
    assert desk.content("answer") == ["Se en **sida** här."]


def test_a_link_without_a_selection_shows_its_address(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "End")
    anna.keyboard.type(" ")
    anna.keyboard.press("Control+k")
    expect(anna.locator("[data-link-dialog] [data-remove]")).to_be_hidden()
    anna.keyboard.type("skola.example")
    anna.keyboard.press("Enter")
    anna.keyboard.type(" slut")
    desk.expect_saved(anna)
    assert desk.content("answer") == [
        "Ingenting. [https://skola.example](https://skola.example) slut"
    ]


@pytest.mark.parametrize(
    "typed", ["", "hej hopp", "javascript:alert(1)", "//ond.example", "data:x"]
)
def test_a_wrong_address_is_told_and_can_be_corrected(desk: Desk, typed: str) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "Control+a")
    anna.keyboard.press("Control+k")
    address = anna.locator("[data-link-dialog] [name=address]")
    address.fill(typed)
    address.press("Enter")
    expect(anna.locator("[data-link-dialog] [data-error]")).to_be_visible()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_be_focused()
    anna.keyboard.press("Escape")
    expect(desk.field(anna, "answer")).to_be_focused()
    anna.wait_for_timeout(200)
    assert desk.content("answer") == ["Ingenting."]


def button(page: Page, command: str) -> Locator:
    """A button of the toolbar."""
    return page.locator(f'[data-toolbar] [data-command="{command}"]')
