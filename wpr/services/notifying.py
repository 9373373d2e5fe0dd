"""Notifying: who should hear of what happened in a document."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.guest_queries import guests_in
from wpr.storage.guests import Guest
from wpr.storage.notice_queries import mark_read
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User

ANSWERS: Final = frozenset({Kind.REPLY, Kind.ACCEPTED, Kind.REJECTED})


def tell(
    session: Session,
    document: DocumentRow,
    kind: str,
    *,
    actor: Author,
    to: Iterable[int],
    now: datetime,
    thread_id: int | None = None,
    comment_id: int | None = None,
    version_id: int | None = None,
    round_id: int | None = None,
    to_guests: Iterable[int] = (),
) -> None:
    """Give each of `to` (ids of users) a notice that `actor` did what `kind` says. `to_guests` are
    guests (ids) who get mail about it when they left an address.

    Left out are those who may not read the document, whoever did it, and those who have a notice
    of the same comment already: tell of a mention before the reply that it stands in. An answer is
    told to the guests in the thread too who left an address for that. Whoever acts in a thread has
    read what they were told of it. Raises ValueError for an unknown kind.
    """
    what = Kind(kind)
    if thread_id is not None and actor.user_id is not None:
        mark_read(session, actor.user_id, now, thread_id=thread_id)
    receivers = set(to) - {actor.user_id}
    if comment_id is not None:
        receivers -= set(
            session.scalars(select(NoticeRow.user_id).where(NoticeRow.comment_id == comment_id))
        )
    may_read = session.scalars(
        select(Member.user_id)
        .join(User, User.id == Member.user_id)
        .where(
            Member.document_id == document.id,
            Member.user_id.in_(receivers),
            User.disabled_at.is_(None),
        )
        .order_by(Member.user_id)
    ).all()
    guests = [*guests_in(session, thread_id)] if thread_id and what in ANSWERS else []
    guests += session.scalars(select(Guest).where(Guest.id.in_(to_guests)))
    session.add_all(
        NoticeRow(
            user_id=user_id,
            to_guest_id=to_guest_id,
            document_id=document.id,
            kind=what.value,
            thread_id=thread_id,
            comment_id=comment_id,
            version_id=version_id,
            round_id=round_id,
            actor_id=actor.user_id,
            guest_id=actor.guest_id,
            at=now,
        )
        for user_id, to_guest_id in [
            *((user_id, None) for user_id in may_read),
            *((None, one.id) for one in guests if one.email and one.id != actor.guest_id),
        ]
    )
    session.flush()
