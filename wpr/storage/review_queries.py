"""Queries about a document's way: its log, and what was decided about it."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.storage.reviewing import ActivityRow, DecisionRow, ReviewerRow
from wpr.storage.versions import VersionRow


def activities_of(
    session: Session, document_id: int, kinds: Collection[Activity]
) -> Sequence[ActivityRow]:
    """The lines of these kinds in a document's log, the newest first."""
    return session.scalars(
        select(ActivityRow)
        .where(ActivityRow.document_id == document_id, ActivityRow.kind.in_(kinds))
        .order_by(ActivityRow.id.desc())
    ).all()


def decisions_of(session: Session, document_id: int) -> list[tuple[DecisionRow, int]]:
    """What was decided about a document, each with the number of its version, the newest first."""
    rows = session.execute(
        select(DecisionRow, VersionRow.number)
        .join(VersionRow, VersionRow.id == DecisionRow.version_id)
        .where(DecisionRow.document_id == document_id)
        .order_by(DecisionRow.id.desc())
    )
    return [(decision, number) for decision, number in rows]


def forget_reviewers(session: Session, which: ColumnElement[bool]) -> None:
    """Forget what these reviewers are called and where they are reached; what they said stays."""
    session.execute(
        update(ReviewerRow)
        .where(which)
        .values(name="", email="")
        .execution_options(synchronize_session=False)
    )
