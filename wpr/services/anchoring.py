"""Anchoring: comments stay on their passages while the text under them changes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from prosemirror.model import Node
from sqlalchemy import Table, and_, bindparam, case, or_, select, union_all, update
from sqlalchemy.orm import Session

from wpr.prose.anchor import Move, Range, inserted, moved, moves, reach
from wpr.prose.running_text import RunningText
from wpr.services.regaining import Change, find_lost, lose, renew
from wpr.storage.comment_queries import from_start
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.feed import announce

_LEAST_FRESH: Final = 3
"""Characters that must come at once before lost passages are looked for: nobody's single key brings
one back, and typing stays as quick where many are lost."""


# Put together once: at every key that takes longer than asking the database.
_THREADS: Final = cast("Table", ThreadRow.__table__)
_HERE: Final = and_(
    _THREADS.c.text_id == bindparam("text"),
    _THREADS.c.place == "passage",
)
_SIZE: Final = case((_THREADS.c.start < 0, bindparam("size")), else_=-bindparam("size"))
_TURN: Final = (
    update(_THREADS)
    .where(
        _HERE,
        or_(_THREADS.c.start > bindparam("last"), _THREADS.c.end < bindparam("first_from_end")),
    )
    .values(start=_THREADS.c.start + _SIZE, end=_THREADS.c.end + _SIZE)
)
"""Counts every passage behind a change from the end of the text, and every one before it from the
beginning: then they are right after it too, and no row is written while somebody goes on typing at
one place, however many comments stand behind it."""

_HELD: Final = select(_THREADS.c.id, _THREADS.c.start, _THREADS.c.end).where(_HERE)
_CONCERNED: Final = union_all(
    _HELD.where(_THREADS.c.end >= bindparam("first")),
    _HELD.where(_THREADS.c.start <= bindparam("last_from_end")),
)
"""The threads on passages of a text that come to harm or into question, once all the others are
turned away from the change."""


class _Held(NamedTuple):
    """A thread that these steps may touch, and the positions in its row, which may be negative."""

    id: int
    start: int
    end: int


def follow(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    old: Node,
    new: Node,
    steps: Sequence[dict[str, Any]],
    now: datetime,
    *,
    is_held: bool,
) -> None:
    """Take the threads on a text along when steps make `new` of `old`; `is_held` when it has any.

    Those whose passage goes are lost, unless its words stand elsewhere in the document by now; lost
    ones whose words come with these steps are found again. Open pages hear of both.
    """
    ways = moves(steps)
    if not ways:
        return
    held = _concerned(session, text.id, ways, old.content.size) if is_held else []
    fresh = inserted(ways)
    enough = sum(map(_length, fresh)) >= _LEAST_FRESH
    lost = _recalled(session, document.id, new) if enough else []
    spans = _carried(session, held, ways, old, new)
    gone = [id_ for id_, (_, span) in spans.items() if span is None]
    touched = {
        id_: span
        for id_, (before, span) in spans.items()
        if span and (_length(span) < _length(before) or _touches(span, fresh))
    }
    if not (gone or touched or lost):
        return
    change = Change(session, document, text, RunningText(old), RunningText(new), fresh)
    rows = {row.id: row for row in _rows(session, [*gone, *touched, *lost])}
    stood = {row.id: (row.text_id, row.is_lost) for row in rows.values()}
    for id_, span in touched.items():
        renew(change, rows[id_], spans[id_][0], span)
    for id_ in gone:
        lose(change, rows[id_], spans[id_][0])
    for id_ in lost:
        find_lost(change, rows[id_])
    if any((row.text_id, row.is_lost) != stood[row.id] for row in rows.values()):
        announce(session, document, {"kind": "changed", "what": "comments"}, now)


def _concerned(session: Session, text_id: int, ways: Sequence[Move], size: int) -> list[_Held]:
    """The threads that these ways may touch, once the others are turned away from them."""
    first, last = reach(ways, size)
    place = {"text": text_id, "first": first, "last": last}
    session.execute(_TURN, place | {"size": size, "first_from_end": first - size})
    concerned = session.execute(_CONCERNED, place | {"last_from_end": last - size})
    return [_Held(*row) for row in concerned]


def _recalled(session: Session, document_id: int, new: Node) -> list[int]:
    """The lost threads of the document whose words stand in the text now; whether they are the
    same words is looked into afterwards."""
    rows = session.execute(
        select(ThreadRow.id, ThreadRow.quote, ThreadRow.last_seen).where(
            ThreadRow.document_id == document_id, ThreadRow.is_lost.is_(True)
        )
    ).all()
    text = RunningText(new).text if rows else ""
    return [id_ for id_, *words in rows if any(one and one in text for one in words)]


def _carried(
    session: Session, held: Sequence[_Held], ways: Sequence[Move], old: Node, new: Node
) -> dict[int, tuple[Range, Range | None]]:
    """Where each passage was and is now, None where nothing is left of it. Rows that are no longer
    right are written, all that go equally far at once."""
    sizes = old.content.size, new.content.size
    spans: dict[int, tuple[Range, Range | None]] = {}
    groups: defaultdict[Range, list[int]] = defaultdict(list)
    for id_, start, end in held:
        before = from_start(start, sizes[0]), from_start(end, sizes[0])
        after = moved(ways, *before)
        spans[id_] = before, after
        if after is None:
            continue
        from_end = after[0] - sizes[1], after[1] - sizes[1]
        if (start, end) not in (after, from_end):
            is_behind = from_end == (before[0] - sizes[0], before[1] - sizes[0])
            kept = from_end if is_behind else after
            groups[kept[0] - start, kept[1] - end].append(id_)
    for (by_start, by_end), ids in groups.items():
        session.execute(
            update(ThreadRow)
            .where(ThreadRow.id.in_(ids))
            .values(start=ThreadRow.start + by_start, end=ThreadRow.end + by_end)
            .execution_options(synchronize_session=False)
        )
    return spans


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
