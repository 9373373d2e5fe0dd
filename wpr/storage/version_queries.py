"""Queries about versions: one by its number, the newest, and a document's list without contents."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from wpr.storage.people import User
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


class Listed(NamedTuple):
    """A version as it stands in a list, with the name of who kept it ("" when nobody is known)."""

    number: int
    name: str
    note: str
    kind: str
    at: datetime
    by: str
    words: int
    restored_from: int | None


def listed_versions(session: Session, document_id: int) -> list[Listed]:
    """Every version of a document for its list, the newest first, in one query."""
    rows = session.execute(
        select(
            VersionRow.number,
            VersionRow.name,
            VersionRow.note,
            VersionRow.kind,
            VersionRow.at,
            func.coalesce(User.name, ""),
            VersionRow.words,
            VersionRow.restored_from,
        )
        .outerjoin(User, User.id == VersionRow.by_id)
        .where(VersionRow.document_id == document_id)
        .order_by(VersionRow.number.desc())
    )
    return [Listed(*row) for row in rows]
