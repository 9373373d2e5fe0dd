"""Deciding: what a meeting decided is recorded once, about the version that was on the table."""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.decision import AFTERWARDS, Decision, lacks, pertinent
from wpr.domain.guide import Guide
from wpr.domain.refusal import Refusal
from wpr.domain.stage import Stage
from wpr.domain.version import VersionKind
from wpr.services import moving, requesting, versioning
from wpr.services.recording import record
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce
from wpr.storage.people import User
from wpr.storage.reviewing import DecisionRow
from wpr.storage.round_queries import rounds_of

LONGEST: Final = {
    "decided_by": 120,
    "authority": 200,
    "undo_cost": 200,
    "undo_time": 200,
    "level": 120,
    "reasons": 10_000,
    "conditions": 10_000,
    "missing": 10_000,
    "stop_rule": 2_000,
}
"""Characters of each field."""

_YEARS: Final = range(2000, 2101)


def decide(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    decision: Decision,
    by_id: int,
    now: datetime,
    today: date,
) -> DecisionRow:
    """Record a decision about a document that is ready for one, and move it on.

    It never changes afterwards; what was filled in for another outcome is not recorded. The reviews
    that it rests on are over: rounds that are open are closed. Refused: a
    document that is not ready (decision-early), a field that the outcome asks for (decision-lacks,
    with the `fields`), one that is too long (decision-long), a day that no meeting was on yet, or
    on which no pilot ends (decision-day).
    """
    if Stage(document.stage) is not Stage.READY:
        raise Refusal("decision-early")
    decision = pertinent(decision)
    lacking = list(lacks(decision))
    if lacking:
        raise Refusal("decision-lacks", fields=lacking)
    for name, most in LONGEST.items():
        if len(getattr(decision, name)) > most:
            raise Refusal("decision-long", fields=[name], most=most)
    if decision.decided_on > today or decision.decided_on.year not in _YEARS:
        raise Refusal("decision-day", fields=["decided_on"])
    if decision.pilot_until and decision.pilot_until.year not in _YEARS:
        raise Refusal("decision-day", fields=["pilot_until"])
    version = versioning.keep(
        session, document, guide, now, by_id=by_id, kind=VersionKind.AUTOMATIC
    )
    row = DecisionRow(
        document_id=document.id,
        version_id=version.id,
        outcome=decision.outcome.value,
        decided_by=decision.decided_by.strip(),
        authority=decision.authority.strip(),
        decided_on=decision.decided_on,
        reasons=decision.reasons.strip(),
        conditions=decision.conditions.strip(),
        missing=decision.missing.strip(),
        pilot_until=decision.pilot_until,
        stop_rule=decision.stop_rule.strip(),
        door=decision.door.value if decision.door else "",
        undo_cost=decision.undo_cost.strip(),
        undo_time=decision.undo_time.strip(),
        level=decision.level.strip(),
        recorded_by_id=by_id,
        recorded_at=now,
    )
    session.add(row)
    record(
        session,
        document,
        Activity.DECISION,
        Author(by_id),
        now,
        version=version.number,
        outcome=decision.outcome.value,
        decided_by=row.decided_by,
    )
    by = session.get_one(User, by_id)
    for one in rounds_of(session, document.id):
        if one.row.closed_at is None:
            requesting.close(session, document, one.row, by, now)
    moving.settle(session, document, guide, AFTERWARDS[decision.outcome], by_id, now)
    announce(session, document, {"kind": "changed", "what": "stage"}, now)
    session.flush()
    return row
