"""Tracking: suggestions keep their place while the text around them changes.

Unlike a comment, a suggestion is never looked for elsewhere: it is about these words at this place,
and when they are others it can no longer be accepted.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from wpr.prose.anchor import Move, Range, moves
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import TextRow

# Asked at every key: put together once.
_THREADS: Final = cast("Table", ThreadRow.__table__)
_HELD: Final = select(_THREADS.c.id, _THREADS.c.start, _THREADS.c.end, _THREADS.c.quote).where(
    _THREADS.c.text_id == bindparam("text"),
    _THREADS.c.place == "suggestion",
    _THREADS.c.start.is_not(None),
)


def follow(session: Session, text: TextRow, steps: Sequence[dict[str, Any]]) -> None:
    """Take the suggestions on a text along when these steps change it. What is typed at the edge of
    a passage stays outside it; an insertion whose surroundings are replaced is lost."""
    held = session.execute(_HELD, {"text": text.id}).all()
    ways = moves(steps) if held else []
    if not ways:
        return
    shifts: defaultdict[Range, list[int]] = defaultdict(list)
    lost = []
    for id_, start, end, quote in held:
        if start is None or end is None:
            continue
        span = moved(ways, start, end, is_insertion=start == end and not quote)
        if span is None:
            lost.append(id_)
        elif span != (start, end):
            shifts[span[0] - start, span[1] - end].append(id_)
    for (by_start, by_end), ids in shifts.items():
        session.execute(
            update(ThreadRow)
            .where(ThreadRow.id.in_(ids))
            .values(start=ThreadRow.start + by_start, end=ThreadRow.end + by_end)
        )
    if lost:
        gone = update(ThreadRow).where(ThreadRow.id.in_(lost))
        session.execute(gone.values(start=None, end=None))


def moved(
    ways: Sequence[Move], start: int, end: int, *, is_insertion: bool = False
) -> Range | None:
    """Where a passage is after its text has changed, empty when nothing is left of it; None for an
    insertion whose surroundings are gone."""
    for way in ways:
        if start > way.last:
            start, end = start + way.shift, end + way.shift
        elif end >= way.first and start == end:
            place = way.map.map_result(start, -1)
            if is_insertion and place.deleted_across:
                return None
            start = end = place.pos
        elif end >= way.first:
            start = way.map.map(start, 1)
            end = max(start, way.map.map(end, -1))
    return start, end
