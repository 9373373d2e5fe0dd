"""Several people in one text: everybody ends with the same words, and nobody's hands are tied."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.editor.desk import Desk

LEAD = "Varje fredag kommer ett brev."


def test_two_people_in_the_same_sentence_end_with_the_same_text(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(anna, "lead", "End")
    desk.caret(bo, "lead", "Home")
    for number in range(12):
        anna.keyboard.type(f" a{number}")
        bo.keyboard.type(f"b{number} ")
    typed = "".join(f"b{n} " for n in range(12)) + LEAD + "".join(f" a{n}" for n in range(12))
    for page in (anna, bo):
        expect(desk.field(page, "lead")).to_have_text(typed)
        desk.expect_saved(page)
    assert desk.plain("lead") == typed


def test_two_people_at_the_same_place_keep_all_letters(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    for page in (anna, bo):
        desk.caret(page, "lead", "End")
    for _ in range(20):
        anna.keyboard.type("a")
        bo.keyboard.type("b")
    desk.expect_saved(anna)
    desk.expect_saved(bo)
    expect(desk.field(anna, "lead")).to_have_text(desk.plain("lead"))
    expect(desk.field(bo, "lead")).to_have_text(desk.plain("lead"))
    added = desk.plain("lead").removeprefix(LEAD)
    assert (added.count("a"), added.count("b"), len(added)) == (20, 20, 40)


def test_undo_takes_back_only_ones_own_words(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Annas ord.")
    expect(desk.field(bo, "lead")).to_contain_text("Annas ord.")
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Bos ord. ")
    expect(desk.field(anna, "lead")).to_contain_text("Bos ord.")
    anna.keyboard.press("Control+z")
    for page in (anna, bo):
        expect(desk.field(page, "lead")).to_have_text(f"Bos ord. {LEAD}")
    anna.keyboard.press("Control+y")
    expect(desk.field(bo, "lead")).to_have_text(f"Bos ord. {LEAD} Annas ord.")


def test_a_colleagues_change_waits_until_the_word_is_composed(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(anna, "lead", "End")
    keyboard = anna.context.new_cdp_session(anna)
    for part in ("l", "lä", "läs", "läsn"):
        desk.compose(keyboard, part)
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Nu: ")
    desk.expect_saved(bo)
    for part in ("läsni", "läsnin"):
        desk.compose(keyboard, part)
    anna.wait_for_timeout(300)
    expect(desk.field(anna, "lead")).to_have_text(f"{LEAD}läsnin")
    keyboard.send("Input.insertText", {"text": "läsning"})
    for page in (anna, bo):
        expect(desk.field(page, "lead")).to_have_text(f"Nu: {LEAD}läsning")
        desk.expect_saved(page)
    assert desk.plain("lead") == f"Nu: {LEAD}läsning"


def test_the_caret_stays_where_it_was_when_others_write_before_it(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(anna, "lead", "End")
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Först: ")
    expect(desk.field(anna, "lead")).to_contain_text("Först:")
    anna.keyboard.type(" Sist.")
    expect(desk.field(bo, "lead")).to_have_text(f"Först: {LEAD} Sist.")


def test_a_reader_sees_the_text_grow_and_cannot_write(desk: Desk) -> None:
    reader, anna = desk.open("david"), desk.open("anna")
    field = desk.field(reader, "lead")
    expect(field).to_have_attribute("contenteditable", "false")
    assert reader.get_by_role("textbox").count() == 0
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Mer.")
    expect(field).to_have_text(f"{LEAD} Mer.")


def test_a_text_says_what_it_is_to_assistive_technology(desk: Desk) -> None:
    anna = desk.open("anna")
    for slot, several in (("headline", "false"), ("lead", "true")):
        field = desk.field(anna, slot)
        expect(field).to_have_role("textbox")
        expect(field).to_have_attribute("aria-multiline", several)
        expect(field).to_have_attribute("lang", "sv")
        assert field.evaluate(
            "el => document.getElementById(el.getAttribute('aria-labelledby')) !== null"
        )


def test_other_scripts_hear_what_happens(desk: Desk) -> None:
    anna = desk.open("anna")
    heard = listen(anna, "wpr:focus-part", "wpr:changed", "wpr:document-changed")
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Två ord")
    desk.until(anna, "heard.some(([name]) => name === 'wpr:changed')")
    desk.announce({"kind": "changed", "what": "structure"})
    desk.until(anna, "heard.some(([name]) => name === 'wpr:document-changed')")
    told = dict(heard())
    text = desk.id("lead")
    assert told["wpr:focus-part"] == {"text": text}
    assert told["wpr:changed"] == {"text": text, "words": 7}
    assert told["wpr:document-changed"] == {"what": "structure"}


def test_a_text_that_scripts_add_becomes_live_and_one_they_remove_loses_nothing(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    anna.evaluate(
        """id => {
          const old = document.querySelector(`[data-text="${id}"]`);
          window.spare = old.cloneNode(false);
          for (const name of ["role", "contenteditable", "class"]) spare.removeAttribute(name);
          old.dispatchEvent(new CustomEvent("wpr:removed", { bubbles: true }));
          window.home = old.parentElement;
          old.remove();
        }""",
        desk.id("lead"),
    )
    desk.caret(bo, "lead", "End")
    bo.keyboard.type(" Nytt.")
    desk.expect_saved(bo)
    anna.evaluate(
        """() => {
          home.append(spare);
          home.dispatchEvent(new CustomEvent("wpr:added", { bubbles: true }));
        }"""
    )
    expect(desk.field(anna, "lead")).to_have_text(f"{LEAD} Nytt.")
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Svar.")
    expect(desk.field(bo, "lead")).to_have_text(f"{LEAD} Nytt. Svar.")


def test_a_new_question_from_a_colleague_does_not_take_the_caret_away(desk: Desk) -> None:
    anna = desk.open("anna")
    desk.caret(anna, "answer", "End")
    anna.keyboard.type(" Inte")
    with anna.expect_response(lambda response: response.url.endswith(desk.house.path)):
        desk.announce({"kind": "changed", "what": "structure"})
    anna.wait_for_timeout(200)
    anna.keyboard.type(" en krona.")
    desk.expect_saved(anna)
    assert desk.plain("answer") == "Ingenting. Inte en krona."


def listen(page: Page, *names: str) -> Callable[[], list[tuple[str, dict[str, object]]]]:
    """Collect events by name on a page; gives a function that returns what was heard."""
    page.evaluate(
        """names => {
          window.heard = [];
          for (const name of names)
            document.addEventListener(name, ({ detail }) => heard.push([name, detail]));
        }""",
        list(names),
    )
    return lambda: json.loads(page.evaluate("JSON.stringify(heard)"))
