"""Which stretches of two sequences differ, found fast enough for any two texts.

`difflib` alone is quadratic and worse on long sequences, so those are first cut at what occurs
exactly once in both (patience diff); what is still long then, and shares nothing, is one change.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

SMALL: Final = 4_096
"""The product of two lengths up to which difflib takes at most some milliseconds."""

ALIKE: Final = 0.3
"""The share of words in common from which two blocks are one block, edited."""

MOST_PAIRS: Final = 10_000
"""How many pairs of blocks are compared: 100 with 100, in about 20 ms."""


class Change(NamedTuple):
    """`old[old_start:old_end]` became `new[new_start:new_end]`; one of them may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Bag(NamedTuple):
    """The words of a block without their order; blocks of different kinds are never alike."""

    kind: str
    words: frozenset[str]


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change]:
    """The changed stretches, in order, with something equal between any two of them."""
    return list(_within(old, new, Change(0, len(old), 0, len(new))))


def alike(old: Sequence[Bag], new: Sequence[Bag]) -> list[tuple[int, int]]:
    """Pairs of places with the most words in common altogether, in order and none twice.

    No pairs at all when there would be more than `MOST_PAIRS` to compare.
    """
    if len(old) * len(new) > MOST_PAIRS:
        return []
    return heaviest([[_likeness(ours, theirs) for theirs in new] for ours in old])


def heaviest(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) with the greatest weight altogether, in order and none twice; none of
    weight 0."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]  # from each place to the ends
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            together = weights[i][j] + best[i + 1][j + 1] if weights[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    found = []
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def _likeness(ours: Bag, theirs: Bag) -> float:
    if ours.kind != theirs.kind:
        return 0.0
    shared = 2 * len(ours.words & theirs.words) / (len(ours.words) + len(theirs.words) or 1)
    return shared if shared >= ALIKE else 0.0


def _within(old: Sequence[Hashable], new: Sequence[Hashable], span: Change) -> Iterator[Change]:
    a, b, c, d = span = _trimmed(old, new, span)
    if a == b and c == d:
        return
    if a == b or c == d:
        yield span
    elif (b - a) * (d - c) <= SMALL:
        matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag != "equal":
                yield Change(a + i1, a + i2, c + j1, c + j2)
    elif anchors := _anchors(old, new, span):
        for i, j in [*anchors, (b, d)]:
            yield from _within(old, new, Change(a, i, c, j))
            a, c = i + 1, j + 1
    else:
        yield span


def _trimmed(old: Sequence[Hashable], new: Sequence[Hashable], span: Change) -> Change:
    a, b, c, d = span
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return Change(a, b, c, d)


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], span: Change
) -> list[tuple[int, int]]:
    """Places of what occurs once in each stretch: the longest run of them in the same order."""
    a, b, c, d = span
    in_old, in_new = Counter(old[a:b]), Counter(new[c:d])
    place = {new[j]: j for j in range(c, d) if in_new[new[j]] == 1}
    both = [(i, place[old[i]]) for i in range(a, b) if in_old[old[i]] == 1 and old[i] in place]
    ends: list[int] = []  # the smallest place in `new` that ends an ordered run of each length
    run_ends: list[int] = []  # the index in `both` of that end
    before: list[int] = []  # for each of `both`, the index of its predecessor in its run
    for index, (_, j) in enumerate(both):
        length = bisect_left(ends, j)
        before.append(run_ends[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        run_ends[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    index = run_ends[-1] if run_ends else -1
    while index >= 0:
        run.append(both[index])
        index = before[index]
    return run[::-1]
