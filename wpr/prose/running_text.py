"""A text as one string in which each character knows its position in the editor."""

from bisect import bisect_right
from collections.abc import Iterator

from prosemirror.model import Node

from wpr.prose.schema import children

_LAST_SINGLE = "\uffff"
"""Characters above it are two UTF-16 units, and positions count those."""


class RunningText:
    """The words of a text in order; a line break stands for a hard break and for a block's end."""

    def __init__(self, doc: Node) -> None:
        words: list[str] = []
        self._offsets: list[int] = []
        self._positions: list[int] = []
        offset = 0
        for position, piece in _pieces(doc, 0):
            words.append(piece)
            self._offsets.append(offset)
            self._positions.append(position)
            offset += len(piece)
        self.text = "".join(words)

    def offset(self, position: int) -> int:
        """Where in the string a position of the editor is; one between blocks is the next block's
        beginning."""
        at = bisect_right(self._positions, position) - 1
        if at < 0:
            return 0
        offset = self._offsets[at] + position - self._positions[at]
        following = self._offsets[at + 1] if at + 1 < len(self._offsets) else len(self.text)
        return min(offset, following)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The positions of the characters from `start` up to `end` of the string."""
        return self._position(start), self._position(end - 1) + _units(self.text[end - 1])

    def between(self, start: int, end: int) -> str:
        """The words between two positions."""
        return self.text[self.offset(start) : self.offset(end)]

    def _position(self, offset: int) -> int:
        at = bisect_right(self._offsets, offset) - 1
        return self._positions[at] + offset - self._offsets[at]


def _pieces(node: Node, position: int) -> Iterator[tuple[int, str]]:
    """Runs of characters with the position before each; `position` is the inside of `node`."""
    for child in children(node):
        if child.is_text:
            yield from _runs(child.text or "", position)
        elif child.is_leaf:
            yield position, "\n"
        else:
            yield from _pieces(child, position + 1)
        position += child.node_size
    if node.is_textblock:
        yield position, "\n"


def _runs(text: str, position: int) -> Iterator[tuple[int, str]]:
    """In a run every character is one unit; one of two units is a run of its own."""
    if max(text) <= _LAST_SINGLE:
        yield position, text
        return
    for character in text:
        yield position, character
        position += _units(character)


def _units(character: str) -> int:
    return 2 if character > _LAST_SINGLE else 1
