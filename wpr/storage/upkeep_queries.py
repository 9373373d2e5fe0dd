"""Queries about what the server looks after by itself: versions that are due, what grows old."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from wpr.domain.thinning import Kept
from wpr.domain.version import VersionKind
from wpr.storage.documents import DocumentRow, EventRow, StepRow
from wpr.storage.notices import NoticeRow
from wpr.storage.version_queries import is_free
from wpr.storage.versions import VersionRow


def due_documents(
    session: Session, quiet_since: datetime, midnight: datetime, document_id: int | None = None
) -> Sequence[int]:
    """Documents that have changed since their newest version, and have been quiet since then or
    changed before midnight already. With an id: that document, if it is one."""
    known = (
        select(func.coalesce(func.max(VersionRow.seq), -1))
        .where(VersionRow.document_id == DocumentRow.id)
        .correlate(DocumentRow)
        .scalar_subquery()
    )
    changed_yesterday = exists().where(
        EventRow.document_id == DocumentRow.id, EventRow.seq > known, EventRow.at < midnight
    )
    query = select(DocumentRow.id).where(
        DocumentRow.removed_at.is_(None),
        DocumentRow.content_seq > known,
        or_(DocumentRow.changed_at <= quiet_since, changed_yesterday),
    )
    if document_id is not None:
        query = query.where(DocumentRow.id == document_id)
    return session.scalars(query.order_by(DocumentRow.id)).all()


def automatic_versions(session: Session, before: datetime) -> dict[int, list[Kept]]:
    """The automatic versions from before that moment, by document; never a document's newest."""
    newest = (
        select(func.max(VersionRow.number).label("number"), VersionRow.document_id)
        .group_by(VersionRow.document_id)
        .subquery()
    )
    rows = session.execute(
        select(VersionRow.document_id, VersionRow.id, VersionRow.at)
        .join(newest, newest.c.document_id == VersionRow.document_id)
        .where(
            VersionRow.kind == VersionKind.AUTOMATIC,
            VersionRow.at < before,
            VersionRow.number < newest.c.number,
        )
    )
    found: dict[int, list[Kept]] = {}
    for document_id, version_id, at in rows:
        found.setdefault(document_id, []).append(Kept(version_id, at))
    return found


def drop_free_versions(session: Session, version_ids: Collection[int]) -> None:
    """Delete those of these versions that nothing points at."""
    session.execute(delete(VersionRow).where(VersionRow.id.in_(version_ids), is_free()))


def old_steps(session: Session, before: datetime) -> list[tuple[int, int]]:
    """The texts with steps from before that moment, and the version that the last of them made."""
    rows = session.execute(
        select(StepRow.text_id, func.max(StepRow.version) + 1)
        .where(StepRow.at < before)
        .group_by(StepRow.text_id)
    )
    return [(text_id, version) for text_id, version in rows]


def drop_steps(session: Session, text_id: int, version: int) -> None:
    """Delete the steps that led to that version of a text."""
    session.execute(delete(StepRow).where(StepRow.text_id == text_id, StepRow.version < version))


def any_old_notices(session: Session, read_before: datetime, before: datetime) -> bool:
    """Whether there are notices that were read, or are, from before those moments."""
    return bool(session.scalar(select(exists().where(_is_old(read_before, before)))))


def drop_notices(session: Session, read_before: datetime, before: datetime) -> None:
    """Delete the notices that were read before the one moment, and all from before the other."""
    session.execute(delete(NoticeRow).where(_is_old(read_before, before)))


def _is_old(read_before: datetime, before: datetime) -> ColumnElement[bool]:
    return or_(NoticeRow.read_at < read_before, NoticeRow.at < before)
