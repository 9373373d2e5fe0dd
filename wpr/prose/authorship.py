"""Authorship: who wrote which stretch of a text, followed through its steps.

Stretches are counted in the editor's positions: a character counts as JavaScript counts it, and
where a paragraph, list or item begins and ends counts one. So the runs of a text cover it exactly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from wpr.prose.schema import schema

MOMENT_S: Final = 600
"""Times are kept to ten minutes, so that what somebody types in a while is one run."""


class Run(NamedTuple):
    """`length` positions in a row by one author; None is somebody who is not known any more.
    `at` counts seconds since 1970."""

    length: int
    author_id: int | None
    at: int


class Made(NamedTuple):
    """A step as JSON, who made it and when."""

    step: Mapping[str, Any]
    author_id: int | None
    at: float


class Change(NamedTuple):
    """`removed` positions from `start` on gave way to `inserted` ones."""

    start: int
    removed: int
    inserted: int


def moment(at: float) -> int:
    """A time as runs keep it."""
    return int(at // MOMENT_S) * MOMENT_S


def followed(runs: Sequence[Run], steps: Iterable[Made]) -> list[Run]:
    """The runs after the steps, in order. What a step puts in is its author's; what it takes out is
    gone, and what it formats stays whose it was."""
    after = list(runs)
    for step, author_id, at in steps:
        for start, removed, inserted in reversed(list(changes_of(step))):
            _splice(after, start, removed, Run(inserted, author_id, moment(at)))
    return after


def changes_of(step: Mapping[str, Any]) -> Iterator[Change]:
    """What a step, one that was applied, does to positions; nothing for one that only formats.

    Read from its JSON: building the step takes the library twenty times as long.
    """
    match step:
        case {"stepType": "replace", "from": start, "to": end}:
            yield Change(start, end - start, _size_of_slice(step))
        case {"stepType": "replaceAround", "from": start, "to": end, "insert": insert}:
            gap_start, gap_end = step["gapFrom"], step["gapTo"]
            yield Change(start, gap_start - start, insert)
            yield Change(gap_end, end - gap_end, _size_of_slice(step) - insert)


def size_of(node: Mapping[str, Any]) -> int:
    """The positions that a node takes, from its JSON."""
    if node["type"] == "text":
        text: str = node["text"]
        return len(text) + sum(character > "\uffff" for character in text)
    if schema.nodes[node["type"]].is_leaf:
        return 1
    return 2 + sum(map(size_of, node.get("content", ())))


def _size_of_slice(step: Mapping[str, Any]) -> int:
    part = step.get("slice") or {}
    whole = sum(map(size_of, part.get("content", ())))
    return whole - int(part.get("openStart", 0)) - int(part.get("openEnd", 0))


def _splice(runs: list[Run], start: int, removed: int, new: Run) -> None:
    first, before = _find(runs, 0, start)
    last, after = _find(runs, first, before + removed)
    nearest = max(first - 1, 0)  # may be joined with what comes
    pieces = runs[nearest:first]
    if before:
        pieces.append(runs[first]._replace(length=before))
    pieces.append(new)
    if last < len(runs):
        pieces.append(runs[last]._replace(length=runs[last].length - after))
    runs[nearest : last + 1] = _joined(pieces)


def _find(runs: Sequence[Run], index: int, room: int) -> tuple[int, int]:
    """The run that holds the position `room` after the start of `runs[index]`, and how much of it
    comes before that position."""
    while index < len(runs) and runs[index].length <= room:
        room -= runs[index].length
        index += 1
    return index, room


def _joined(pieces: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for piece in pieces:
        if joined and joined[-1][1:] == piece[1:]:
            joined[-1] = piece._replace(length=joined[-1].length + piece.length)
        elif piece.length:
            joined.append(piece)
    return joined
