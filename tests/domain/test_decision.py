"""Decisions: what has to be said before one is recorded."""

from dataclasses import replace
from datetime import date

import pytest

from wpr.domain.decision import AFTERWARDS, Decision, Door, Outcome, lacks, pertinent
from wpr.domain.stage import Stage, leads_to

YES = Decision(
    Outcome.YES, "Annika Sandell, rektor", date(2027, 3, 1), authority="Delegationsordningen"
)
PILOT = replace(
    YES, outcome=Outcome.PILOT, pilot_until=date(2027, 6, 1), stop_rule="Om färre än 50 kommer."
)
ONE_WAY = replace(YES, door=Door.ONE_WAY, undo_cost="2 mnkr", undo_time="Tre år", level="Nämnden")


@pytest.mark.parametrize(
    ("decision", "lacking"),
    [
        (YES, []),
        (replace(YES, decided_by=" "), ["decided_by"]),
        (replace(YES, authority=""), ["authority"]),
        (replace(PILOT, authority=""), ["authority"]),
        (replace(YES, outcome=Outcome.SENT_BACK, missing="Rösterna.", authority=""), []),
        (PILOT, []),
        (replace(PILOT, pilot_until=None, stop_rule=""), ["pilot_until", "stop_rule"]),
        (replace(PILOT, pilot_until=date(2027, 3, 1)), ["pilot_until"]),
        (replace(YES, outcome=Outcome.SENT_BACK), ["missing"]),
        (replace(YES, outcome=Outcome.NO), ["reasons"]),
        (replace(YES, outcome=Outcome.POSTPONED, reasons="Budgeten är inte klar."), []),
        (ONE_WAY, []),
        (replace(ONE_WAY, undo_cost="", level=""), ["undo_cost", "level"]),
        (replace(ONE_WAY, outcome=Outcome.NO, reasons="Dyrt.", level=""), []),
    ],
)
def test_a_decision_lacks_what_its_outcome_asks_for(decision: Decision, lacking: list[str]) -> None:
    assert list(lacks(decision)) == lacking


def test_every_outcome_has_a_stage_that_ready_leads_to() -> None:
    assert set(AFTERWARDS) == set(Outcome)
    for stage in AFTERWARDS.values():
        assert stage is Stage.READY or leads_to(Stage.READY, stage)


def test_what_belongs_to_another_outcome_falls_away() -> None:
    stray = replace(PILOT, missing="Rösterna.", door=Door.ONE_WAY, undo_cost="2 mnkr", level="N")
    assert pertinent(stray) == replace(stray, missing="")
    back = pertinent(replace(stray, outcome=Outcome.SENT_BACK))
    assert (back.missing, back.pilot_until, back.stop_rule) == ("Rösterna.", None, "")
    assert (back.door, back.undo_cost, back.level) == (None, "", "")
    assert pertinent(ONE_WAY) == ONE_WAY
