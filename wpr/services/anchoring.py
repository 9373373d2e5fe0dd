"""Anchoring: comments stay on their passages while the text under them changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from prosemirror.model import Node
from sqlalchemy import null, select, union_all, update
from sqlalchemy.orm import Session

from wpr.prose.anchor import Move, Range, inserted, moved, moves, seen
from wpr.prose.recognition import Memory, find_again, whole_again
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.storage.comments import ThreadRow
from wpr.storage.document_queries import texts_of
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.feed import announce

_LEAST_FRESH: Final = 3
"""Characters that must come at once before lost passages are looked for: nobody's single key brings
one back, and typing stays as quick where many are lost."""


class _Held(NamedTuple):
    id: int
    start: int | None
    end: int | None


@dataclass(frozen=True)
class _Change:
    """What happened to a text: `fresh` is what was put there."""

    session: Session
    document: DocumentRow
    text: TextRow
    old: RunningText
    new: RunningText
    fresh: Sequence[Range]

    @cached_property
    def others(self) -> list[tuple[int, RunningText]]:
        """The other texts of the document, by their ids."""
        return [
            (text.id, RunningText(read(text.content)))
            for text in texts_of(self.session, self.document.id)
            if text.id != self.text.id
        ]


def follow(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    old: Node,
    new: Node,
    steps: Sequence[dict[str, Any]],
    now: datetime,
) -> None:
    """Take the threads on a text along when steps make `new` of `old`.

    Those whose passage goes are lost, unless its words stand elsewhere in the document by now; lost
    ones whose words come with these steps are found again. Open pages hear of both.
    """
    ways = moves(steps)
    if not ways:
        return
    held = [_Held(*row) for row in session.execute(_concerned(document.id, text.id, ways))]
    if len(ways) == 1:
        _shift_after(session, text.id, ways[0])
    if not held:
        return
    lost = [one.id for one in held if one.start is None]
    spans = {
        one.id: ((one.start, one.end), moved(ways, one.start, one.end))
        for one in held
        if one.start is not None and one.end is not None
    }
    _shift(session, spans)
    fresh = inserted(ways)
    gone = [id_ for id_, (_, span) in spans.items() if span is None]
    touched = [
        id_
        for id_, (before, span) in spans.items()
        if span and (_length(span) < _length(before) or _touches(span, fresh))
    ]
    if sum(map(_length, fresh)) < _LEAST_FRESH:
        lost = []
    if not (gone or touched or lost):
        return
    change = _Change(session, document, text, RunningText(old), RunningText(new), fresh)
    rows = {row.id: row for row in _rows(session, [*gone, *touched, *lost])}
    stood = {row.id: (row.text_id, row.is_lost) for row in rows.values()}
    for id_ in touched:
        _renew(change, rows[id_], spans[id_][0])
    for id_ in gone:
        _lose(change, rows[id_], spans[id_][0])
    for id_ in lost:
        _find(change, rows[id_])
    if any((row.text_id, row.is_lost) != stood[row.id] for row in rows.values()):
        announce(session, document, {"kind": "changed", "what": "comments"}, now)


def _concerned(document_id: int, text_id: int, ways: Sequence[Move]) -> Any:
    """The threads on passages of this text that come to harm or into question, and all lost ones
    of the document, without positions. What stands before every change stays; what stands after a
    single one is moved by `_shift_after`."""
    here = select(ThreadRow.id, ThreadRow.start, ThreadRow.end).where(
        ThreadRow.text_id == text_id,
        ThreadRow.place == "passage",
        ThreadRow.end >= min(way.first for way in ways),
    )
    if len(ways) == 1:
        here = here.where(ThreadRow.start <= ways[0].last)
    lost = select(ThreadRow.id, null(), null()).where(
        ThreadRow.document_id == document_id, ThreadRow.is_lost.is_(True)
    )
    return union_all(here, lost)


def _shift_after(session: Session, text_id: int, way: Move) -> None:
    """Move everything behind the one place where the text has changed: most of what typing does."""
    session.execute(
        update(ThreadRow)
        .where(
            ThreadRow.text_id == text_id,
            ThreadRow.place == "passage",
            ThreadRow.start > way.last,
        )
        .values(start=ThreadRow.start + way.shift, end=ThreadRow.end + way.shift)
        .execution_options(synchronize_session=False)
    )


def _shift(session: Session, spans: Mapping[int, tuple[Range, Range | None]]) -> None:
    """Move the other rows, all that go equally far at once."""
    groups: defaultdict[Range, list[int]] = defaultdict(list)
    for id_, (before, after) in spans.items():
        if after and after != before:
            groups[after[0] - before[0], after[1] - before[1]].append(id_)
    for (by_start, by_end), ids in groups.items():
        session.execute(
            update(ThreadRow)
            .where(ThreadRow.id.in_(ids))
            .values(start=ThreadRow.start + by_start, end=ThreadRow.end + by_end)
            .execution_options(synchronize_session=False)
        )


def _length(span: Range) -> int:
    return span[1] - span[0]


def _touches(span: Range, fresh: Sequence[Range]) -> bool:
    return any(a <= span[1] and span[0] <= b for a, b in fresh)


def _renew(change: _Change, row: ThreadRow, before: Range) -> None:
    """A passage that was written in. What had gone from it and came back belongs to it again; where
    all its words are others now, they may have gone elsewhere; without any word it is gone."""
    span = _span(row)
    whole = whole_again(change.new, span, _memories(row))
    if whole:
        row.start, row.end = whole
        return
    words, had = change.new.between(*span), change.old.between(*before)
    if not any(map(str.isalnum, words)):
        _lose(change, row, before)
        return
    if set(words.split()).isdisjoint(had.split()):
        place = _found(change, row)
        if place:
            _put(row, place)
            return
    if any(a < span[1] and span[0] < b for a, b in change.fresh):
        row.last_seen = words


def _lose(change: _Change, row: ThreadRow, before: Range) -> None:
    """A passage of which nothing is left here: keep its words, and look for them elsewhere."""
    there = seen(change.old, *before)
    whole = row.last_seen or row.quote
    # Who deletes letter by letter leaves a single one at last.
    row.last_seen = there.quote if 2 * len(there.quote) >= len(whole) else whole
    row.before, row.after = there.before, there.after
    place = _found(change, row)
    if place:
        _put(row, place)
    else:
        row.is_lost, row.start, row.end = True, None, None


def _find(change: _Change, row: ThreadRow) -> None:
    """A lost passage, whose words may have come with these steps."""
    span = _again(row, change.new, change.fresh)
    if span:
        _put(row, (change.text.id, span))


def _found(change: _Change, row: ThreadRow) -> tuple[int, Range] | None:
    """Where a passage that has just gone stands now: moved within the text, or copied before."""
    for fresh in (change.fresh, None):
        span = _again(row, change.new, fresh)
        if span:
            return change.text.id, span
    for text_id, running in change.others:
        span = _again(row, running, None)
        if span:
            return text_id, span
    return None


def _again(row: ThreadRow, running: RunningText, fresh: Sequence[Range] | None) -> Range | None:
    return find_again(_memories(row), running, fresh)


def _memories(row: ThreadRow) -> list[Memory]:
    """What is known of a passage, the longest words first."""
    first = Memory(row.quote, row.quote_before, row.quote_after)
    last = Memory(row.last_seen, row.before, row.after)
    return sorted((last, first), key=lambda memory: len(memory.quote), reverse=True)


def _put(row: ThreadRow, place: tuple[int, Range]) -> None:
    row.is_lost = False
    row.text_id, (row.start, row.end) = place


def _rows(session: Session, ids: Sequence[int]) -> Sequence[ThreadRow]:
    if not ids:
        return []
    return session.scalars(
        select(ThreadRow)
        .where(ThreadRow.id.in_(ids))
        .order_by(ThreadRow.id)
        .execution_options(populate_existing=True)
    ).all()


def _span(row: ThreadRow) -> Range:
    if row.start is None or row.end is None:
        raise ValueError("a lost thread stands nowhere")
    return row.start, row.end
