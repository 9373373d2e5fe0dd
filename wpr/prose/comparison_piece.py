"""A piece: words of a paragraph with one fate. Runs are cut into pieces where words changed."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final

from wpr.prose.alignment import Change
from wpr.prose.comparison_line import Run

END: Final = "\x1e"
"""Stands between two paragraphs that are compared as one; texts never hold this character."""


class Fate(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    FORMATTED = "formatted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one fate: as they were and as they are (no runs where they were or are not)."""

    fate: Fate
    old: tuple[Run, ...]
    new: tuple[Run, ...]


def whole(fate: Fate, runs: Sequence[Run]) -> tuple[Piece, ...]:
    """A paragraph that came or went as a whole."""
    own = tuple(runs)
    return (Piece(fate, () if fate is Fate.ADDED else own, () if fate is Fate.REMOVED else own),)


def cut(
    found: list[Change],
    old: Sequence[Run],
    new: Sequence[Run],
    our_places: list[int],
    their_places: list[int],
) -> Iterator[Piece]:
    """The runs of both cut at the changes, which count tokens; the places are those where the
    tokens begin, with the end of the last."""
    ours, theirs = _Cutter(old), _Cutter(new)
    a = 0
    for change in [*found, Change(len(our_places) - 1, len(our_places) - 1, 0, 0)]:
        kept = our_places[change.old_start] - our_places[a]
        yield from _kept_pieces(ours.take(kept), theirs.take(kept))
        went = ours.take(our_places[change.old_end] - our_places[change.old_start])
        came = theirs.take(their_places[change.new_end] - their_places[change.new_start])
        if went:
            yield Piece(Fate.REMOVED, went, ())
        if came:
            yield Piece(Fate.ADDED, (), came)
        a = change.old_end


def _kept_pieces(old: tuple[Run, ...], new: tuple[Run, ...]) -> Iterator[Piece]:
    """The same characters: pieces with the same marks, and those with others."""
    if old == new:
        if old:
            yield Piece(Fate.SAME, old, new)
        return
    ours, theirs = _Cutter(old), _Cutter(new)
    ends = sorted({*accumulate(len(run.text) for run in old), *_ends(new)})
    done, pending = 0, Piece(Fate.SAME, (), ())
    for end in ends:
        was, now = ours.take(end - done), theirs.take(end - done)
        done = end
        fate = Fate.SAME if was == now else Fate.FORMATTED
        if fate is pending.fate and (fate is Fate.SAME or _alike(pending, was, now)):
            pending = Piece(fate, pending.old + was, pending.new + now)
            continue
        if pending.old:
            yield pending
        pending = Piece(fate, was, now)
    yield pending


def _ends(runs: Sequence[Run]) -> Iterator[int]:
    return accumulate(len(run.text) for run in runs)


def _alike(piece: Piece, was: tuple[Run, ...], now: tuple[Run, ...]) -> bool:
    """Whether the marks changed in the same way as those before."""
    before = set(piece.old[-1].marks), set(piece.new[-1].marks)
    here = set(was[0].marks), set(now[0].marks)
    return before[1] - before[0] == here[1] - here[0] and before[0] - before[1] == here[0] - here[1]


class _Cutter:
    """Runs, handed out so many characters at a time."""

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._ends = list(_ends(runs))
        self._done = 0

    def take(self, size: int) -> tuple[Run, ...]:
        """The next `size` characters."""
        start, end = self._done, self._done + size
        self._done = end
        taken = []
        at = bisect_right(self._ends, start)
        while start < end:
            run = self._runs[at]
            stop = min(end, self._ends[at])
            first = self._ends[at] - len(run.text)
            taken.append(Run(run.text[start - first : stop - first], run.marks))
            start = stop
            at += 1
        return tuple(taken)
