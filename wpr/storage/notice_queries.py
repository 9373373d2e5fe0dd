"""Queries about notices: what a person sees of them, and what is still to be mailed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from wpr.domain.notice import MailState
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow, Member, QuestionRow, TextRow
from wpr.storage.guests import Guest
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.storage.versions import VersionRow


class Told(NamedTuple):
    """A notice with what a sentence about it needs. `actor` is "" for a former colleague.

    `slot` and `name` are those of the text that a thread stands in, `question` is the wording (as
    JSON) of the question it belongs to; each None where there is none.
    """

    row: NoticeRow
    document: DocumentRow
    actor: str
    place: str | None
    slot: str | None
    name: str | None
    question: str | None
    body: str | None
    mentions: list[int] | None
    version: int | None
    version_name: str | None


def count_unread(session: Session, user_id: int) -> int:
    """How many notices a person has not read."""
    query = _seen_by(user_id, select(func.count()).select_from(NoticeRow))
    return session.scalar(query.where(NoticeRow.read_at.is_(None))) or 0


def notices_of(session: Session, user_id: int, most: int, before: int | None) -> list[Told]:
    """A person's notices, the newest first, from the one before the id `before` on."""
    query = _told(user_id).order_by(NoticeRow.id.desc()).limit(most)
    if before is not None:
        query = query.where(NoticeRow.id < before)
    return [Told(*row) for row in session.execute(query)]


def notice_of(session: Session, user_id: int, notice_id: int) -> Told | None:
    """One notice of this person; None for somebody else's."""
    row = session.execute(_told(user_id).where(NoticeRow.id == notice_id)).one_or_none()
    return Told(*row) if row else None


def to_mail(session: Session, user_id: int, document_id: int | None) -> list[Told]:
    """What a mail to a person has to tell of, oldest first, of one document or (None) of all.

    Nothing that was read, mailed or taken back, and nothing of a document they may not read.
    """
    query = _told(user_id).where(
        NoticeRow.mail.in_([MailState.DUE, MailState.QUEUED]), NoticeRow.read_at.is_(None)
    )
    if document_id is not None:
        query = query.where(NoticeRow.document_id == document_id)
    return [Told(*row) for row in session.execute(query.order_by(NoticeRow.id))]


class Waiting(NamedTuple):
    """What waits to be mailed to a person of one document. `is_queued`: a job is on its way."""

    user_id: int
    document_id: int
    mail_when: str
    first_at: datetime | None
    is_queued: int


def waiting(session: Session, lost_before: datetime) -> list[Waiting]:
    """Everything that waits; `first_at` is when the first of it happened that no job knows of.

    The job for what happened before `lost_before` must have been lost with its queue.
    """
    is_queued = (NoticeRow.mail == MailState.QUEUED) & (NoticeRow.at >= lost_before)
    rows = session.execute(
        select(
            NoticeRow.user_id,
            NoticeRow.document_id,
            User.mail_when,
            func.min(case((NoticeRow.mail == MailState.DUE, NoticeRow.at))),
            func.max(case((is_queued, 1), else_=0)),
        )
        .join(User, User.id == NoticeRow.user_id)
        .where(NoticeRow.mail.in_([MailState.DUE, MailState.QUEUED]))
        .group_by(NoticeRow.user_id, NoticeRow.document_id, User.mail_when)
        .order_by(NoticeRow.user_id, NoticeRow.document_id)
    )
    return [Waiting(*row) for row in rows]


def move_mail(
    session: Session, user_id: int, document_id: int | None, at: Sequence[MailState], to: MailState
) -> int:
    """Note how far mail to a person has come, of one document or of all; gives how many moved."""
    moving = update(NoticeRow).where(NoticeRow.user_id == user_id, NoticeRow.mail.in_(at))
    if document_id is not None:
        moving = moving.where(NoticeRow.document_id == document_id)
    moved = moving.values(mail=to).returning(NoticeRow.id)
    return len(session.scalars(moved.execution_options(synchronize_session=False)).all())


def mark_mailed(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Note that the mail server took a mail that tells of these."""
    mailed = update(NoticeRow).where(NoticeRow.id.in_(ids))
    mailed = mailed.values(mail=MailState.DONE, mailed_at=now)
    session.execute(mailed.execution_options(synchronize_session=False))


def mark_read(
    session: Session,
    user_id: int,
    now: datetime,
    *,
    thread_id: int | None = None,
    notice_id: int | None = None,
) -> None:
    """Note that a person has read what they were told: of one thread, one notice, or everything."""
    reading = update(NoticeRow).where(NoticeRow.user_id == user_id, NoticeRow.read_at.is_(None))
    if thread_id is not None:
        reading = reading.where(NoticeRow.thread_id == thread_id)
    if notice_id is not None:
        reading = reading.where(NoticeRow.id == notice_id)
    reading = reading.values(read_at=now, mail=MailState.DONE)
    session.execute(reading.execution_options(synchronize_session=False))


def _seen_by(user_id: int, query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Only a person's notices of documents they may read, and of comments that are there."""
    return (
        query.join(DocumentRow, DocumentRow.id == NoticeRow.document_id)
        .join(
            Member,
            (Member.document_id == NoticeRow.document_id) & (Member.user_id == NoticeRow.user_id),
        )
        .outerjoin(ThreadRow, ThreadRow.id == NoticeRow.thread_id)
        .outerjoin(CommentRow, CommentRow.id == NoticeRow.comment_id)
        .where(
            NoticeRow.user_id == user_id,
            DocumentRow.removed_at.is_(None),
            ThreadRow.removed_at.is_(None),
            CommentRow.removed_at.is_(None),
        )
    )


def _told(user_id: int) -> Select[*tuple[Any, ...]]:
    asked = aliased(TextRow)
    query = select(
        NoticeRow,
        DocumentRow,
        func.coalesce(User.name, Guest.name, ""),
        ThreadRow.place,
        TextRow.slot,
        TextRow.name,
        asked.content,
        CommentRow.body,
        CommentRow.mentions,
        VersionRow.number,
        VersionRow.name,
    )
    return (
        _seen_by(user_id, query)
        .outerjoin(User, User.id == NoticeRow.actor_id)
        .outerjoin(Guest, Guest.id == NoticeRow.guest_id)
        .outerjoin(TextRow, TextRow.id == ThreadRow.text_id)
        .outerjoin(
            QuestionRow,
            (QuestionRow.document_id == NoticeRow.document_id)
            & or_(
                QuestionRow.id == ThreadRow.question_id,
                QuestionRow.question_id == ThreadRow.text_id,
                QuestionRow.answer_id == ThreadRow.text_id,
            ),
        )
        .outerjoin(asked, asked.id == QuestionRow.question_id)
        .outerjoin(VersionRow, VersionRow.id == NoticeRow.version_id)
    )
