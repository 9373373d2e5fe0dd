"""Withdrawing: who leaves a document, or the service, is no longer asked in its open reviews."""

from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.services.recording import record_in_round
from wpr.storage.document_queries import lock_document
from wpr.storage.documents import DocumentRow
from wpr.storage.place_queries import left_at, open_places


def withdraw(
    session: Session, document: DocumentRow, user_id: int, now: datetime, *, by_id: int | None
) -> None:
    """Let somebody who leaves a document go in its open rounds: they are neither waited for nor
    counted, and what they said stays to be read once they are asked again."""
    for row, reviewer in open_places(session, user_id, document.id):
        if reviewer.removed_at is None:
            reviewer.removed_at = now
            facts = {"reviewer": reviewer.id}
            record_in_round(session, document, Activity.REVIEWER_REMOVED, row, by_id, now, **facts)
    session.flush()


def withdraw_everywhere(session: Session, user_id: int, now: datetime) -> None:
    """Let somebody whose account goes be waited for nowhere. A verdict that was given stands."""
    places = [one for one in open_places(session, user_id) if one[1].finished_at is None]
    for row, reviewer in places:
        if reviewer.removed_at is None:
            document = lock_document(session, row.document_id)
            reviewer.removed_at = now
            facts = {"reviewer": reviewer.id}
            record_in_round(session, document, Activity.REVIEWER_REMOVED, row, None, now, **facts)
    session.flush()


def take_back(
    session: Session, document: DocumentRow, user_id: int, now: datetime, *, by_id: int | None
) -> None:
    """Undo `withdraw` for a member who is back: not for who had been let go before they left."""
    at = left_at(session, document.id, user_id)
    for row, reviewer in open_places(session, user_id, document.id):
        if at is not None and reviewer.removed_at == at:
            reviewer.removed_at = None
            facts = {"reviewer": reviewer.id}
            record_in_round(session, document, Activity.REVIEWER_ADDED, row, by_id, now, **facts)
    session.flush()
