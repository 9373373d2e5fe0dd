"""Queries about places: where a member is asked in rounds that are open, and when they left."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.storage.reviewing import ActivityRow, ReviewerRow, RoundRow


def open_places(
    session: Session, user_id: int, document_id: int | None = None
) -> list[tuple[RoundRow, ReviewerRow]]:
    """The places of a member in rounds that are open, of one document or (None) of all; those that
    they were let go from too."""
    query = (
        select(RoundRow, ReviewerRow)
        .join(ReviewerRow, ReviewerRow.round_id == RoundRow.id)
        .where(ReviewerRow.user_id == user_id, RoundRow.closed_at.is_(None))
        .order_by(RoundRow.document_id, RoundRow.id)
    )
    if document_id is not None:
        query = query.where(RoundRow.document_id == document_id)
    return [(row, reviewer) for row, reviewer in session.execute(query)]


def left_at(session: Session, document_id: int, user_id: int) -> datetime | None:
    """When somebody ceased to be a member of a document, the last time."""
    person = ActivityRow.facts["person"].as_integer()
    return session.scalar(
        select(func.max(ActivityRow.at)).where(
            ActivityRow.document_id == document_id,
            ActivityRow.kind == Activity.LEFT,
            func.coalesce(person, ActivityRow.user_id) == user_id,
        )
    )
