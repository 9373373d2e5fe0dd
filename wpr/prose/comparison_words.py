"""Two paragraphs word by word: what stayed, came, went or only changes its formatting."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Final

from wpr.prose.alignment import Change, changes
from wpr.prose.comparison_line import Run

END: Final = "\x1e"
"""Stands between two paragraphs that are compared as one; texts never hold this character."""

LITTLE: Final = 0.35
"""The share of the characters kept below which the paragraph is shown as written anew."""

SHORT: Final = 4
"""Characters between two changes that are read as one change."""

_TOKEN: Final = re.compile(
    r"\w[\w\u0300-\u036f]*(?:[-.,:/@'’]\w[\w\u0300-\u036f]*)*"  # 14.50, it-avdelningen, kl.10
    rf"|[\n{END}]|[^\S\n{END}]+"
    r"|[\U0001f1e6-\U0001f1ff]{2}"  # flags
    r"|[^\w\s](?:[\u0300-\u036f\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])*"  # joined signs
)
_STOPS: Final = frozenset(".!?…:")
_BORDERS: Final = _STOPS | {"\n", END}


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


def pieces(old: Sequence[Run], new: Sequence[Run]) -> tuple[Piece, ...]:
    """The pieces of both, in order: those with old runs are `old`, those with new runs `new`.

    Of what is exchanged the old comes first. Texts with little in common are two pieces.
    """
    if tuple(old) == tuple(new):
        return (Piece(Fate.SAME, tuple(old), tuple(new)),)
    ours, theirs = _tokens(old), _tokens(new)
    found = _readable(changes(ours, theirs), ours, theirs)
    sizes = [list(accumulate(map(len, tokens), initial=0)) for tokens in (ours, theirs)]
    if _kept(found, ours) < LITTLE * min(_letters(ours), _letters(theirs)):
        found = [Change(0, len(ours), 0, len(theirs))]
    return tuple(_cut(found, old, new, *sizes))


def whole(fate: Fate, runs: Sequence[Run]) -> tuple[Piece, ...]:
    """A paragraph that came or went as a whole."""
    own = tuple(runs)
    return (Piece(fate, () if fate is Fate.ADDED else own, () if fate is Fate.REMOVED else own),)


def _tokens(runs: Sequence[Run]) -> list[str]:
    return _TOKEN.findall("".join(run.text for run in runs))


def _readable(found: list[Change], ours: list[str], theirs: list[str]) -> list[Change]:
    """The same changes as somebody would tell them: few, and at the borders of words."""
    merged: list[Change] = []
    for change in found:
        merged.append(change)
        while len(merged) > 1 and _is_one(merged[-2], merged[-1], ours, theirs):
            last = merged.pop()
            merged[-1] = merged[-1]._replace(old_end=last.old_end, new_end=last.new_end)
    return list(_slid(merged, ours, theirs))


def _is_one(before: Change, after: Change, ours: list[str], theirs: list[str]) -> bool:
    """Whether so little stands between two changes that they read better as one."""
    between = ours[before.old_end : after.old_start]
    if any(token in _BORDERS for token in between):
        return False
    kept = _letters(between)
    if not kept:
        removes = [change.old_start < change.old_end for change in (before, after)]
        adds = [change.new_start < change.new_end for change in (before, after)]
        return any(removes) and any(adds)
    least = min(
        max(
            _letters(ours[change.old_start : change.old_end]),
            _letters(theirs[change.new_start : change.new_end]),
        )
        for change in (before, after)
    )
    return kept <= min(SHORT, least) or 2 * kept <= least


def _letters(tokens: Sequence[str]) -> int:
    """How many letters and digits there are, roughly: those of the words."""
    return sum(len(token) for token in tokens if token[0].isalnum())


def _is_exchange(change: Change) -> bool:
    return change.old_start < change.old_end and change.new_start < change.new_end


def _slid(found: list[Change], ours: list[str], theirs: list[str]) -> Iterator[Change]:
    """What only came or only went may often be told in several ways ("a [b a] c", "a b [a c]"...):
    choose the one whose borders are those of sentences, else of words."""
    least = 0
    for number, change in enumerate(found):
        a, b, c, d = change
        most = (found[number + 1].old_start if number + 1 < len(found) else len(ours)) - b
        if not _is_exchange(change):
            tokens, start, end = (theirs, c, d) if a == b else (ours, a, b)
            by = _best_slide(tokens, start, end, a - least, most)
            a, b, c, d = a + by, b + by, c + by, d + by
        least = b
        yield Change(a, b, c, d)


def _best_slide(tokens: list[str], start: int, end: int, left: int, right: int) -> int:
    """How far to move a stretch, at most so many tokens to the left or right: the best border."""
    first = 0
    while first < left and tokens[start - first - 1] == tokens[end - first - 1]:
        first += 1
    last = 0
    while last < right and tokens[start + last] == tokens[end + last]:
        last += 1
    places = range(-first, last + 1)
    return max(
        places, key=lambda by: (_border(tokens, start + by) + _border(tokens, end + by), -abs(by))
    )


def _border(tokens: list[str], at: int) -> int:
    """How good a place this is to begin or end a change."""
    if at in (0, len(tokens)) or END in tokens[at - 1 : at + 1]:
        return 6
    if "\n" in tokens[at - 1 : at + 1]:
        return 5
    if tokens[at - 1].isspace():
        return 4 if at > 1 and tokens[at - 2] in _STOPS else 3
    return 2 if tokens[at].isspace() else 0


def _kept(found: list[Change], ours: list[str]) -> int:
    """How many letters and digits stand outside the changes."""
    return _letters(ours) - sum(_letters(ours[one.old_start : one.old_end]) for one in found)


def _cut(
    found: list[Change],
    old: Sequence[Run],
    new: Sequence[Run],
    our_places: list[int],
    their_places: list[int],
) -> Iterator[Piece]:
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
