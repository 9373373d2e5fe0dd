"""Fit: how closely a press release is set, so that it keeps to one page where its length allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

from wpr.printing.edition import SHEETS, Paper


class Fit(StrEnum):
    """The class names of the style sheet."""

    ROOMY = "roomy"
    SNUG = "snug"
    CLOSE = "close"
    RUNNING = "running"
    """Longer than a page however close: set roomy, and it goes on overleaf."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """How a kind of text runs: characters a line, points a line, points around it."""

    characters: float
    leading: float
    around: float

    def height(self, paragraphs: Iterable[str]) -> float:
        lines = [ceil(len(paragraph) / self.characters) for paragraph in paragraphs]
        return sum(lines) * self.leading + (len(lines) - 1) * _PARAGRAPH_GAP + self.around


_PARAGRAPH_GAP: Final = 6.0
PAGE: Final = 732.0
"""Points of the first page between its margins, 250 mm, and what the estimate is too careful by:
of 60 generated pages that it placed, none came out longer than its page."""

_LOGO: Final = 30.0
"""Points that a logo above the masthead takes; the page begins higher then."""

_STYLES: Final = {
    Fit.ROOMY: {
        "masthead": _Lines(1000, 0, 67 + 26),
        "headline": _Lines(33, 31.4, 0),
        "subheadline": _Lines(57, 18.8, 7),
        "lead": _Lines(61, 16.5, 8),
        "text": _Lines(67, 15.1, 8),
        "quote": _Lines(68, 15.1, 14),
        "call": _Lines(67, 15.1, 40),
    },
    Fit.SNUG: {
        "masthead": _Lines(1000, 0, 59 + 20),
        "headline": _Lines(35, 29.2, 0),
        "subheadline": _Lines(61, 17.5, 7),
        "lead": _Lines(64, 15.4, 7),
        "text": _Lines(67, 14.7, 7),
        "quote": _Lines(68, 14.7, 12),
        "call": _Lines(67, 14.7, 40),
    },
    Fit.CLOSE: {
        "masthead": _Lines(1000, 0, 53 + 16),
        "headline": _Lines(38, 26.9, 0),
        "subheadline": _Lines(65, 16.4, 5),
        "lead": _Lines(67, 14.3, 6),
        "text": _Lines(67, 14.3, 6),
        "quote": _Lines(68, 14.3, 9),
        "call": _Lines(67, 14.3, 36),
    },
}
"""The sizes in templates/print/document.css; the characters were counted on Swedish pages."""


def fit_of(texts: Iterable[tuple[str, str]], room: float = PAGE) -> Fit:
    """The roomiest fit in which `texts`, each a style above and its HTML, come to one page at most.

    `room` is the height of a first page in points.

    An estimate: a page with unusually long words can come out a line longer.
    """
    runs = [("masthead", "-"), *texts]
    paragraphs = [(style, _paragraphs(html)) for style, html in runs if html]
    for fit, styles in _STYLES.items():
        if sum(styles[style].height(lines) for style, lines in paragraphs) <= room:
            return fit
    return Fit.RUNNING


def room_on(paper: Paper, *, with_logo: bool) -> float:
    """The height of a first page in points."""
    shorter = (SHEETS[Paper.A4].room - SHEETS[paper].room) / 25.4 * 72
    return PAGE - shorter - (_LOGO if with_logo else 0)


def _paragraphs(html: str) -> list[str]:
    plain = (re.sub(r"<[^>]*>", "", block) for block in re.split(r"</p>|<br>", html))
    return [block for block in plain if block.strip()]
