"""A piece: a heading of any shape in somebody's document, with the text below it."""

from dataclasses import dataclass
from enum import IntEnum


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
    where it begins (from 1). `lead_in` is what stood before a heading's words and was cut off."""

    shape: Shape
    heading: str
    body: str
    level: int = 7
    line: int = 1
