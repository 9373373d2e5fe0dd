"""A selection: words taken from a text as it is shown, found in the text as it is kept.

What is shown has been set: its quotes, dashes and spaces are a typesetter's, and quotation marks
may have come or gone. So the two are compared without such differences.
"""

from typing import Final

_NOTHING: Final = frozenset("\"'“”„«»‹›‘’‚\u200b\u00ad\u2060")
_DASHES: Final = frozenset("-–—‑−")


def find_selection(text: str, quote: str, near: int) -> tuple[int, int] | None:
    """Where in `text` the words of `quote` stand, as start and end; of several places the one that
    begins nearest to `near`. None when they stand nowhere, or are no words."""
    plain, indices = _compared(text)
    wanted = _compared(quote)[0].strip(" -")
    if not wanted:
        return None
    places = []
    at = plain.find(wanted)
    while at >= 0:
        places.append((indices[at], indices[at + len(wanted) - 1] + 1))
        at = plain.find(wanted, at + 1)
    return min(places, key=lambda place: abs(place[0] - near), default=None)


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
