"""An edition: for whom a document is printed, and on what paper."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Edition(StrEnum):
    """For whom: the team that reads it closely, the meeting that decides, or everybody."""

    READING = "reading"
    DECISION = "decision"
    PUBLIC = "public"


class Paper(StrEnum):
    """The paper sizes that offices have."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as CSS needs it: its name, then millimetres: its size, and the margins above the text
    of the first page and of the others, and below."""

    name: str
    width: float
    height: float
    first: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """Millimetres of height for the text of a first page."""
        return self.height - self.first - self.bottom


SHEETS: Final = {
    Paper.A4: Sheet("A4", 210, 297, first=20, top=25, bottom=27),
    Paper.LETTER: Sheet("letter", 215.9, 279.4, first=17, top=22, bottom=22),
}

_TEXT: Final = 158.0
"""Millimetres of the page that headings and text take together; the measure of document.css."""

_READ_TEXT: Final = 122.0
"""Millimetres of text in a reading copy, where the rest of the width is for notes."""

_READ_LEFT: Final = 26.0
_LOGO: Final = 5.0
"""Millimetres by which a first page begins higher when the logo stands on it."""


def page_rules(edition: Edition, paper: Paper, *, with_logo: bool) -> str:
    """Size and margins in CSS, so that lines break alike on every paper."""
    sheet = SHEETS[paper]
    left = (sheet.width - _TEXT) / 2
    right = left
    if edition is Edition.READING:
        left, right = _READ_LEFT, sheet.width - _READ_TEXT - _READ_LEFT
    first = sheet.first - (_LOGO if with_logo else 0)
    return (
        f"@page {{ size: {sheet.name};"
        f" margin: {sheet.top:g}mm {right:g}mm {sheet.bottom:g}mm {left:g}mm }}"
        f" @page :first {{ margin-top: {first:g}mm }}"
    )
