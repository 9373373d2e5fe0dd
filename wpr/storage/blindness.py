"""Blindness: in a blind round nobody meets what others say before giving their own verdict.

Every query that shows threads, comments, notices or lines of the log to somebody asks here. Hidden
is what another reviewer of the round has said since they were asked, in the round or beside it.

What is asked is put together once for each reader: on every page that takes longer than asking it.
"""

from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.guests import Guest
from wpr.storage.reviewing import ActivityRow, AnswerRow, ReviewerRow, RoundRow, VerdictRow

_READERS: Final = 1024
"""Readers whose questions are kept at hand; the one who asked least lately makes room."""


@lru_cache(_READERS)
def blind_rounds(reader: Author) -> Select[int]:
    """The ids of the rounds in which `reader` sees nobody's words yet: blind, still open, and
    without a verdict of theirs."""
    mine, its = aliased(ReviewerRow), aliased(RoundRow)
    return (
        select(its.id)
        .join(mine, mine.round_id == its.id)
        .where(
            its.is_blind,
            its.closed_at.is_(None),
            mine.removed_at.is_(None),
            _is(mine.user_id, mine.guest_link_id, reader),
            ~exists().where(VerdictRow.reviewer_id == mine.id),
        )
    )


def is_blind(session: Session, reader: Author) -> bool:
    """Whether there is anything that `reader` may not see yet."""
    return session.scalar(blind_rounds(reader).limit(1)) is not None


@lru_cache(_READERS)
def shows_thread(reader: Author) -> ColumnElement[bool]:
    """Whether a row of `ThreadRow`, a comment or a suggestion, may be shown to `reader`."""
    theirs = aliased(ReviewerRow)
    answered = (
        select(AnswerRow.thread_id)
        .join(theirs, theirs.id == AnswerRow.reviewer_id)
        .where(
            _is_hidden(theirs, reader),
            AnswerRow.thread_id.is_not(None),
        )
    )
    said = _by_another(
        reader,
        ThreadRow.author_id,
        ThreadRow.guest_id,
        and_(
            RoundRow.document_id == ThreadRow.document_id,
            ReviewerRow.asked_at <= ThreadRow.created_at,
        ),
    )
    return ~or_(said, ThreadRow.id.in_(answered))


@lru_cache(_READERS)
def shows_comment(reader: Author) -> ColumnElement[bool]:
    """Whether a row of `CommentRow`, joined with its `ThreadRow`, may be shown to `reader`."""
    return ~_by_another(
        reader,
        CommentRow.author_id,
        CommentRow.guest_id,
        and_(
            RoundRow.document_id == ThreadRow.document_id,
            ReviewerRow.asked_at <= CommentRow.at,
        ),
    )


@lru_cache(_READERS)
def shows_line(reader: Author) -> ColumnElement[bool]:
    """Whether a row of `ActivityRow` may be shown to `reader`: not that others have judged, nor
    what became of their suggestions, nor of a guest's or a former colleague's."""
    judged = and_(
        ActivityRow.kind.in_([Activity.VERDICT, Activity.VERSION_SHOWN]),
        ActivityRow.round_id.is_not(None),
        ActivityRow.round_id.in_(blind_rounds(reader)),
    )
    person = func.coalesce(ActivityRow.facts["person"].as_integer(), 0)
    theirs = (
        select(ReviewerRow.id)
        .join(RoundRow, RoundRow.id == ReviewerRow.round_id)
        .where(
            _is_hidden(ReviewerRow, reader),
            RoundRow.document_id == ActivityRow.document_id,
            ReviewerRow.asked_at <= ActivityRow.at,
            or_(person == 0, ReviewerRow.user_id == person),
        )
        .correlate(ActivityRow)
    )
    suggested = and_(
        ActivityRow.kind.in_([Activity.SUGGESTION_ACCEPTED, Activity.SUGGESTION_REJECTED]),
        exists(theirs),
    )
    return ~or_(judged, suggested)


def _by_another(
    reader: Author,
    author_id: InstrumentedAttribute[int | None],
    guest_id: InstrumentedAttribute[int | None],
    is_since: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Whether one who is asked in a blind round, other than `reader`, wrote a row."""
    came = select(Guest.id).where(Guest.link_id == ReviewerRow.guest_link_id)
    return exists(
        select(ReviewerRow.id)
        .join(RoundRow, RoundRow.id == ReviewerRow.round_id)
        .where(
            _is_hidden(ReviewerRow, reader),
            or_(ReviewerRow.user_id == author_id, guest_id.in_(came)),
            is_since,
        )
        .correlate(ThreadRow, CommentRow)
    )


def _is_hidden(reviewer: type[ReviewerRow], reader: Author) -> ColumnElement[bool]:
    """Whether a reviewer is another than `reader`, in a round that is blind to them."""
    is_reader = _is(reviewer.user_id, reviewer.guest_link_id, reader)
    return and_(reviewer.round_id.in_(blind_rounds(reader)), ~is_reader)


def _is(
    user_id: InstrumentedAttribute[int | None],
    guest_link_id: InstrumentedAttribute[int | None],
    reader: Author,
) -> ColumnElement[bool]:
    """Whether a reviewer is `reader`; never NULL."""
    if reader.user_id is not None:
        return user_id.is_not_distinct_from(reader.user_id)
    if reader.guest_id is None:
        return false()
    link = select(Guest.link_id).where(Guest.id == reader.guest_id).scalar_subquery()
    return guest_link_id.is_not_distinct_from(link)
