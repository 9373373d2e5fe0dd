"""Lines of a text: put together where they were broken, and without the indent of their list."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from wpr.exchange.foreign import marks

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST_LINES: Final = 5
"""Lines that one bold line or question may be broken into."""

_ITEM: Final = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s?")


def unindented(item: "Token", block: Sequence[str]) -> list[str]:
    """The lines of a list's item without its mark, and without the indent that belongs to it."""
    indent = len(block[0]) - len(block[0].lstrip()) + len(item.markup or "-") + 3
    rest = [text[min(indent, len(text) - len(text.lstrip(" "))) :] for text in block[1:]]
    return [_ITEM.sub("", block[0]), *rest]


def rejoined(block: Sequence[str]) -> list[tuple[int, str]]:
    """The lines of a paragraph by their numbers, those put together whose bold, or whose marked
    question, goes on in the next."""
    lines: list[tuple[int, str]] = []
    is_open = False
    for at, text in enumerate(block):
        if is_open and text.strip() and marks.answer(text) is None:
            lines[-1] = (lines[-1][0], f"{lines[-1][1].rstrip()} {text.lstrip()}")
        else:
            lines.append((at, text))
        start, last = lines[-1]
        ahead = block[at + 1 : start + _MOST_LINES]
        is_open = last.count("**") % 2 == 1 and last.lstrip().startswith("**")
        if is_open:
            is_open = any("**" in after for after in ahead)
        elif "?" not in last and marks.question(last):
            is_open = any("?" in after for after in ahead[:2])
    return lines
