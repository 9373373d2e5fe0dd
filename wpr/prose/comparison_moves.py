"""Lines that left one place of a document and stand at another, perhaps edited on their way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from wpr.prose.comparison_alignment import Alignment
from wpr.prose.comparison_line import Line, likeness

MOVED: Final = 0.6
"""The share of letters in common from which a line was moved and edited."""

LONG: Final = 24
"""Letters from which a line is known again, edited, at another place: some five words."""

TELLING: Final = 16
"""Letters from which an unchanged line is known again in another text: not "Ja." or "Se ovan."."""

MOST_HOLDERS: Final = 12
"""A word in more of the lines that came says nothing about where a line went."""


class End(NamedTuple):
    """One end of a move: the text's number, the line's number in it, and the line."""

    text: int
    at: int
    line: Line


def moves(found: Sequence[Alignment], *, exactly: bool) -> list[tuple[End, End]]:
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


def number_moves(found: Sequence[Alignment], moved: Iterable[tuple[End, End]]) -> None:
    """Number the moves from 1 in the order of where the lines stand now; neighbours that moved
    together have one number."""
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
