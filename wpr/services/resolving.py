"""Resolving: a thread that is done with, and one that must be answered before the decision."""

from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.services import notifying
from wpr.services.commenting import find, tell_of_change
from wpr.storage.comment_queries import writers_of
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import DocumentRow


def resolve(
    session: Session, document: DocumentRow, thread_id: int, user_id: int, now: datetime
) -> ThreadRow:
    """Mark a thread as resolved, which deletes nothing. Those who wrote in it are told."""
    thread = find(session, document, thread_id, Author(user_id))
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by_id = now, user_id
        notifying.tell(
            session,
            document,
            Kind.RESOLVED,
            actor=Author(user_id=user_id),
            to=writers_of(session, thread),
            now=now,
            thread_id=thread.id,
        )
        tell_of_change(session, document, now)
    return thread


def reopen(
    session: Session, document: DocumentRow, thread_id: int, user_id: int, now: datetime
) -> ThreadRow:
    """Undo `resolve`."""
    thread = find(session, document, thread_id, Author(user_id))
    if thread.resolved_at is not None:
        thread.resolved_at = thread.resolved_by_id = None
        tell_of_change(session, document, now)
    return thread


def demand_answer(
    session: Session,
    document: DocumentRow,
    thread_id: int,
    must_answer: bool,
    user_id: int,
    now: datetime,
) -> ThreadRow:
    """Say that a thread must be answered before the decision, or that it need not be."""
    thread = find(session, document, thread_id, Author(user_id))
    if thread.must_answer != must_answer:
        thread.must_answer = must_answer
        tell_of_change(session, document, now)
    return thread
