"""Outlines: words drawn as shapes instead of text, so that nobody reads them out or copies them."""

from functools import cache
from typing import Any, Final

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from wpr.printing.assets import FONTS

REGULAR: Final = "sans-regular.ttf"
SEMIBOLD: Final = "sans-semibold.ttf"


def width_of(words: str, face: str, size: float) -> float:
    """How wide the words come out, in the unit of `size`."""
    font, names, widths = _face(face)
    units: float = sum(widths[name][0] for name in _glyphs(words, names))
    return units * size / float(font["head"].unitsPerEm)


def draw(stream: Any, words: str, face: str, size: float, x: float, y: float) -> None:
    """Fill the words on a stream of pydyf whose y runs downwards, from x on the baseline y.

    Signs that the face lacks are left out. The colour is the stream's own.
    """
    font, names, widths = _face(face)
    scale = size / font["head"].unitsPerEm
    shapes = font.getGlyphSet()
    for name in _glyphs(words, names):
        with stream.stacked():  # whole numbers, the same for every sign of a kind: they pack well
            stream.transform(a=scale, d=-scale, e=x, f=y)
            shapes[name].draw(_Pen(stream, shapes))
            stream.fill()
        x += widths[name][0] * scale


class _Pen(BasePen):  # type: ignore[misc]
    """Writes a glyph's contours to a stream."""

    def __init__(self, stream: Any, shapes: Any) -> None:
        super().__init__(shapes)
        self._stream = stream

    def _moveTo(self, point: Any) -> None:  # noqa: N802 (fontTools' names)
        self._stream.move_to(*point)

    def _lineTo(self, point: Any) -> None:  # noqa: N802
        self._stream.line_to(*point)

    def _curveToOne(self, first: Any, second: Any, end: Any) -> None:  # noqa: N802
        self._stream.curve_to(*map(round, (*first, *second, *end)))

    def _closePath(self) -> None:  # noqa: N802
        self._stream.close()


def _glyphs(words: str, names: dict[int, str]) -> list[str]:
    return [names[ord(sign)] for sign in words if ord(sign) in names]


@cache
def _face(file: str) -> tuple[Any, dict[int, str], Any]:
    """A face, its glyphs' names by sign, and their widths."""
    font = TTFont(FONTS / file)
    return font, font.getBestCmap(), font["hmtx"]
