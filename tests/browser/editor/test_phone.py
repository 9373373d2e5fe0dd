"""A phone: words are composed and corrected while a colleague types in the same paragraph."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.editor.desk import Desk

LEAD = "Varje fredag kommer ett brev."
ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/126.0.0.0 Mobile Safari/537.36"
)


@pytest.fixture
def phone(desk: Desk) -> Page:
    """Anna's phone, with the document open."""
    context = desk.browser.new_context(
        base_url=desk.house.url,
        locale="sv-SE",
        user_agent=ANDROID,
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
    )
    desk.contexts.append(context)
    desk.house.sign_in(context, "anna")
    return desk.open("anna", context)


def test_composed_words_stay_whole_while_somebody_else_types(desk: Desk, phone: Page) -> None:
    bo = desk.open("bo")
    keyboard = phone.context.new_cdp_session(phone)
    desk.caret(phone, "lead", "End")
    desk.caret(bo, "lead", "Home")
    keyboard.send("Input.insertText", {"text": " "})
    for word in ("Från", "årskurs", "ett"):
        for length in range(1, len(word) + 1):
            desk.compose(keyboard, word[:length])
            bo.keyboard.type("b")
        keyboard.send("Input.insertText", {"text": word})
        keyboard.send("Input.insertText", {"text": " "})
    typed = f"{'b' * 14}{LEAD} Från årskurs ett "
    expect_everywhere(desk, [phone, bo], typed)


def test_a_word_that_is_composed_anew_is_replaced_once(desk: Desk, phone: Page) -> None:
    """The keyboard takes a word that stands there already, and suggests another one for it."""
    bo = desk.open("bo")
    keyboard = phone.context.new_cdp_session(phone)
    desk.caret(phone, "lead", "End")
    desk.caret(bo, "lead", "Home")
    start = len("Varje ")
    take_back(keyboard, "fredag", start, start + len("fredag"))
    bo.keyboard.type("Nu: ")
    desk.expect_saved(bo)
    for attempt in ("freda", "fred", "fr"):
        desk.compose(keyboard, attempt)
    bo.keyboard.type("Obs! ")
    desk.expect_saved(bo)
    phone.wait_for_timeout(200)
    expect(desk.field(phone, "lead")).to_have_text("Varje fr kommer ett brev.")
    keyboard.send("Input.insertText", {"text": "fredagskväll"})
    typed = "Nu: Obs! Varje fredagskväll kommer ett brev."
    expect_everywhere(desk, [phone, bo], typed)


def test_a_correction_of_a_word_corrects_that_word(desk: Desk, phone: Page) -> None:
    """Autocorrection changes the page itself, wherever the caret is, and tells afterwards."""
    bo = desk.open("bo")
    desk.caret(phone, "lead", "End")
    desk.caret(bo, "lead", "Home")
    for wrong, right in (("fredag", "Fredag"), ("kommer", "kommer nu"), ("ett", "ditt")):
        bo.keyboard.type("b")
        phone.evaluate(CORRECT, [desk.id("lead"), wrong, right])
        bo.keyboard.type("b")
    expect_everywhere(desk, [phone, bo], "bbbbbbVarje Fredag kommer nu ditt brev.")


def test_words_on_both_sides_of_a_composition_arrive_when_it_ends(desk: Desk, phone: Page) -> None:
    """Also when the colleague's words come right before and right after the one being composed."""
    bo = desk.open("bo")
    keyboard = phone.context.new_cdp_session(phone)
    desk.caret(phone, "lead", "Home")
    for part in ("I", "Id", "Ida"):
        desk.compose(keyboard, part)
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Före ")
    desk.caret(bo, "lead", "End")
    bo.keyboard.type(" Efter")
    desk.expect_saved(bo)
    desk.compose(keyboard, "Idag")
    keyboard.send("Input.insertText", {"text": "Idag "})
    desk.expect_saved(phone)
    desk.expect_saved(bo)
    text = desk.plain("lead")
    expect_everywhere(desk, [phone, bo], text)
    assert sorted(text.split()) == sorted(f"Före Idag {LEAD} Efter".split())


def take_back(keyboard: CDPSession, word: str, start: int, end: int) -> None:
    """Compose a word again that stands in the text from `start` to `end`."""
    keyboard.send(
        "Input.imeSetComposition",
        {
            "text": word,
            "selectionStart": len(word),
            "selectionEnd": len(word),
            "replacementStart": start,
            "replacementEnd": end,
        },
    )


def expect_everywhere(desk: Desk, pages: list[Page], text: str) -> None:
    """Every page and the server have this text, and nothing is left to send."""
    for page in pages:
        desk.expect_saved(page)
        expect(desk.field(page, "lead")).to_have_text(text)
    assert desk.plain("lead") == text


CORRECT = """([id, wrong, right]) => {
  const field = document.querySelector(`[data-text="${id}"]`);
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    const at = text.data.indexOf(wrong);
    if (at < 0) continue;
    const data = new DataTransfer();
    data.setData("text/plain", right);
    const told = { inputType: "insertReplacementText", dataTransfer: data, bubbles: true };
    if (!field.dispatchEvent(new InputEvent("beforeinput", { ...told, cancelable: true }))) return;
    text.replaceData(at, wrong.length, right);
    field.dispatchEvent(new InputEvent("input", told));
    return;
  }
}"""
