"""Queries about versions: one by its number, a document's list, and what a person read last."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, undefer

from wpr.domain.version import VersionKind
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.people import User
from wpr.storage.tables import metadata
from wpr.storage.versions import ReadingRow, VersionRow


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


def number_before(session: Session, document_id: int, number: int) -> int | None:
    """The number of the version that was kept before that one; None for the first."""
    return session.scalar(
        select(func.max(VersionRow.number)).where(
            VersionRow.document_id == document_id, VersionRow.number < number
        )
    )


def last_writer(session: Session, document_id: int) -> int | None:
    """Who changed a text of the document last."""
    return session.scalar(
        select(StepRow.user_id)
        .join(TextRow, (TextRow.id == StepRow.text_id) & (TextRow.version == StepRow.version + 1))
        .where(TextRow.document_id == document_id)
        .order_by(StepRow.at.desc())
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


class LastRead(NamedTuple):
    """What a person read last of a document, when, and whether it has changed since."""

    number: int
    at: datetime
    is_behind: bool


def last_readings(
    session: Session, user_id: int, document_ids: Sequence[int], before: datetime
) -> dict[int, LastRead]:
    """What a person read last, by document: one query, and no content is read.

    What changed since counts when somebody else wrote last in a text; when the person left off
    `before` that moment, everything counts.
    """
    by_another = exists().where(
        TextRow.document_id == DocumentRow.id,
        StepRow.text_id == TextRow.id,
        StepRow.version == TextRow.version - 1,
        StepRow.at > ReadingRow.at,
        StepRow.user_id.is_distinct_from(user_id),
    )
    rows = session.execute(
        select(
            DocumentRow.id,
            VersionRow.number,
            ReadingRow.at,
            and_(DocumentRow.content_seq > VersionRow.seq, or_(ReadingRow.at < before, by_another)),
        )
        .join(ReadingRow, ReadingRow.document_id == DocumentRow.id)
        .join(VersionRow, VersionRow.id == ReadingRow.version_id)
        .where(ReadingRow.user_id == user_id, DocumentRow.id.in_(document_ids))
    )
    return {row[0]: LastRead(row[1], row[2], bool(row[3])) for row in rows}


def is_free() -> ColumnElement[bool]:
    """Whether nothing needs a version: no reading, no link for guests nor anything else points at
    it, and it is not what a restore kept of what was there, the one before it."""
    pointing = [
        column
        for table in metadata().tables.values()
        for column in table.columns
        if any(key.column.table is VersionRow.__table__ for key in column.foreign_keys)
    ]
    after = aliased(VersionRow)
    undone_by = exists().where(
        after.document_id == VersionRow.document_id,
        after.kind == VersionKind.RESTORED,
        after.number == VersionRow.number + 1,
    )
    return and_(*(~exists().where(column == VersionRow.id) for column in pointing), ~undone_by)
