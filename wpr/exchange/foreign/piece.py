"""A piece: a heading of any shape in somebody's document, with the text below it."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_ASKS: Final = re.compile(r"[?？؟]\W*(?:[(（\[][^()（）\[\]]*[)）\]])?\W*$")
_LONGEST_END: Final = 200
"""Characters at the end of a heading that are looked at."""


class Shape(IntEnum):
    """How a piece was set off from what is before it, the plainest last.

    HEADING: a heading of Markdown. MARKED: a line that says it is a question ("Q1:"). BOLD: a line
    in bold. LABEL: a known name and a colon before the text. ASKS: a plain line that ends with a
    question mark. TEXT: nothing, it is a paragraph of its own.
    """

    HEADING = 1
    MARKED = 2
    BOLD = 3
    LABEL = 4
    ASKS = 5
    TEXT = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """`heading` and `body` are Markdown, `level` is that of a heading (7 for other shapes), `line`
    where it begins (from 1). `source` is all of it as it stood, "" for what was cut once more."""

    shape: Shape
    heading: str
    body: str
    level: int = 7
    line: int = 1
    source: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it began with a heading of Markdown, which may have a mark as well."""
        return self.level <= 6

    @property
    def asks(self) -> bool:
        """Whether its heading says that it is a question, by a mark or a question mark. In what
        stands out that may be followed by something in brackets or a sign; in plain text not."""
        if self.shape is Shape.MARKED:
            return True
        if self.shape in {Shape.HEADING, Shape.BOLD}:
            return _ASKS.search(self.heading[-_LONGEST_END:]) is not None
        return asks(self.heading)


def asks(words: str) -> bool:
    """Whether plain words end as a question does, in any script."""
    return words.rstrip("*_:： ").endswith(("?", "？", "؟"))
