"""Reading on: which version of a document a person saw last, so that what is new can be shown."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.domain.version import VersionKind
from wpr.services.versioning import keep
from wpr.storage.documents import DocumentRow
from wpr.storage.version_queries import is_free
from wpr.storage.versions import ReadingRow, VersionRow

SOON: Final = timedelta(minutes=10)
"""A version that was only kept because somebody looked goes when they look again so soon; and what
a person wrote so lately themselves is no news to them."""


def read_now(
    session: Session, document: DocumentRow, guide: Guide, user_id: int, now: datetime
) -> VersionRow:
    """Remember that a person sees the document as it is now; gives the version that holds it."""
    version = keep(session, document, guide, now, by_id=None)
    reading = session.get(ReadingRow, (document.id, user_id))
    if reading is None:
        session.add(
            ReadingRow(document_id=document.id, user_id=user_id, version_id=version.id, at=now)
        )
        session.flush()
        return version
    last, reading.version_id, reading.at = reading.version_id, version.id, now
    session.flush()
    if last != version.id:
        session.execute(
            delete(VersionRow).where(
                VersionRow.id == last,
                VersionRow.kind == VersionKind.AUTOMATIC,
                VersionRow.at > version.at - SOON,
                is_free(),
            )
        )
    return version


def last_read(session: Session, document_id: int, user_id: int) -> VersionRow:
    """The version that a person saw last, who has a reading."""
    return session.scalars(
        select(VersionRow)
        .join(ReadingRow, ReadingRow.version_id == VersionRow.id)
        .where(ReadingRow.document_id == document_id, ReadingRow.user_id == user_id)
    ).one()
