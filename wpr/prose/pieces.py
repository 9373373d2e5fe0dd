"""Pieces: the runs of a paragraph, cut where a passage in another language begins or ends."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from prosemirror.model import Node

from wpr.prose.language import Passage

BREAK: Final = "\n"
"""What a hard break says."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one node, in one language; `passage` is None where that is the document's."""

    words: str
    node: Node
    passage: Passage | None


def text_of(nodes: Iterable[Node]) -> str:
    """What passages are counted in."""
    return "".join(node.text or BREAK for node in nodes)


def pieces_of(nodes: Iterable[Node], passages: Sequence[Passage]) -> Iterator[Piece]:
    """The words of the nodes, no piece in two nodes or two languages."""
    end = 0
    for node in nodes:
        words = node.text or BREAK
        start, end = end, end + len(words)
        within = (at for one in passages for at in (one.start, one.end) if start < at < end)
        for since, until in pairwise(sorted({start, end, *within})):
            found = (one for one in passages if one.start <= since and until <= one.end)
            yield Piece(words[since - start : until - start], node, next(found, None))


def is_whole(passages: Sequence[Passage], text: str) -> bool:
    """Whether all of a paragraph is one passage."""
    return len(passages) == 1 and (passages[0].start, passages[0].end) == (0, len(text))
