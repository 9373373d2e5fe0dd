"""Resting: the documents that nobody has changed for a while, for what is done ahead."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.people import User


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


def owner_of(session: Session, document_id: int) -> User | None:
    """Who is responsible for a document, the first of them; None where nobody is."""
    return session.scalar(
        select(User)
        .join(Member, Member.user_id == User.id)
        .where(Member.document_id == document_id, Member.role == Role.OWN)
        .order_by(Member.joined_at, User.id)
        .limit(1)
    )
