"""Habits: how the questions are set off in each section of somebody's document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wpr.exchange.foreign.piece import Piece, Shape
from wpr.exchange.foreign.wordings import unnumbered_question


@dataclass(frozen=True, slots=True)
class Habit:
    """`usual` is the shape that most questions of a section have; None without any. Headings of
    these `levels` are questions even when they do not ask. Where `most_bold_ask`, a line in bold
    that does not is a heading within an answer."""

    usual: Shape | None
    levels: frozenset[int]
    most_bold_ask: bool


def habits_of(pieces: Sequence[Piece], opens: Sequence[bool]) -> list[Habit]:
    """The habit of the section that each piece is in; `opens` says which begin a section."""
    return list(_habits(pieces, opens))


def _habits(pieces: Sequence[Piece], opens: Sequence[bool]) -> Iterator[Habit]:
    starts = [at for at in range(len(pieces)) if opens[at]]
    for start, end in zip([0, *starts], [*starts, len(pieces)], strict=True):
        section = pieces[start:end]
        habit = _habit(section)
        yield from [habit] * len(section)


def _habit(section: Sequence[Piece]) -> Habit:
    asking = Counter(_shape(piece) for piece in section if piece.asks)
    usual = max(asking, key=lambda one: (asking[one], -one)) if asking else None
    levels = (
        frozenset(range(1, 7))
        if usual in {None, Shape.HEADING}
        else frozenset(piece.level for piece in section if piece.asks and piece.is_heading)
    )
    bold = [
        piece.asks or unnumbered_question(piece.heading) != piece.heading
        for piece in section
        if piece.shape is Shape.BOLD and piece.body.strip()
    ]
    return Habit(usual, levels, 3 * sum(bold) >= 2 * len(bold))


def _shape(piece: Piece) -> Shape:
    """A heading stays one when it has a mark."""
    return Shape.HEADING if piece.is_heading else piece.shape
