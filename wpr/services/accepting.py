"""Accepting: what was suggested becomes part of the text, or is turned down; never blindly."""

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.domain.refusal import NotAllowed, Refusal
from wpr.prose.proposals import place, step
from wpr.prose.schema import read
from wpr.services import commenting, crediting, editing, notifying
from wpr.services.recording import record
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.suggestion_queries import is_waiting, proposal_of, waiting_in

_RECORDED: Final = {
    Kind.ACCEPTED: Activity.SUGGESTION_ACCEPTED,
    Kind.REJECTED: Activity.SUGGESTION_REJECTED,
}


class Taken(NamedTuple):
    """How many suggestions were accepted at once, and how many could not be."""

    accepted: int
    outdated: int


def accept(
    session: Session, document: DocumentRow, thread_id: int, user_id: int, now: datetime
) -> None:
    """Put what was suggested in its place, by this person's steps and to the suggester's credit.

    Refused: one that was answered before (suggestion-answered), one whose passage says something
    else by now (suggestion-outdated). NotFound: no suggestion of this document.
    """
    thread = _waiting(session, document, thread_id, Author(user_id))
    _accept(session, document, thread, user_id, now)
    commenting.tell_of_change(session, document, now)


def reject(
    session: Session, document: DocumentRow, thread_id: int, user_id: int, now: datetime
) -> None:
    """Turn a suggestion down. Its thread stays to be read. Refused like `accept`, but an outdated
    one can be turned down too."""
    thread = _waiting(session, document, thread_id, Author(user_id))
    _close(session, document, thread, Kind.REJECTED, user_id, now)
    commenting.tell_of_change(session, document, now)


def withdraw(
    session: Session, document: DocumentRow, thread_id: int, author: Author, now: datetime
) -> None:
    """Take one's own suggestion back. Refused like `reject`; NotAllowed for somebody else's."""
    thread = _waiting(session, document, thread_id, author)
    if Author(thread.author_id, thread.guest_id) != author:
        raise NotAllowed
    thread.removed_at = now
    commenting.tell_of_change(session, document, now)


def accept_all(
    session: Session, document: DocumentRow, user_id: int, by: Author | None, now: datetime
) -> Taken:
    """Accept all that wait and may be shown to this person, or all of them by one person; what
    cannot be accepted is left as it is."""
    accepted = outdated = 0
    for thread in waiting_in(session, document.id, Author(user_id)):
        if by is not None and Author(thread.author_id, thread.guest_id) != by:
            continue
        try:
            _accept(session, document, thread, user_id, now)
            accepted += 1
        except Refusal:
            outdated += 1
    if accepted:
        commenting.tell_of_change(session, document, now)
    return Taken(accepted, outdated)


def _waiting(session: Session, document: DocumentRow, thread_id: int, reader: Author) -> ThreadRow:
    thread = commenting.find(session, document, thread_id, reader)
    if not is_waiting(thread):
        raise Refusal("suggestion-answered")
    return thread


def _accept(
    session: Session, document: DocumentRow, thread: ThreadRow, user_id: int, now: datetime
) -> None:
    text = session.get_one(TextRow, thread.text_id)
    proposal = proposal_of(thread)
    span = place(read(text.content), proposal)
    if span is None:
        raise Refusal("suggestion-outdated")
    size = read(text.content).content.size
    before = crediting.bring_up_to_date(session, text)
    steps = [step(proposal, span)]
    batch = editing.Batch(text.version, f"accept-{thread.id}", steps)
    try:
        editing.submit(session, document, text, user_id, batch, now)
    except Refusal as refusal:
        raise Refusal("suggestion-outdated") from refusal
    if thread.author_id is not None:
        crediting.credit(session, text, before, steps, thread.author_id, now)
    thread.start = span[0]
    thread.end = span[1] + read(text.content).content.size - size
    _close(session, document, thread, Kind.ACCEPTED, user_id, now)


def _close(
    session: Session,
    document: DocumentRow,
    thread: ThreadRow,
    outcome: Kind,
    user_id: int,
    now: datetime,
) -> None:
    thread.outcome, thread.outcome_by_id, thread.outcome_at = outcome.value, user_id, now
    thread.resolved_by_id, thread.resolved_at = user_id, now
    record(session, document, _RECORDED[outcome], Author(user_id), now, person=thread.author_id)
    notifying.tell(
        session,
        document,
        outcome,
        actor=Author(user_id=user_id),
        to=[thread.author_id] if thread.author_id is not None else [],
        now=now,
        thread_id=thread.id,
    )
