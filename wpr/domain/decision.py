"""A decision: its outcome, its grounds, and what a door that only opens one way asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from wpr.domain.stage import Stage


class Outcome(StrEnum):
    """What a meeting can decide."""

    YES = "yes"
    PILOT = "pilot"
    SENT_BACK = "sent-back"
    POSTPONED = "postponed"
    NO = "no"


class Door(StrEnum):
    """Whether a decision is easy to undo (two-way) or not (one-way)."""

    TWO_WAY = "two-way"
    ONE_WAY = "one-way"


AFTERWARDS: Final = {
    Outcome.YES: Stage.DECIDED,
    Outcome.PILOT: Stage.DECIDED,
    Outcome.NO: Stage.DECIDED,
    Outcome.SENT_BACK: Stage.DRAFT,
    Outcome.POSTPONED: Stage.READY,
}
"""The stage of the document after each outcome."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: the outcome, by whom, on what authority (a delegation, a law), on what day,
    with what reasons and conditions. `missing` is what a document that is sent back lacks;
    `pilot_until` and `stop_rule` are a pilot's; the rest says what the door costs to walk back
    through, in money and time, and which level should decide."""

    outcome: Outcome
    decided_by: str
    decided_on: date
    authority: str = ""
    reasons: str = ""
    conditions: str = ""
    missing: str = ""
    pilot_until: date | None = None
    stop_rule: str = ""
    door: Door | None = None
    undo_cost: str = ""
    undo_time: str = ""
    level: str = ""


FINAL: Final = frozenset({Outcome.YES, Outcome.PILOT, Outcome.NO})
"""Outcomes that decide the matter: these must say on what authority."""


def pertinent(decision: Decision) -> Decision:
    """The decision without what was filled in for another outcome: a pilot's end and stop rule
    belong to a pilot, what is missing to a document that is sent back, and what it takes to undo it
    to something that is done."""
    if decision.outcome is not Outcome.PILOT:
        decision = replace(decision, pilot_until=None, stop_rule="")
    if decision.outcome is not Outcome.SENT_BACK:
        decision = replace(decision, missing="")
    if decision.outcome not in {Outcome.YES, Outcome.PILOT}:
        decision = replace(decision, door=None, undo_cost="", undo_time="", level="")
    return decision


def lacks(decision: Decision) -> Iterator[str]:
    """The fields that have to be filled in before this decision can be recorded. What decides the
    matter says on what authority: a public body has to be able to show who may decide."""
    if not decision.decided_by.strip():
        yield "decided_by"
    if decision.outcome in FINAL and not decision.authority.strip():
        yield "authority"
    if decision.outcome is Outcome.PILOT:
        if decision.pilot_until is None or decision.pilot_until <= decision.decided_on:
            yield "pilot_until"
        if not decision.stop_rule.strip():
            yield "stop_rule"
    if decision.outcome is Outcome.SENT_BACK and not decision.missing.strip():
        yield "missing"
    if decision.outcome in {Outcome.NO, Outcome.POSTPONED} and not decision.reasons.strip():
        yield "reasons"
    if decision.door is Door.ONE_WAY and decision.outcome in {Outcome.YES, Outcome.PILOT}:
        for name in ("undo_cost", "undo_time", "level"):
            if not str(getattr(decision, name)).strip():
                yield name
