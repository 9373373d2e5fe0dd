"""Remarking: what guests say. They see what came by their own link, with its answers, no more."""

from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.discussion import Discussion
from wpr.domain.guide import Guide
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import amending, commenting, listening
from wpr.services.admitting import Presence
from wpr.services.commenting import About, Said
from wpr.services.throttling import Limit, count_try
from wpr.storage.comment_queries import comments_of
from wpr.storage.comments import CommentRow
from wpr.storage.documents import QuestionRow
from wpr.storage.guest_queries import threads_by_link

MOST_REMARKS: Final = 30
"""Comments of one guest within 15 minutes."""


class Known(NamedTuple):
    """How far a guest's page has come: a short word that differs when something else is `said` by
    their link, and one that differs when the `text` has changed from what it shows."""

    said: str
    text: str


def talks_of(session: Session, here: Presence, guide: Guide) -> list[Discussion]:
    """The threads that guests of the link began, the first first, with their answers."""
    threads = threads_by_link(session, here.link.id)
    return listening.discussions(
        session, here.document, guide, [one.id for one in threads], _author(here)
    )


def known(session: Session, here: Presence) -> Known:
    """What a page that is shown now knows; of threads and comments only what it may show."""
    threads = threads_by_link(session, here.link.id)
    comments = comments_of(session, [one.id for one in threads], _author(here))
    said = [
        *((one.id, one.resolved_at is None) for one in threads if one.id in comments),
        *((one.id, one.edited_at, one.removed_at) for all_ in comments.values() for one in all_),
    ]
    seq = here.document.content_seq
    text = seq if here.version is None else int(seq > here.version.seq)
    return Known(sha256(repr(said).encode()).hexdigest()[:16], str(text))


def begin(session: Session, here: Presence, about: About, said: Said, now: datetime) -> CommentRow:
    """A guest's new thread. Refused as in `commenting.start`, Throttled, and question-gone for a
    question that was removed since the version that the guest reads."""
    asked = session.get(QuestionRow, about.question_id) if about.question_id else None
    if asked is not None and asked.removed_at is not None:
        raise Refusal("question-gone")
    _throttle(session, here, now)
    return commenting.start(session, here.document, _author(here), about, said, now)


def reply(
    session: Session, here: Presence, thread_id: int, said: Said, now: datetime
) -> CommentRow:
    """A guest's answer. NotFound for a thread that did not come by the link; Throttled."""
    if thread_id not in {thread.id for thread in threads_by_link(session, here.link.id)}:
        raise NotFound
    _throttle(session, here, now)
    return commenting.reply(session, here.document, thread_id, _author(here), said, now)


def edit(session: Session, here: Presence, comment_id: int, text: str, now: datetime) -> CommentRow:
    """Other words in the guest's own comment. Refused as in `amending.edit`."""
    return amending.edit(session, here.document, comment_id, _author(here), text, now)


def remove(session: Session, here: Presence, comment_id: int, now: datetime) -> None:
    """Take the guest's own comment away. Refused as in `amending.remove`."""
    amending.remove(session, here.document, comment_id, _author(here), now)


def bring_back(session: Session, here: Presence, comment_id: int, now: datetime) -> CommentRow:
    """Undo a removal of the guest's own comment."""
    return amending.bring_back(session, here.document, comment_id, _author(here), now)


def _author(here: Presence) -> Author:
    return Author(guest_id=here.guest.id)


def _throttle(session: Session, here: Presence, now: datetime) -> None:
    count_try(session, [Limit(f"guest-remarks-{here.guest.id}", MOST_REMARKS)], now)
