"""A page that was away for longer than steps are kept, or while very much was written."""

from typing import TYPE_CHECKING, cast

from playwright.sync_api import expect
from sqlalchemy import delete

from tests.browser.editor.desk import Desk
from tests.fixtures.cast import NOW
from tests.fixtures.hands import typed
from wpr.services import editing, tidying
from wpr.storage.documents import DocumentRow, EventRow, TextRow

if TYPE_CHECKING:
    from tests.browser.editor.conftest import RealHouse

LEAD = "Varje fredag kommer ett brev."


def test_after_months_away_the_text_is_new_and_what_was_unsent_is_given_back(desk: Desk) -> None:
    wire = desk.wire()
    anna, bo = desk.open("anna", desk.context("anna", wire)), desk.open("bo")
    wire.is_cut = True
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Osparat.")
    desk.kept(anna, 1)
    anna.goto("about:blank")
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Bo: ")
    desk.expect_saved(bo)
    forget(desk)
    wire.is_cut = False
    desk.visit(anna)
    given = anna.locator("[data-refusals]")
    expect(given.locator("textarea")).to_have_value(f"{LEAD} Osparat.")
    expect(given).to_contain_text("hämtad på nytt")
    expect(desk.field(anna, "lead")).to_have_text(f"Bo: {LEAD}")
    given.get_by_role("button", name="Stäng").click()
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Nytt.")
    desk.expect_saved(anna)
    expect(desk.field(bo, "lead")).to_have_text(f"Bo: {LEAD} Nytt.")
    assert desk.plain("lead") == f"Bo: {LEAD} Nytt."
    desk.kept(anna, 0)


def test_after_thousands_of_steps_by_others_unsent_text_still_goes_in(desk: Desk) -> None:
    wire = desk.wire()
    anna = desk.open("anna", desk.context("anna", wire))
    wire.is_cut = True
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Osparat.")
    desk.expect_status(anna, "offline")
    house = cast("RealHouse", desk.house)
    with house.database.writing() as session:
        document = session.get_one(DocumentRow, house.document_id)
        text = session.get_one(TextRow, desk.id("lead"))
        for _ in range(11):
            steps = [typed("o")] * 200
            batch = editing.Batch(text.version, "others", steps)
            editing.submit(session, document, text, house.people["bo"].id, batch, NOW)
        session.execute(delete(EventRow).where(EventRow.document_id == document.id))
    wire.is_cut = False
    expect(desk.field(anna, "lead")).to_have_text(f"{'o' * 2200}{LEAD} Osparat.", timeout=15_000)
    desk.expect_saved(anna)
    assert desk.plain("lead") == f"{'o' * 2200}{LEAD} Osparat."


def forget(desk: Desk) -> None:
    """Make it the day on which what was written is older than the server keeps."""
    house = cast("RealHouse", desk.house)
    with house.database.writing() as session:
        text = session.get_one(TextRow, desk.id("lead"))
        tidying.prune(session, text.id, text.version)
        session.execute(delete(EventRow).where(EventRow.document_id == house.document_id))
