"""Marks on a page that are not part of its text: line numbers, and a word across the page.

WeasyPrint has neither. It lays the pages out first; then each page is told to draw these beneath or
beside its text, as shapes inside an artifact (ISO 14289-1, 7.1): a screen reader passes over them,
and who copies the text gets the text alone.
"""

from collections.abc import Iterator
from math import atan2, cos, hypot, sin
from typing import Any, Final

from wpr.printing import outlines

_UNNUMBERED: Final = {"margin", "logo", "masthead", "kicker"}
"""Classes of elements whose lines have no number: what stands outside the text."""

_NUMBER_SIZE: Final = 8.7
"""CSS pixels: 6.5 points."""
_NUMBER_GAP: Final = 19.0
"""CSS pixels, 5 mm, between a number and its line."""
_NUMBER_COLOUR: Final = (0.42, 0.39, 0.36)
_APART: Final = 7.0
"""Pixels between baselines below which two lines, as in two cells of a row, count as one."""

_WATERMARK_COLOUR: Final = (0.937, 0.925, 0.902)
"""So light that black on it has a contrast of 14 to 1."""
_WATERMARK_SHARE: Final = 0.62
"""How much of the page's diagonal the word takes at most."""
_WATERMARK_MOST: Final = 190.0


def mark(document: Any) -> None:
    """Have every page of a laid-out document draw the marks that its metadata ask for."""
    said = document.metadata.custom
    watermark, numbers = said.get("wpr-watermark", ""), said.get("wpr-lines") == "yes"
    if not (watermark or numbers):
        return
    for page in document.pages:
        _before(page, watermark, lines_of(page) if numbers else [])


def lines_of(page: Any) -> list[float]:
    """The baselines of the lines of text on a page, from above."""
    baselines: list[float] = []
    for y in sorted(_baselines(page._page_box.children[0])):
        if not baselines or y - baselines[-1] >= _APART:
            baselines.append(y)
    return baselines


def _baselines(box: Any) -> Iterator[float]:
    named = "" if box.element is None else box.element.get("class", "")
    if _UNNUMBERED.intersection(named.split()):
        return
    if hasattr(box, "pango_layout"):
        if box.text.strip():
            yield box.position_y + box.baseline
        return
    for child in getattr(box, "children", ()):
        yield from _baselines(getattr(child, "_box", child))


def _before(page: Any, watermark: str, baselines: list[float]) -> None:
    """Let the page paint the marks, then itself."""
    paint = page.paint
    left = page._page_box.content_box_x()

    def painted(stream: Any, scale: float = 1) -> None:
        with stream.stacked(), stream.artifact():
            stream.transform(a=scale, d=scale)
            if watermark:
                _watermark(stream, watermark, page.width, page.height)
            _numbers(stream, baselines, left)
        paint(stream, scale)

    page.paint = painted


def _numbers(stream: Any, baselines: list[float], left: float) -> None:
    if not baselines:
        return
    stream.set_color_rgb(*_NUMBER_COLOUR)
    for number, y in enumerate(baselines, start=1):
        words = str(number)
        x = left - _NUMBER_GAP - outlines.width_of(words, outlines.REGULAR, _NUMBER_SIZE)
        outlines.draw(stream, words, outlines.REGULAR, _NUMBER_SIZE, x, y)


def _watermark(stream: Any, words: str, width: float, height: float) -> None:
    """Along the diagonal, rising to the right."""
    one = outlines.width_of(words, outlines.SEMIBOLD, 1.0)
    if not one:
        return
    size = min(hypot(width, height) * _WATERMARK_SHARE / one, _WATERMARK_MOST)
    angle = atan2(height, width)
    with stream.stacked():
        stream.set_color_rgb(*_WATERMARK_COLOUR)
        stream.transform(
            a=cos(angle), b=-sin(angle), c=sin(angle), d=cos(angle), e=width / 2, f=height / 2
        )
        outlines.draw(stream, words, outlines.SEMIBOLD, size, -one * size / 2, size * 0.36)
