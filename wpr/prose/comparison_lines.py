"""Which lines of two texts are the same line: unchanged, edited, split, joined or moved.

All texts of a document are looked at together, so that a paragraph that left one text and stands
in another is recognised.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from wpr.prose.alignment import Change, changes, heaviest
from wpr.prose.comparison_line import Line, likeness

ALIKE: Final = 0.4
"""The share of letters in common from which two lines at the same place are one line, edited."""

PART: Final = 0.6
"""How much of a line must stand in another that it was split from or joined with."""

MOVED: Final = 0.6
"""The share of letters in common from which a line was moved and edited."""

LONG: Final = 24
"""Letters from which a line is known again, edited, at another place: some five words."""

TELLING: Final = 16
"""Letters from which an unchanged line is known again in another text: not "Ja." or "Se ovan."."""

MOST_PAIRS: Final = 2_500
"""How many pairs of lines are compared between two unchanged ones: 50 with 50, some 40 ms."""

MOST_HOLDERS: Final = 12
"""A word in more of the lines that came says nothing about where a line went."""


class Match(NamedTuple):
    """Lines, by number, that are one: one and one, one and several, or several and one."""

    old: range
    new: range


@dataclass(slots=True)
class Alignment:
    """What is known about two texts so far. `matches` are in order in both; `went` and `came` give
    the move that a line is the old or the new end of, `origins` the lines that came as they were.
    """

    old: Sequence[Line]
    new: Sequence[Line]
    matches: list[Match] = field(default_factory=list)
    went: dict[int, int] = field(default_factory=dict)
    came: dict[int, int] = field(default_factory=dict)
    origins: dict[int, Line] = field(default_factory=dict)

    def gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Before each match and after the last: the old and the new lines that are not matched."""
        i = j = 0
        for match in [*self.matches, self._end()]:
            yield list(range(i, match.old.start)), list(range(j, match.new.start))
            i, j = match.old.stop, match.new.stop

    def loose(self) -> tuple[list[int], list[int]]:
        """The lines that are neither matched, moved nor empty."""
        gaps = [self.of_gap(*gap) for gap in self.gaps()]
        return [i for old, _ in gaps for i in old], [j for _, new in gaps for j in new]

    def of_gap(self, old: list[int], new: list[int]) -> tuple[list[int], list[int]]:
        """Those of the lines that are neither moved nor empty."""
        return (
            [i for i in old if i not in self.went and self.old[i].text],
            [j for j in new if j not in self.came and self.new[j].text],
        )

    def _end(self) -> Match:
        rows, columns = len(self.old), len(self.new)
        return Match(range(rows, rows), range(columns, columns))


class End(NamedTuple):
    """One end of a move: the text's number, the line's number in it, and the line."""

    text: int
    at: int
    line: Line


def align(pairs: Sequence[tuple[Sequence[Line], Sequence[Line]]]) -> list[Alignment]:
    """The alignment of each pair of texts. Moves are numbered from 1, in the order of where the
    lines stand now; neighbours that moved together are one move."""
    found = [Alignment(old, new, _unchanged(old, new)) for old, new in pairs]
    moved = _moves(found, exactly=True)
    for one in found:
        one.matches = list(_with_edited(one))
    moved += _moves(found, exactly=False)
    for one in found:
        one.matches = list(_with_the_rest(one))
    _number(found, moved)
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


def _moves(found: Sequence[Alignment], *, exactly: bool) -> list[tuple[End, End]]:
    """Lines that left one place and stand at another."""
    went: list[End] = []
    came: list[End] = []
    for number, one in enumerate(found):
        old, new = one.loose()
        went += [End(number, i, one.old[i]) for i in old]
        came += [End(number, j, one.new[j]) for j in new]
    if not went or not came:
        return []
    moved = list(_same_words(went, came) if exactly else _like_words(went, came))
    for start, end in moved:
        found[start.text].went[start.at] = 0
        found[end.text].came[end.at] = 0
        found[end.text].origins[end.at] = start.line
    return moved


def _same_words(went: Iterable[End], came: Iterable[End]) -> Iterator[tuple[End, End]]:
    waiting: defaultdict[str, list[End]] = defaultdict(list)
    for end in came:
        waiting[end.line.text].append(end)
    for start in went:
        ends = waiting[start.line.text]
        near = [end for end in ends if end.text == start.text]
        if near or (ends and start.line.weight >= TELLING):
            end = (near or ends)[0]
            ends.remove(end)
            yield start, end


def _like_words(went: Iterable[End], came: Sequence[End]) -> Iterator[tuple[End, End]]:
    """The most alike first. Lines are found by their rarer words, so that few are compared."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, end in enumerate(came):
        if end.line.weight >= LONG:
            for word in end.line.bag:
                holders[word].append(number)
    scored = []
    for start in went:
        if start.line.weight < LONG:
            continue
        hits: Counter[int] = Counter()
        for word, letters in start.line.bag.items():
            if len(holders.get(word, ())) <= MOST_HOLDERS:
                hits.update(dict.fromkeys(holders.get(word, ()), letters))
        for number, _ in hits.most_common(3):
            end = came[number]
            share = likeness(start.line.bag, end.line.bag)
            if share >= MOVED:
                scored.append((share, start, end))
    taken: set[tuple[int, int, bool]] = set()
    for _, start, end in sorted(scored, key=lambda one: (-one[0], one[1][:2], one[2][:2])):
        ends = {(*start[:2], False), (*end[:2], True)}
        if not ends & taken:
            taken |= ends
            yield start, end


def _number(found: Sequence[Alignment], moved: Iterable[tuple[End, End]]) -> None:
    number = 0
    last: tuple[End, End] | None = None
    for start, end in sorted(moved, key=lambda one: one[1][:2]):
        together = last and (start[:2], end[:2]) == (
            (last[0].text, last[0].at + 1),
            (last[1].text, last[1].at + 1),
        )
        number += not together
        found[start.text].went[start.at] = number
        found[end.text].came[end.at] = number
        last = start, end
