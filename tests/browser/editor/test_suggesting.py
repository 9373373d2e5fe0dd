"""Suggesting in the text: what one types is a suggestion for all to see, applied when accepted."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editor.conftest import RealHouse
from tests.browser.editor.desk import Desk
from tests.browser.test_accessibility import violations
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import Member

ARE_SAVED = """[...document.querySelectorAll("[data-text]")].every(
  ({ field }) => field.proposal?.state === "saved")"""
LEAD = "Varje fredag kommer ett brev."
SELECT = """([text, word]) => {
  const field = document.querySelector(`[data-text="${text}"]`);
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  while (!walker.nextNode().data.includes(word));
  const { currentNode: node } = walker;
  const start = node.data.indexOf(word);
  getSelection().setBaseAndExtent(node, start, node, start + word.length);
}"""


@pytest.fixture
def desk(desk: Desk) -> Iterator[Desk]:
    """The desk, with David as somebody who may comment."""
    house = desk.house
    assert isinstance(house, RealHouse)
    with house.database.writing() as session:
        member = session.get_one(Member, (house.document_id, house.people["david"].id))
        member.role = "comment"
    return desk


def begin(page: Page) -> None:
    page.get_by_role("button", name="Föreslå ändringar").click()
    expect(page.get_by_role("heading", name="Du föreslår ändringar")).to_be_visible()


def choose(desk: Desk, page: Page, word: str) -> None:
    """Select a word of the lead."""
    desk.field(page, "lead").click()
    page.evaluate(SELECT, [desk.id("lead"), word])
    page.wait_for_timeout(50)


def expect_suggested(desk: Desk, page: Page) -> None:
    desk.until(page, ARE_SAVED)
    expect(page.locator("[data-suggesting-status]")).to_have_text("Dina ändringsförslag är sparade")


def suggestions(desk: Desk) -> list[tuple[str, str, str]]:
    """What waits or was answered: the words that stood there, those suggested, the outcome."""
    house = desk.house
    assert isinstance(house, RealHouse)
    with house.database.reading() as session:
        rows = session.query(ThreadRow).filter_by(document_id=house.document_id, removed_at=None)
        return [
            (
                row.quote,
                "".join(one["text"] for one in json.loads(row.proposal)["new"]),
                row.outcome,
            )
            for row in rows.order_by(ThreadRow.start)
            if row.proposal
        ]


def show_comments(page: Page) -> None:
    page.locator(".margin__choice label").filter(has_text="Kommentarer").click()


def test_what_is_typed_is_a_suggestion_until_somebody_accepts_it(desk: Desk) -> None:
    david, anna = desk.open("david"), desk.open("anna")
    begin(david)
    field = desk.field(david, "lead")
    choose(desk, david, "fredag")
    david.keyboard.type("måndag")
    desk.caret(david, "lead", "End")
    david.keyboard.type(" Det är kort.")
    expect_suggested(desk, david)
    assert desk.plain("lead") == LEAD
    assert suggestions(desk) == [("fredag", "måndag", ""), ("", " Det är kort.", "")]

    show_comments(anna)
    expect(desk.field(anna, "lead").locator("del")).to_have_text("fredag")
    expect(desk.field(anna, "lead").locator("ins")).to_have_text(["måndag", " Det är kort."])
    assert violations(anna) == []
    desk.caret(anna, "lead", "Home")
    anna.keyboard.type("Nu: ")
    expect(field).to_contain_text("Nu: Varje")
    card = anna.get_by_role("article", name="Ändringsförslag av David").first
    card.get_by_role("button", name="Godkänn").click()
    expect(desk.field(anna, "lead").locator("del")).to_have_count(0)
    desk.until(anna, "document.querySelectorAll('[data-thread]').length === 1")
    assert desk.plain("lead") == "Nu: Varje måndag kommer ett brev."
    expect(field).to_have_text("Nu: Varje måndag kommer ett brev. Det är kort.")
    expect(field.locator("ins")).to_have_text(" Det är kort.")
    assert violations(david) == []

    david.get_by_role("button", name="Klart med förslagen").click()
    expect(david.get_by_role("heading", name="Du föreslår ändringar")).to_be_hidden()
    expect(field).to_have_attribute("role", "group")
    assert suggestions(desk) == [("fredag", "måndag", "accepted"), ("", " Det är kort.", "")]


def test_a_passage_that_changed_meanwhile_cannot_be_accepted(desk: Desk) -> None:
    bo, anna = desk.open("bo"), desk.open("anna")
    begin(bo)
    choose(desk, bo, "fredag")
    bo.keyboard.type("måndag")
    expect_suggested(desk, bo)
    bo.get_by_role("button", name="Klart med förslagen").click()
    expect(desk.field(bo, "lead").locator("ins")).to_have_text("måndag")
    show_comments(anna)
    expect(desk.field(anna, "lead").locator("del")).to_have_text("fredag")
    choose(desk, anna, "fredag")
    anna.keyboard.type("tisdag")
    desk.expect_saved(anna)
    anna.reload()
    show_comments(anna)
    card = anna.get_by_role("article", name="Ändringsförslag av Bo")
    expect(card).to_contain_text("Texten har ändrats sedan förslaget")
    expect(card.get_by_role("button", name="Godkänn")).to_have_count(0)
    expect(desk.field(anna, "lead").locator("del")).to_have_count(0)
    card.get_by_role("button", name="Avvisa").click()
    expect(card).to_have_count(0)
    assert desk.plain("lead") == LEAD.replace("fredag", "tisdag")


def test_what_was_suggested_without_a_network_is_there_after_a_reload(desk: Desk) -> None:
    context = desk.context("david")
    david = desk.open("david", context)
    begin(david)
    desk.caret(david, "lead", "End")
    context.set_offline(True)
    david.keyboard.type(" Utan nät.")
    expect(david.locator("[data-suggesting-status]")).to_contain_text("Ingen anslutning")
    assert suggestions(desk) == []
    david.close()
    context.set_offline(False)
    again = desk.open("david", context)
    expect(again.get_by_role("heading", name="Du föreslår ändringar")).to_be_visible()
    expect_suggested(desk, again)
    assert suggestions(desk) == [("", " Utan nät.", "")]
    assert desk.plain("lead") == LEAD
