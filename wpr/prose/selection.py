"""A selection: words taken from a text as it is shown, found in the text as it is kept.

What is shown has been set: its quotes, dashes and spaces are a typesetter's, and quotation marks
may have come or gone. So the two are compared without such differences.
"""

import re
from typing import Final

_NOTHING: Final = frozenset("\"'“”„«»‹›‘’‚\u200b\u00ad\u2060")
_DASHES: Final = frozenset("-–—‑−")
_LINE_END: Final = re.compile(r"\s*\n\s*")


def find_selection(text: str, quote: str, near: int) -> tuple[int, int] | None:
    """Where in `text` the words of `quote` stand, as start and end; of several places the one that
    begins nearest to `near`. None when they stand nowhere, or are no words."""
    places = Searched(text).places(quote)
    return min(places, key=lambda place: abs(place[0] - near), default=None)


class Searched:
    """A text in which words are looked for more than once."""

    def __init__(self, text: str) -> None:
        self._plain, self._indices = _compared(text)

    def places(self, quote: str, most: int | None = None) -> list[tuple[int, int]]:
        """Where the words of `quote` stand, as starts and ends, in order, `most` of them. None
        when they stand nowhere, or are no words."""
        wanted = _compared(quote)[0].strip(" -")
        places: list[tuple[int, int]] = []
        at = self._plain.find(wanted) if wanted else -1
        while at >= 0 and len(places) != most:
            places.append((self._indices[at], self._indices[at + len(wanted) - 1] + 1))
            at = self._plain.find(wanted, at + 1)
        return places


def likeness(before: str, after: str, other_before: str, other_after: str) -> int:
    """How many characters around two places are the same, counted from the places outwards. The
    end of a paragraph is one."""
    left, right = _lined(before)[::-1], _lined(other_before)[::-1]
    return _begin_alike(left, right) + _begin_alike(_lined(after), _lined(other_after))


def _lined(text: str) -> str:
    return _compared(_LINE_END.sub("¶", text))[0]


def _begin_alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _compared(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters where it comes from."""
    characters: list[str] = []
    indices: list[int] = []
    for index, character in enumerate(text):
        if character in _NOTHING:
            continue
        form = _form(character)
        if form in {" ", "-"} and characters[-1:] == [form]:
            continue
        characters += form
        indices += [index] * len(form)
    return "".join(characters), indices


def _form(character: str) -> str:
    if character.isspace():
        return " "
    if character in _DASHES:
        return "-"
    return "..." if character == "…" else character
