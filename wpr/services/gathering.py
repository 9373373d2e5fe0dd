"""Gathering: what happened to a person's documents, put together into as few mails as they want."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import MailState, MailWhen, last_digest
from wpr.storage.notice_queries import Waiting, move_mail, waiting
from wpr.storage.people import User

Put = Callable[[Author, int | None], None]

_LOST: Final = timedelta(days=7)
"""Longer than it takes from a Friday's comment until a dead mail server is given up."""

_WAITS: Final = (MailState.DUE, MailState.QUEUED)


def gather(session: Session, now: datetime, wait: timedelta, clock: tzinfo, put: Put) -> None:
    """Call `put(receiver, document_id)` for each mail whose time has come; None: of all documents.

    At once means `wait` after the first thing that happened, one mail a document; daily is one mail
    at the hour of domain.notice on `clock`; guests are told at once. Nobody has a second mail on
    its way about the same.

    `put` is called before the commit: when that fails, the mail is put again, and a job that finds
    nothing to tell does nothing.
    """
    by_receiver: defaultdict[Author, list[Waiting]] = defaultdict(list)
    for one in waiting(session, now - _LOST):
        by_receiver[Author(one.user_id, one.guest_id)].append(one)
    for to, documents in by_receiver.items():
        when = documents[0].mail_when
        if when == MailWhen.NEVER:
            move_mail(session, to, None, _WAITS, MailState.DONE)
        elif when == MailWhen.DAILY:
            if _is_ripe(documents, last_digest(now, clock)):
                _queue(session, to, None, put)
        else:
            for one in documents:
                if _is_ripe([one], now - wait):
                    _queue(session, to, one.document_id, put)


def give_up(session: Session, now: datetime) -> None:
    """Let everything go that waits to be mailed: for a service that sends no mail."""
    for one in waiting(session, now):
        to = Author(one.user_id, one.guest_id)
        move_mail(session, to, one.document_id, _WAITS, MailState.DONE)


def choose_mail(session: Session, user_id: int, when: MailWhen) -> None:
    """Mail a person at once, daily or never, from now on. Somebody unknown is passed over."""
    user = session.get(User, user_id)
    if user is not None:
        user.mail_when = when.value


def _is_ripe(documents: Sequence[Waiting], until: datetime) -> bool:
    if any(one.is_queued for one in documents):
        return False
    return any(one.first_at is not None and one.first_at <= until for one in documents)


def _queue(session: Session, to: Author, document_id: int | None, put: Put) -> None:
    # Another process may gather at the same time: only one of them finds rows to move.
    if move_mail(session, to, document_id, [MailState.DUE], MailState.QUEUED):
        put(to, document_id)
