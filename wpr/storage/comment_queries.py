"""Queries about comments: the threads of a document, what was said in them, and by whom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select, true, union
from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.discussion import State
from wpr.storage.blindness import shows_comment, shows_thread
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import TextRow
from wpr.storage.guests import Guest


class Standing(NamedTuple):
    """Where a thread stands, counted from the beginning of its text: what it takes to put thousands
    of them in order."""

    id: int
    text_id: int | None
    question_id: int | None
    start: int | None
    end: int | None


class TextSlot(NamedTuple):
    """What a text is to its document, without its content."""

    id: int
    slot: str
    name: str


# Asked at every key: put together once.
_HAS_THREADS: Final = select(exists().where(ThreadRow.text_id == bindparam("text_id")))


def has_threads(session: Session, text_id: int) -> bool:
    """Whether anything was ever said about a text, or proposed for it."""
    return bool(session.scalar(_HAS_THREADS, {"text_id": text_id}))


def must_answer_open(
    session: Session, document_id: int, reader: Author | None = None
) -> list[tuple[int, str]]:
    """The threads that must be answered before the decision and are not resolved, by id, each with
    what was said first in it; with `reader` those that they may be shown."""
    first = (
        select(CommentRow.body)
        .where(CommentRow.thread_id == ThreadRow.id, CommentRow.removed_at.is_(None))
        .order_by(CommentRow.id)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ThreadRow.id, func.coalesce(first, ThreadRow.quote, ""))
        .where(
            ThreadRow.document_id == document_id,
            ThreadRow.must_answer,
            ThreadRow.resolved_at.is_(None),
            ThreadRow.removed_at.is_(None),
        )
        .where(shows_thread(reader) if reader else true())
        .order_by(ThreadRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def thread_by_id(session: Session, document_id: int, thread_id: int) -> ThreadRow | None:
    """A thread of this document; None for one of another, or of none."""
    return session.scalars(
        select(ThreadRow).where(ThreadRow.id == thread_id, ThreadRow.document_id == document_id)
    ).one_or_none()


def threads_by_id(session: Session, thread_ids: Collection[int]) -> Sequence[ThreadRow]:
    """These threads, in no order."""
    return session.scalars(select(ThreadRow).where(ThreadRow.id.in_(thread_ids))).all()


def is_shown(session: Session, thread_id: int, reader: Author) -> bool:
    """Whether a thread may be shown to `reader`: nobody else's of a round they are blind in."""
    shown = select(ThreadRow.id).where(ThreadRow.id == thread_id, shows_thread(reader))
    return session.scalar(shown) is not None


def comments_of(
    session: Session, thread_ids: Collection[int], reader: Author | None = None
) -> dict[int, list[CommentRow]]:
    """What was said in each thread, the first first; removed comments are there too. With `reader`
    only what may be shown to them."""
    said: defaultdict[int, list[CommentRow]] = defaultdict(list)
    query = select(CommentRow).where(CommentRow.thread_id.in_(thread_ids)).order_by(CommentRow.id)
    if reader is not None:
        query = query.join(ThreadRow, ThreadRow.id == CommentRow.thread_id)
        query = query.where(shows_comment(reader))
    for row in session.scalars(query):
        said[row.thread_id].append(row)
    return said


def comment_by_key(session: Session, key: str) -> CommentRow | None:
    """The comment that came by a form of this key."""
    return session.scalar(select(CommentRow).where(CommentRow.key == key))


def comment_with_thread(
    session: Session, document_id: int, comment_id: int
) -> tuple[CommentRow, ThreadRow] | None:
    """A comment of this document and its thread; None for one of another, or of none."""
    found = session.execute(
        select(CommentRow, ThreadRow)
        .join(ThreadRow, ThreadRow.id == CommentRow.thread_id)
        .where(CommentRow.id == comment_id, ThreadRow.document_id == document_id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def count_open(session: Session, document_id: int, reader: Author) -> int:
    """How many threads of a document are not resolved, of those that `reader` may be shown."""
    return (
        session.scalar(
            select(func.count())
            .select_from(ThreadRow)
            .where(ThreadRow.document_id == document_id, *_in(State.OPEN), shows_thread(reader))
        )
        or 0
    )


def standings_of(
    session: Session,
    document_id: int,
    state: State,
    person: Author | None = None,
    *,
    reader: Author,
    must_answer: bool = False,
    passages_only: bool = False,
) -> list[Standing]:
    """The threads of a document that `reader` may be shown: in a state; those a person began or
    wrote in; those that must be answered; comments that stand on a passage."""
    start, end = (
        case((column < 0, column + TextRow.size), else_=column)
        for column in (ThreadRow.start, ThreadRow.end)
    )
    query = (
        select(ThreadRow.id, ThreadRow.text_id, ThreadRow.question_id, start, end)
        .join_from(ThreadRow, TextRow, TextRow.id == ThreadRow.text_id, isouter=True)
        .where(ThreadRow.document_id == document_id, *_in(state), shows_thread(reader))
    )
    if person is not None:
        query = query.where(_by(person))
    if must_answer:
        query = query.where(ThreadRow.must_answer)
    if passages_only:
        query = query.where(ThreadRow.start.is_not(None), ThreadRow.proposal.is_(None))
    return [Standing(*row) for row in session.execute(query)]


def from_start(position: int, size: int) -> int:
    """A position in a text of this size, counted from its beginning, as a row may have it."""
    return position + size if position < 0 else position


def writers_of(session: Session, thread: ThreadRow) -> set[int]:
    """The people with an account who began a thread or wrote in it."""
    wrote = session.scalars(
        select(CommentRow.author_id).where(
            CommentRow.thread_id == thread.id, CommentRow.removed_at.is_(None)
        )
    )
    return {one for one in (thread.author_id, *wrote) if one is not None}


def writers_in(session: Session, document_id: int, reader: Author) -> list[Author]:
    """Everybody who wrote in a thread of a document, or suggested something, each once; of what
    `reader` may be shown."""
    wrote = (
        select(CommentRow.author_id, CommentRow.guest_id)
        .join(ThreadRow, ThreadRow.id == CommentRow.thread_id)
        .where(ThreadRow.document_id == document_id, CommentRow.removed_at.is_(None))
        .where(shows_thread(reader), shows_comment(reader))
    )
    suggested = select(ThreadRow.author_id, ThreadRow.guest_id).where(
        ThreadRow.document_id == document_id,
        ThreadRow.proposal.is_not(None),
        ThreadRow.removed_at.is_(None),
        shows_thread(reader),
    )
    return [Author(*row) for row in session.execute(union(wrote, suggested))]


def guest_names_of(session: Session, guest_ids: Collection[int]) -> dict[int, str]:
    """The names that guests gave, by id."""
    if not guest_ids:
        return {}
    rows = session.execute(select(Guest.id, Guest.name).where(Guest.id.in_(guest_ids)))
    return {row.id: row.name for row in rows}


def slots_of(session: Session, document_id: int) -> list[TextSlot]:
    """Every text of a document."""
    rows = session.execute(
        select(TextRow.id, TextRow.slot, TextRow.name)
        .where(TextRow.document_id == document_id)
        .order_by(TextRow.id)
    )
    return [TextSlot(*row) for row in rows]


def contents_of(session: Session, text_ids: Collection[int]) -> dict[int, str]:
    """What these texts say, by id."""
    if not text_ids:
        return {}
    rows = session.execute(select(TextRow.id, TextRow.content).where(TextRow.id.in_(text_ids)))
    return {row.id: row.content for row in rows}


def text_versions_of(session: Session, document_id: int) -> dict[int, int]:
    """The version of every text of a document, by its id."""
    rows = session.execute(
        select(TextRow.id, TextRow.version).where(TextRow.document_id == document_id)
    )
    return {row.id: row.version for row in rows}


def _in(state: State) -> list[ColumnElement[bool]]:
    there = ThreadRow.removed_at.is_(None)
    if state is State.OPEN:
        return [there, ThreadRow.resolved_at.is_(None)]
    if state is State.RESOLVED:
        return [there, ThreadRow.resolved_at.is_not(None)]
    return [there]


def _by(person: Author) -> ColumnElement[bool]:
    wrote = select(CommentRow.thread_id).where(
        CommentRow.author_id == person.user_id
        if person.user_id is not None
        else CommentRow.guest_id == person.guest_id,
        CommentRow.removed_at.is_(None),
    )
    began = (
        ThreadRow.author_id == person.user_id
        if person.user_id is not None
        else ThreadRow.guest_id == person.guest_id
    )
    return or_(began, ThreadRow.id.in_(wrote))
