"""Two paragraphs word by word: what stayed, came, went or only changes its formatting."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from wpr.prose.alignment import Change, changes
from wpr.prose.comparison_line import Run
from wpr.prose.comparison_piece import END, Fate, Piece, cut

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
    return tuple(cut(found, old, new, *sizes))


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
