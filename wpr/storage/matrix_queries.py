"""Queries about a whole round: every answer in it, and the comments that came with it."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from wpr.storage.comments import ThreadRow
from wpr.storage.guests import Guest
from wpr.storage.reviewing import AnswerRow, ReviewerRow, RoundRow


class Given(NamedTuple):
    """An answer as it stands in a matrix. `thread` is None for a comment that was removed."""

    reviewer: int
    item: str
    answer: str
    reason: str
    thread: int | None
    quote: str


def answers_in(session: Session, round_id: int) -> list[Given]:
    """Every answer of those who are asked in a round and have not been let go, in one query; none
    that was taken back."""
    rows = session.execute(
        select(
            AnswerRow.reviewer_id,
            AnswerRow.item,
            AnswerRow.answer,
            AnswerRow.reason,
            ThreadRow.id,
            func.coalesce(ThreadRow.quote, ""),
        )
        .join(ReviewerRow, ReviewerRow.id == AnswerRow.reviewer_id)
        .outerjoin(
            ThreadRow, and_(ThreadRow.id == AnswerRow.thread_id, ThreadRow.removed_at.is_(None))
        )
        .where(
            ReviewerRow.round_id == round_id,
            ReviewerRow.removed_at.is_(None),
            AnswerRow.answer != "",
        )
    )
    return [Given(*row) for row in rows]


def threads_in(session: Session, row: RoundRow) -> Sequence[int]:
    """The comments that the reviewers of a round began while it was open, the first first; what
    they suggested in the text is not among them."""
    came = select(Guest.id).where(Guest.link_id == ReviewerRow.guest_link_id)
    began = or_(ReviewerRow.user_id == ThreadRow.author_id, ThreadRow.guest_id.in_(came))
    query = (
        select(ThreadRow.id)
        .join(ReviewerRow, began)
        .where(
            ReviewerRow.round_id == row.id,
            ReviewerRow.removed_at.is_(None),
            ThreadRow.document_id == row.document_id,
            ThreadRow.removed_at.is_(None),
            ThreadRow.proposal.is_(None),
            ThreadRow.created_at >= ReviewerRow.asked_at,
        )
        .order_by(ThreadRow.id)
        .distinct()
    )
    if row.closed_at is not None:
        query = query.where(ThreadRow.created_at <= row.closed_at)
    return session.scalars(query).all()
