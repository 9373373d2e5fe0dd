"""Who wrote what, in colour on request: others' words, one's own, and those still to come."""

import re

from playwright.sync_api import Page, expect

from tests.browser.editor.desk import Desk
from tests.browser.test_accessibility import violations

PAINTED = """(wash) => [...(CSS.highlights.get(`author-${wash}`) ?? [])].map(String)"""


def painted(page: Page, wash: int) -> str:
    return "|".join(page.evaluate(PAINTED, wash))


def test_everybodys_words_have_their_colour_and_their_name(desk: Desk) -> None:
    bo = desk.open("bo")
    desk.caret(bo, "lead", "End")
    bo.keyboard.type(" Bos ord.")
    desk.expect_saved(bo)
    anna = desk.open("anna")
    toggle = anna.get_by_role("button", name="Visa vem som skrev vad")
    assert not painted(anna, 0)
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(anna.locator("[data-author-list] li")).to_have_text(["Anna", "Bo"])
    assert "Bos ord." in painted(anna, 1)
    assert "Varje fredag" in painted(anna, 0)

    desk.caret(anna, "lead", "End")
    said = anna.locator("[data-author-status]")
    expect(said).to_have_text(re.compile("^Skrevs av Bo, .* kl. "))
    anna.keyboard.press("Home")
    expect(said).to_have_text(re.compile("^Skrevs av Anna, "))
    anna.keyboard.press("End")
    for _ in range(4):
        anna.keyboard.press("ArrowLeft")
    anna.keyboard.type("egna ")
    assert "egna " in painted(anna, 0), "one's own words are painted before anybody is asked"
    assert painted(anna, 1) == " Bos |ord."

    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Och nu: ")
    desk.until(anna, f"(() => ({PAINTED})(1).includes('Och nu: '))()")
    assert violations(anna) == []

    anna.reload()
    desk.until(anna, f"(() => ({PAINTED})(1).includes('Och nu: '))()")
    anna.get_by_role("button", name="Dölj vem som skrev vad").click()
    expect(anna.get_by_role("region", name="Vem skrev vad")).to_be_hidden()
    assert not painted(anna, 1)
