"""Which questions of two versions are the same question, and which of them changed places."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from wpr.domain.snapshot import Question
from wpr.prose.alignment import changes
from wpr.prose.comparison_line import bag_of, likeness
from wpr.prose.plain import plain
from wpr.prose.schema import read

ALIKE: Final = 0.5
"""The share of letters in common from which a question, or else its answer, is the same."""

TELLING: Final = 24
"""Letters from which an answer tells which question it belongs to: some five words."""

MOST_PAIRS: Final = 2_500
"""How many questions without a fellow are compared: 50 with 50, in some 50 ms."""


def same_questions(
    old: Sequence[Question], new: Sequence[Question], rows: tuple[Sequence[int], Sequence[int]]
) -> dict[int, int]:
    """The place in `old` of each place in `new` that has one.

    They are known by their rows (ids in the order of the questions; empty where nobody knows
    them), their keys, their words, and at last by words that are much alike.
    """
    known: dict[int, int] = {}
    marks: tuple[Callable[[int, int], object], ...] = (
        lambda side, at: rows[side][at] if at < len(rows[side]) else None,
        lambda side, at: (one := (old, new)[side][at]).key and (one.key, one.group, one.question),
        lambda side, at: (old, new)[side][at].key,
        lambda side, at: ((one := (old, new)[side][at]).group, one.question),
        lambda side, at: (old, new)[side][at].question,
    )
    for mark in marks:
        waiting: defaultdict[object, list[int]] = defaultdict(list)
        for i in _left(old, set(known.values())):
            waiting[mark(0, i)].append(i)
        for j in _left(new, set(known)):
            if (wanted := mark(1, j)) and waiting[wanted]:
                known[j] = waiting[wanted].pop(0)
    known.update(_alike(old, new, known))
    return known


def stayed(places: Sequence[int]) -> set[int]:
    """Which of these old places, told in their new order, kept their order among each other: as
    many as there can be. The others have moved."""
    ordered = sorted(places)
    moved = {place for a, b, _, _ in changes(ordered, list(places)) for place in ordered[a:b]}
    return set(places) - moved


def _left(questions: Sequence[Question], taken: set[int]) -> list[int]:
    return [at for at in range(len(questions)) if at not in taken]


def _alike(
    old: Sequence[Question], new: Sequence[Question], known: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """The most alike first; those of one group before others."""
    ours, theirs = _left(old, set(known.values())), _left(new, set(known))
    if not ours or not theirs or len(ours) * len(theirs) > MOST_PAIRS:
        return
    our_bags = [(i, bag_of(_words(old[i].question)), bag_of(_words(old[i].answer))) for i in ours]
    new_bags = [(j, bag_of(_words(new[j].question)), bag_of(_words(new[j].answer))) for j in theirs]
    scored = []
    for i, asked, answer in our_bags:
        for j, new_asked, new_answer in new_bags:
            share = likeness(asked, new_asked)
            if min(answer.total(), new_answer.total()) >= TELLING:
                share = max(share, likeness(answer, new_answer))
            if share >= ALIKE:
                scored.append((old[i].group != new[j].group, -share, i, j))
    taken: set[tuple[bool, int]] = set()
    for _, _, i, j in sorted(scored):
        if not taken & {(True, i), (False, j)}:
            taken |= {(True, i), (False, j)}
            yield j, i


def _words(text: str) -> str:
    return plain(read(text))
