"""An anchor: the passage that something is said about, taken along by every step.

Typing around a passage moves it and typing at its edges stays outside. What is written over a
whole passage in one go takes its place. When nothing is left, the words that were there and what
stood around them help to recognise the passage if it comes back (see recognition).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from prosemirror.model import Node
from prosemirror.transform import Step, StepMap

from wpr.prose import mark_set
from wpr.prose.running_text import RunningText
from wpr.prose.schema import schema

CONTEXT: Final = 32
"""Characters kept on either side of a passage."""

_REWRITTEN: Final = 3
"""One that is written over by less than a third of its length is gone: somebody begins anew, and
the first letters are not what the comment was about."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage between two positions, its words, and up to 32 characters on either side."""

    start: int
    end: int
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """How positions move through one step: nothing does before `first`, all by `shift` after
    `last`."""

    map: StepMap
    first: int
    last: int
    shift: int


def at_offsets(doc: Node, start: int, end: int) -> Anchor:
    """The anchor of what stands between two positions, without the space at either end.

    Raises ValueError when they are outside the text or have no words between them.
    """
    if not 0 <= start < end <= doc.content.size:
        raise ValueError("not a place in the text")
    running = RunningText(doc)
    a, b = running.offset(start), running.offset(end)
    words = running.text[a:b]
    quote = words.strip()
    if not quote:
        raise ValueError("no words are there")
    a += len(words) - len(words.lstrip())
    return seen(running, *running.span(a, a + len(quote)))


def seen(running: RunningText, start: int, end: int) -> Anchor:
    """What stands between two positions of a text, and around it."""
    a, b = running.offset(start), running.offset(end)
    text = running.text
    around = text[max(0, a - CONTEXT) : a], text[b : b + CONTEXT]
    return Anchor(start, end, text[a:b], *around)


def moves(steps: Iterable[dict[str, Any]]) -> list[Move]:
    """The moves of steps that have been applied; steps that move nothing are left out."""
    maps = [
        Step.from_json(schema, step).get_map()
        for step in steps
        if step["stepType"] != mark_set.KIND
    ]
    return [_move(one) for one in maps if one.ranges]


def reach(moves: Iterable[Move], size: int) -> Range:
    """What moves may touch in a text of this size: what ends before keeps its distance from the
    beginning of the text, and what begins behind keeps its distance from the end."""
    first, last, shifted = size, 0, 0
    for move in moves:
        first, last = min(first, move.first), max(last, move.last - shifted)
        shifted += move.shift
    return first, last


def moved(moves: Iterable[Move], start: int, end: int) -> Range | None:
    """A passage after its text has changed; None when nothing is left of it."""
    for move in moves:
        if start > move.last:
            start, end = start + move.shift, end + move.shift
        elif end >= move.first:
            if _is_rewritten(move.map, start, end):
                return None
            start, end = move.map.map(start, 1), move.map.map(end, -1)
            if start >= end:
                return None
    return start, end


def inserted(moves: Sequence[Move]) -> list[Range]:
    """Where in the newest text there is something that the steps have put there."""
    ranges: list[Range] = []
    for move in moves:
        ranges = [(move.map.map(a, -1), move.map.map(b, 1)) for a, b in ranges]
        ranges += _made(move.map)
    return [(a, b) for a, b in ranges if a < b]


def _move(one: StepMap) -> Move:
    """A map holds three numbers for each place: where, how much was there, how much is now."""
    places = list(zip(one.ranges[::3], one.ranges[1::3], one.ranges[2::3], strict=True))
    last, old, _ = places[-1]
    shift = sum(new - old for _, old, new in places)
    return Move(one, places[0][0], last + old, shift)


def _made(one: StepMap) -> list[Range]:
    ranges: list[Range] = []
    one.for_each(lambda _from, _to, a, b: ranges.append((a, b)))
    return ranges


def _is_rewritten(one: StepMap, start: int, end: int) -> bool:
    return any(
        place <= start and end <= place + old and new * _REWRITTEN < end - start
        for place, old, new in zip(one.ranges[::3], one.ranges[1::3], one.ranges[2::3], strict=True)
    )
