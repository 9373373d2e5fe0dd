"""Resting: the documents that nobody has changed for a while, for what is done ahead."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.storage.documents import DocumentRow


class Rested(NamedTuple):
    """A document, and when it was last changed."""

    id: int
    changed_at: datetime


def rested(session: Session, after: datetime, before: datetime, most: int) -> list[Rested]:
    """The documents last changed between two moments, those that wait longest first."""
    rows = session.execute(
        select(DocumentRow.id, DocumentRow.changed_at)
        .where(
            DocumentRow.removed_at.is_(None),
            DocumentRow.changed_at > after,
            DocumentRow.changed_at <= before,
        )
        .order_by(DocumentRow.changed_at, DocumentRow.id)
        .limit(most)
    )
    return [Rested(*row) for row in rows]


def changed_at(session: Session, document_id: int) -> datetime | None:
    """When a document was last changed; None for one that is gone."""
    return session.scalar(select(DocumentRow.changed_at).where(DocumentRow.id == document_id))
