"""Tidying: automatic versions are kept when it is time, and what is old grows sparse."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.school_clock import midnight_before
from wpr.domain.thinning import Kept, Pace, to_drop
from wpr.services import crediting
from wpr.services.versioning import keep
from wpr.storage.document_queries import lock_document
from wpr.storage.documents import TextRow
from wpr.storage.upkeep_queries import (
    any_old_notices,
    drop_free_versions,
    drop_notices,
    drop_steps,
    due_documents,
)
from wpr.storage.versions import VersionRow

_READ_NOTICES: Final = timedelta(days=90)
"""A term: what was read before that is found in the document, if anywhere."""

_NOTICES: Final = timedelta(days=365)
"""A school year and the summer: whoever has not looked by then will not."""


def due(session: Session, quiet: timedelta, now: datetime) -> Sequence[int]:
    """The documents of which an automatic version should be kept now."""
    return due_documents(session, now - quiet, midnight_before(now))


def keep_if_due(
    session: Session, document_id: int, guides: Guides, quiet: timedelta, now: datetime
) -> VersionRow | None:
    """Keep an automatic version of one of those, if nobody has done so meanwhile or writes again;
    several server processes may try."""
    document = lock_document(session, document_id)
    if not due_documents(session, now - quiet, midnight_before(now), document_id):
        return None
    guide = guides.get(document.guide, document.language)
    return keep(session, document, guide, now, by_id=None)


def thin(
    session: Session, document_id: int, versions: Sequence[Kept], pace: Pace, now: datetime
) -> None:
    """Drop of a document's automatic versions what its age leaves no room for, but for those that
    something points at."""
    dropped = to_drop(versions, pace, now)
    if dropped:
        lock_document(session, document_id)
        drop_free_versions(session, dropped)


def prune(session: Session, text_id: int, version: int) -> None:
    """Drop the steps that led to a version of a text. Who wrote what is known without them."""
    text = session.get_one(TextRow, text_id)
    lock_document(session, text.document_id)
    session.refresh(text)
    crediting.bring_up_to_date(session, text)
    drop_steps(session, text_id, version)


def has_old_notices(session: Session, now: datetime) -> bool:
    """Whether `drop_old_notices` has anything to do."""
    return any_old_notices(session, now - _READ_NOTICES, now - _NOTICES)


def drop_old_notices(session: Session, now: datetime) -> None:
    """Drop notices 90 days after they were read, and all a year after what they tell of."""
    drop_notices(session, now - _READ_NOTICES, now - _NOTICES)
