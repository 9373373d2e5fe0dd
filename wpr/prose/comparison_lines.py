"""Which lines of two texts are the same line: unchanged, edited, split, joined or moved.

All texts of a document are looked at together, so that a paragraph that left one text and stands
in another is recognised.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final

from wpr.prose.alignment import Change, changes, heaviest
from wpr.prose.comparison_alignment import Alignment, Match
from wpr.prose.comparison_line import Line
from wpr.prose.comparison_moves import moves, number_moves

ALIKE: Final = 0.4
"""The share of letters in common from which two lines at the same place are one line, edited."""

PART: Final = 0.6
"""How much of a line must stand in another that it was split from or joined with."""

MOST_PAIRS: Final = 2_500
"""How many pairs of lines are compared between two unchanged ones: 50 with 50, some 40 ms."""


def align(pairs: Sequence[tuple[Sequence[Line], Sequence[Line]]]) -> list[Alignment]:
    """The alignment of each pair of texts. Moves are numbered from 1, in the order of where the
    lines stand now; neighbours that moved together are one move."""
    found = [Alignment(old, new, _unchanged(old, new)) for old, new in pairs]
    moved = moves(found, exactly=True)
    for one in found:
        one.matches = list(_with_edited(one))
    moved += moves(found, exactly=False)
    for one in found:
        one.matches = list(_with_the_rest(one))
    number_moves(found, moved)
    return found


def _unchanged(old: Sequence[Line], new: Sequence[Line]) -> list[Match]:
    """Lines with the same words, in order: those with the same marks and lists first."""
    known = Alignment(old, new, list(_equal(old, new, lambda line: (line.runs, line.place.shape))))
    found = list(known.matches)
    for gap_old, gap_new in known.gaps():
        ours, theirs = [old[i] for i in gap_old], [new[j] for j in gap_new]
        for match in _equal(ours, theirs, lambda line: line.text):
            found.append(_one(gap_old[match.old.start], gap_new[match.new.start]))
    return sorted(found, key=lambda match: match.old.start)


def _equal(
    old: Sequence[Line], new: Sequence[Line], key: Callable[[Line], Hashable]
) -> Iterator[Match]:
    """Lines with equal keys, in order, and as many letters in them as there can be."""
    ours, theirs = list(map(key, old)), list(map(key, new))
    first, rows, columns = 0, len(ours), len(theirs)
    while first < min(rows, columns) and ours[first] == theirs[first]:
        yield _one(first, first)
        first += 1
    while first < min(rows, columns) and ours[rows - 1] == theirs[columns - 1]:
        rows, columns = rows - 1, columns - 1
    ours, theirs = ours[first:rows], theirs[first:columns]
    if len(ours) * len(theirs) <= MOST_PAIRS:
        sizes = [len(line.text) + 1.0 for line in old[first:rows]]
        weights = [
            [(one == other) * size for other in theirs]
            for one, size in zip(ours, sizes, strict=True)
        ]
        yield from (_one(first + i, first + j) for i, j in heaviest(weights))
    else:
        i = j = 0
        end = Change(len(ours), len(ours), len(theirs), len(theirs))
        for a, b, _, d in [*changes(ours, theirs), end]:
            yield from (_one(first + i + k, first + j + k) for k in range(a - i))
            i, j = b, d
    for k in range(len(old) - rows):
        yield _one(rows + k, columns + k)


def _one(i: int, j: int) -> Match:
    return Match(range(i, i + 1), range(j, j + 1))


def _with_edited(known: Alignment) -> Iterator[Match]:
    """The matches, and between them lines with much in common, one to one or split or joined."""
    gaps = list(known.gaps())
    for number, (gap_old, gap_new) in enumerate(gaps):
        ours, theirs = known.of_gap(gap_old, gap_new)
        if ours and theirs and len(ours) * len(theirs) <= MOST_PAIRS:
            weights = [[_shared(known.old[i], known.new[j]) for j in theirs] for i in ours]
            pairs = [(ours[i], theirs[j]) for i, j in heaviest(weights)]
            yield from _grown(pairs, gap_old, gap_new, known)
        if number < len(known.matches):
            yield known.matches[number]


def _shared(old: Line, new: Line) -> float:
    """How many letters two lines share; 0 when that is less than `ALIKE`."""
    together = (old.bag & new.bag).total()
    return together if together and 2 * together >= ALIKE * (old.weight + new.weight) else 0.0


def _grown(
    pairs: list[tuple[int, int]], gap_old: list[int], gap_new: list[int], known: Alignment
) -> Iterator[Match]:
    """Each pair with the neighbours that hold the rest of its words: a line that was split, or
    several that were joined."""
    old_from, new_from = (gap[0] if gap else 0 for gap in (gap_old, gap_new))
    for number, (i, j) in enumerate(pairs):
        old_to, new_to = (
            pairs[number + 1] if number + 1 < len(pairs) else (gap_old[-1] + 1, gap_new[-1] + 1)
        )
        old, new = range(i, i + 1), range(j, j + 1)
        free_new = [k for k in range(new_from, new_to) if k not in known.came]
        free_old = [k for k in range(old_from, old_to) if k not in known.went]
        new = _reach(known.old[i], known.new, j, free_new)
        if len(new) == 1:
            old = _reach(known.new[j], known.old, i, free_old)
        yield Match(old, new)
        old_from, new_from = old.stop, new.stop


def _reach(whole: Line, others: Sequence[Line], at: int, free: list[int]) -> range:
    """The lines beside number `at` whose words are those that are left of `whole`."""
    start, stop = at, at + 1
    left = Counter(whole.bag)
    left.subtract(others[at].bag)
    for step, edge in ((1, stop), (-1, start - 1)):
        while edge in free and others[edge].weight:
            found = (+left & others[edge].bag).total()
            if found < PART * others[edge].weight:
                break
            left.subtract(others[edge].bag)
            start, stop = min(start, edge), max(stop, edge + 1)
            edge += step
    return range(start, stop)


def _with_the_rest(known: Alignment) -> Iterator[Match]:
    """The matches, and where as many lines of the same shapes went as came, those by turns: they
    were written anew."""
    gaps = list(known.gaps())
    for number, gap in enumerate(gaps):
        ours, theirs = known.of_gap(*gap)
        old_shapes = [known.old[i].place.shape for i in ours]
        if old_shapes == [known.new[j].place.shape for j in theirs]:
            yield from map(_one, ours, theirs)
        if number < len(known.matches):
            yield known.matches[number]
