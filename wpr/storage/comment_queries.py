"""Queries about comments: the threads of a document, what was said in them, and how many wait."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wpr.storage.comments import CommentRow, ThreadRow


def thread_by_id(session: Session, document_id: int, thread_id: int) -> ThreadRow | None:
    """A thread of this document; None for one of another, or of none."""
    return session.scalars(
        select(ThreadRow).where(ThreadRow.id == thread_id, ThreadRow.document_id == document_id)
    ).one_or_none()


def comments_of(session: Session, thread_ids: Sequence[int]) -> dict[int, list[CommentRow]]:
    """What was said in each thread, the first first; removed comments are there too."""
    said: defaultdict[int, list[CommentRow]] = defaultdict(list)
    rows = session.scalars(
        select(CommentRow).where(CommentRow.thread_id.in_(thread_ids)).order_by(CommentRow.id)
    )
    for row in rows:
        said[row.thread_id].append(row)
    return said


def count_open(session: Session, document_id: int) -> int:
    """How many threads of a document are not resolved."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ThreadRow)
            .where(ThreadRow.document_id == document_id, ThreadRow.resolved_at.is_(None))
        )
        or 0
    )
