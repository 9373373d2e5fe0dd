"""Anchoring: comments stay on their passages while the text under them changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from prosemirror.model import Node
from sqlalchemy import null, select, union_all, update
from sqlalchemy.orm import Session

from wpr.prose.anchor import Move, Range, inserted, moved, moves
from wpr.prose.running_text import RunningText
from wpr.services.regaining import Change, find_lost, lose, renew
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.feed import announce

_LEAST_FRESH: Final = 3
"""Characters that must come at once before lost passages are looked for: nobody's single key brings
one back, and typing stays as quick where many are lost."""


class _Held(NamedTuple):
    id: int
    start: int | None
    end: int | None


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
    change = Change(session, document, text, RunningText(old), RunningText(new), fresh)
    rows = {row.id: row for row in _rows(session, [*gone, *touched, *lost])}
    stood = {row.id: (row.text_id, row.is_lost) for row in rows.values()}
    for id_ in touched:
        renew(change, rows[id_], spans[id_][0])
    for id_ in gone:
        lose(change, rows[id_], spans[id_][0])
    for id_ in lost:
        find_lost(change, rows[id_])
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


def _rows(session: Session, ids: Sequence[int]) -> Sequence[ThreadRow]:
    if not ids:
        return []
    return session.scalars(
        select(ThreadRow)
        .where(ThreadRow.id.in_(ids))
        .order_by(ThreadRow.id)
        .execution_options(populate_existing=True)
    ).all()
