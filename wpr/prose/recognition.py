"""Recognition: whether words that stand in a text are the passage that was gone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wpr.prose.anchor import CONTEXT, Range
from wpr.prose.running_text import RunningText

_DISTINCT: Final = 16
"""Words this long, three or so, are known by themselves when they stand in one place only."""

_TELLING: Final = 8
"""Characters around that must be as they were, for words that are not known by themselves."""

_SHORTEST: Final = 3
"""Fewer characters than these are known by what stands around them alone."""

_MOST_PLACES: Final = 200
"""Places that are looked at; words that stand in more of them tell nothing anyway."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The words of a passage as they once were, and up to 32 characters on either side."""

    quote: str
    before: str
    after: str


def whole_again(running: RunningText, span: Range, memories: Iterable[Memory]) -> Range | None:
    """A passage that had lost some of its words and has them again, as undo and restore do: by the
    first of `memories` that stands where it is; else None."""
    a, b = running.offset(span[0]), running.offset(span[1])
    for quote in (memory.quote for memory in memories):
        found = running.text.find(quote, max(0, a - len(quote)), b + len(quote)) if quote else -1
        if found >= 0 and found < b and a < found + len(quote):
            return running.span(found, found + len(quote))
    return None


def find_again(
    memories: Iterable[Memory], running: RunningText, fresh: Sequence[Range] | None = None
) -> Range | None:
    """Where a passage that was gone stands now, by the first of `memories` that tells; else None.

    `fresh` says what has just been put there, and the words must be part of it. None: anywhere, but
    then they must stand out more, for they may have stood there all the time.
    """
    areas = fresh and [(running.offset(start), running.offset(end)) for start, end in fresh]
    for memory in memories:
        found = _known(running.text, memory, areas) if memory.quote.strip() else None
        if found is not None:
            return running.span(found, found + len(memory.quote))
    return None


def _known(text: str, memory: Memory, areas: Sequence[Range] | None) -> int | None:
    """The place where these words stand out, by what is around them or by themselves."""
    quote = memory.quote
    places = [
        (_agreement(text, at, memory), at)
        for at in _places(text, quote)
        if areas is None or _area(at, len(quote), areas)
    ]
    if not places:
        return None
    (agreement, at), others = max(places), sorted(places)[:-1]
    if others and others[-1][0] == agreement:
        return None
    caution = 1 if areas else 2
    if agreement >= min(caution * _TELLING, len(memory.before) + len(memory.after)) > 0:
        return at
    if others or len(quote.strip()) < _SHORTEST:
        return None
    area = areas and _area(at, len(quote), areas)
    is_most_of_it = area and area[1] - area[0] <= 2 * len(quote) + _TELLING
    return at if len(quote) >= caution * _DISTINCT or is_most_of_it else None


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    for _ in range(_MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _area(at: int, length: int, areas: Sequence[Range]) -> Range | None:
    """The area that some of these characters stand in."""
    return next(((a, b) for a, b in areas if a < at + length and at < b), None)


def _agreement(text: str, at: int, memory: Memory) -> int:
    """How many characters on either side, counted outwards, are as they were."""
    end = at + len(memory.quote)
    left = _common(reversed(memory.before), reversed(text[max(0, at - CONTEXT) : at]))
    return left + _common(memory.after, text[end : end + CONTEXT])


def _common(ours: Iterable[str], theirs: Iterable[str]) -> int:
    number = 0
    for our, their in zip(ours, theirs, strict=False):
        if our != their:
            break
        number += 1
    return number
