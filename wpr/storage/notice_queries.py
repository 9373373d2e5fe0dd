"""Queries about notices: what a person sees of them, and what is still to be mailed."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Integer, Select, bindparam, case, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from wpr.domain.author import Author
from wpr.domain.notice import Kind, MailState
from wpr.storage.blindness import blind_rounds, shows_comment, shows_thread
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow, Member, QuestionRow, TextRow
from wpr.storage.guests import Guest
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow
from wpr.storage.versions import VersionRow

Query = Select[*tuple[Any, ...]]


class Told(NamedTuple):
    """A notice with what a sentence about it needs. `actor` is "" for a former colleague.

    `quote` is the passage that a thread is about, `proposal` what a suggestion has for it (see
    suggestion_queries). `slot` and `name` are those of the text that a thread stands in, `question`
    is the wording (as JSON) of the question it belongs to; each None where there is none.
    `version` is that of the round, for a notice about one.
    """

    row: NoticeRow
    document: DocumentRow
    actor: str
    quote: str | None
    proposal: str | None
    slot: str | None
    name: str | None
    question: str | None
    body: str | None
    mentions: list[int] | None
    version: int | None
    version_name: str | None
    round: RoundRow | None


def count_unread(session: Session, user_id: int) -> int:
    """How many notices a person has not read."""
    return session.scalar(_unread(), {"reader": user_id}) or 0


@cache
def _unread() -> Query:
    """The count of every page's bell for the person `reader`, put together once: that takes ten
    times as long as counting."""
    reader = cast("int", bindparam("reader", type_=Integer))  # stands where an id would
    query = _seen_by(reader, select(func.count()).select_from(NoticeRow))
    return query.where(NoticeRow.read_at.is_(None))


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


def to_mail(session: Session, to: Author, document_id: int | None) -> list[Told]:
    """What a mail to somebody has to tell of, oldest first, of one document or (None) of all.

    Nothing that was read, mailed or taken back, and nothing of a document a person may not read;
    whether a guest may is for the caller to say.
    """
    if to.user_id is not None:
        seen = _seen_by(to.user_id, _WHAT)
    else:
        seen = _there(_WHAT, to).where(NoticeRow.to_guest_id == to.guest_id)
    query = _in_full(seen).where(
        NoticeRow.mail.in_([MailState.DUE, MailState.QUEUED]), NoticeRow.read_at.is_(None)
    )
    if document_id is not None:
        query = query.where(NoticeRow.document_id == document_id)
    return [Told(*row) for row in session.execute(query.order_by(NoticeRow.id))]


class Waiting(NamedTuple):
    """What waits to be mailed to somebody of one document. `is_queued`: a job is on its way.

    `mail_when` is None for a guest.
    """

    user_id: int | None
    guest_id: int | None
    document_id: int
    mail_when: str | None
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
            NoticeRow.to_guest_id,
            NoticeRow.document_id,
            User.mail_when,
            func.min(case((NoticeRow.mail == MailState.DUE, NoticeRow.at))),
            func.max(case((is_queued, 1), else_=0)),
        )
        .outerjoin(User, User.id == NoticeRow.user_id)
        .where(NoticeRow.mail.in_([MailState.DUE, MailState.QUEUED]))
        .group_by(NoticeRow.user_id, NoticeRow.to_guest_id, NoticeRow.document_id, User.mail_when)
        .order_by(NoticeRow.user_id, NoticeRow.to_guest_id, NoticeRow.document_id)
    )
    return [Waiting(*row) for row in rows]


def move_mail(
    session: Session,
    to: Author,
    document_id: int | None,
    states: Sequence[MailState],
    state: MailState,
) -> int:
    """Note how far mail to somebody has come, of one document or of all; gives how many moved."""
    whose = (
        NoticeRow.user_id == to.user_id
        if to.user_id is not None
        else NoticeRow.to_guest_id == to.guest_id
    )
    moving = update(NoticeRow).where(whose, NoticeRow.mail.in_(states))
    if document_id is not None:
        moving = moving.where(NoticeRow.document_id == document_id)
    moved = moving.values(mail=state).returning(NoticeRow.id)
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
    round_id: int | None = None,
    notice_id: int | None = None,
) -> None:
    """Note that a person has read what they were told: of one thread, one round of review, one
    notice, or everything."""
    reading = update(NoticeRow).where(NoticeRow.user_id == user_id, NoticeRow.read_at.is_(None))
    if thread_id is not None:
        reading = reading.where(NoticeRow.thread_id == thread_id)
    if round_id is not None:
        reading = reading.where(NoticeRow.round_id == round_id)
    if notice_id is not None:
        reading = reading.where(NoticeRow.id == notice_id)
    reading = reading.values(read_at=now, mail=MailState.DONE)
    session.execute(reading.execution_options(synchronize_session=False))


def _seen_by(user_id: int, query: Query) -> Query:
    """Only a person's notices of documents they may read, and of what is there for them."""
    is_member = (Member.document_id == NoticeRow.document_id) & (
        Member.user_id == NoticeRow.user_id
    )
    seen = _there(query, Author(user_id=user_id))
    return seen.join(Member, is_member).where(NoticeRow.user_id == user_id)


def _there(query: Query, to: Author) -> Query:
    """Only notices of documents, threads and comments that were not removed and, in a blind round,
    may be shown to their receiver; of verdicts too."""
    is_blind = exists().where(
        RoundRow.document_id == NoticeRow.document_id, RoundRow.id.in_(blind_rounds(to))
    )
    return (
        query.join(DocumentRow, DocumentRow.id == NoticeRow.document_id)
        .outerjoin(ThreadRow, ThreadRow.id == NoticeRow.thread_id)
        .outerjoin(CommentRow, CommentRow.id == NoticeRow.comment_id)
        .where(
            DocumentRow.removed_at.is_(None),
            ThreadRow.removed_at.is_(None),
            CommentRow.removed_at.is_(None),
            or_(NoticeRow.thread_id.is_(None), shows_thread(to)),
            or_(NoticeRow.comment_id.is_(None), shows_comment(to)),
            or_(NoticeRow.kind != Kind.VERDICT, ~is_blind),
        )
    )


_ASKED: Final = aliased(TextRow)
_ITS_ROUND: Final = aliased(RoundRow)
_WHAT: Final[Query] = select(
    NoticeRow,
    DocumentRow,
    func.coalesce(User.name, Guest.name, ""),
    ThreadRow.quote,
    ThreadRow.proposal,
    TextRow.slot,
    TextRow.name,
    _ASKED.content,
    CommentRow.body,
    CommentRow.mentions,
    VersionRow.number,
    VersionRow.name,
    _ITS_ROUND,
)


def _told(user_id: int) -> Query:
    return _in_full(_seen_by(user_id, _WHAT))


def _in_full(query: Query) -> Query:
    """With everything that `Told` has."""
    return (
        query.outerjoin(User, User.id == NoticeRow.actor_id)
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
        .outerjoin(_ASKED, _ASKED.id == QuestionRow.question_id)
        .outerjoin(_ITS_ROUND, _ITS_ROUND.id == NoticeRow.round_id)
        .outerjoin(
            VersionRow,
            VersionRow.id == func.coalesce(NoticeRow.version_id, _ITS_ROUND.version_id),
        )
    )
