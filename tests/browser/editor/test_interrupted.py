"""Long interruptions: ten minutes without a network, a laptop that is closed and opened again."""

from collections import Counter

from playwright.sync_api import Page, expect

from tests.browser.editor.desk import Desk

LEAD = "Varje fredag kommer ett brev."
TEN_MINUTES_MS = 600_000


def test_ten_minutes_offline_while_the_other_writes_much(desk: Desk) -> None:
    anna, bo = desk.context("anna").new_page(), desk.open("bo")
    anna.clock.install()
    asked: Counter[str] = Counter()
    anna.on("request", lambda request: asked.update([request.url]))
    desk.visit(anna)
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Annas början")
    desk.expect_saved(anna)
    anna.context.set_offline(True)
    desk.caret(bo, "lead", "Home")
    for number in range(5):
        anna.keyboard.type(f" a{number}")
        desk.paste(bo, plain=f"Bos stycke {number}. " * 10)
        bo.keyboard.press("Enter")
        anna.clock.run_for(TEN_MINUTES_MS // 5)
    desk.expect_saved(bo)
    assert " a0" not in desk.plain("lead")
    anna.context.set_offline(False)
    anna.clock.run_for(60_000)  # however seldom it tries by then
    for page in (anna, bo):
        expect(desk.field(page, "lead")).to_contain_text("a0 a1 a2 a3 a4")
        desk.expect_saved(page)
    text = desk.plain("lead")
    assert text.endswith(f"{LEAD} Annas början a0 a1 a2 a3 a4")
    assert [text.count(f"Bos stycke {number}.") for number in range(5)] == [10] * 5
    assert shown(desk, anna) == shown(desk, bo) == desk.content("lead")
    assert max(asked.values()) < 60, asked  # in eleven minutes: nobody hammers at a closed door


def test_a_closed_laptop_goes_on_where_it_was(desk: Desk) -> None:
    anna, bo = desk.open("anna"), desk.open("bo")
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Före locket.")  # what is under way when it closes
    lid = anna.context.new_cdp_session(anna)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    desk.caret(bo, "lead", "Home")
    for number in range(5):
        bo.keyboard.type(f"b{number} ")
        bo.wait_for_timeout(200)
    desk.expect_saved(bo)
    lid.send("Page.setWebLifecycleState", {"state": "active"})
    anna.keyboard.type(" Efter.")
    text = f"b0 b1 b2 b3 b4 {LEAD} Före locket. Efter."
    for page in (anna, bo):
        expect(desk.field(page, "lead")).to_have_text(text)
        desk.expect_saved(page)
    assert desk.plain("lead") == text


def shown(desk: Desk, page: Page) -> list[str]:
    """The paragraphs of the lead as a page shows them."""
    return desk.field(page, "lead").locator("p").all_inner_texts()
