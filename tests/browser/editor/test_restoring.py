"""A version is restored while others have the document open: what they write meanwhile stays."""

from typing import TYPE_CHECKING, cast

from playwright.sync_api import expect

from tests.browser.editor.desk import Desk
from tests.fixtures.cast import NOW
from wpr.domain.guide_file import Guides
from wpr.services import asking
from wpr.services.versioning import keep
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow

if TYPE_CHECKING:
    from tests.browser.editor.conftest import RealHouse

LEAD = "Varje fredag kommer ett brev."


def test_who_types_while_another_restores_loses_nothing(desk: Desk, guides: Guides) -> None:
    house = cast("RealHouse", desk.house)
    with house.database.writing() as session:
        document = session.get_one(DocumentRow, house.document_id)
        guide = guides.get("school", "sv")
        keep(session, document, guide, NOW, by_id=house.people["anna"].id, name="Ett")
        asking.remove(session, document, questions_of(session, document.id)[0].id, NOW)
    wire = desk.wire()
    anna, bo = desk.open("anna", desk.context("anna", wire)), desk.open("bo")
    desk.caret(bo, "lead", "Home")
    bo.keyboard.type("Från och med i höst: ")
    desk.expect_saved(bo)
    expect(desk.field(anna, "lead")).to_contain_text("i höst")
    wire.is_cut = True
    desk.caret(anna, "lead", "End")
    anna.keyboard.type(" Det är kort.")
    desk.expect_status(anna, "offline")

    bo.goto(f"{house.path}/versions")
    bo.get_by_role("link", name="Återställ Version 1").click()
    bo.get_by_role("button", name="Återställ hela versionen").click()
    expect(bo.get_by_text("Dokumentet är som i version 1 igen.")).to_be_visible()
    bo.wait_for_selector("[data-live]")
    expect(desk.field(bo, "lead")).to_have_text(LEAD)
    expect(desk.field(bo, "question")).to_have_text("Vad kostar det?")

    wire.is_cut = False
    desk.expect_saved(anna)
    expect(desk.field(anna, "lead")).to_have_text(f"{LEAD} Det är kort.")
    expect(desk.field(anna, "question")).to_have_text("Vad kostar det?")
    expect(desk.field(bo, "lead")).to_have_text(f"{LEAD} Det är kort.")
    bo.locator(".flashes").get_by_role("button", name="Ångra").click()
    expect(desk.field(anna, "question")).to_have_count(0)
    expect(bo.locator(".flashes")).to_contain_text("Det är ångrat.")
    assert desk.plain("lead") == f"{LEAD} Det är kort."
