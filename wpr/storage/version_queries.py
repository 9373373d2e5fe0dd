"""Queries about versions: one by its number, the newest, and a document's list without contents."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from wpr.storage.versions import VersionRow


def version_by_number(session: Session, document_id: int, number: int) -> VersionRow | None:
    """That version of this document, with its content."""
    return session.scalar(
        select(VersionRow)
        .where(VersionRow.document_id == document_id, VersionRow.number == number)
        .options(undefer(VersionRow.content))
    )


def versions_of(session: Session, document_id: int) -> Sequence[VersionRow]:
    """Every version of a document, the newest first, without contents."""
    return session.scalars(
        select(VersionRow)
        .where(VersionRow.document_id == document_id)
        .order_by(VersionRow.number.desc())
    ).all()


def newest_version(session: Session, document_id: int) -> VersionRow | None:
    """The version that was kept last, without its content."""
    return session.scalar(
        select(VersionRow)
        .where(VersionRow.document_id == document_id)
        .order_by(VersionRow.number.desc())
        .limit(1)
    )
