"""Two versions of a text beside each other: paragraph by paragraph, and word by word inside.

A comparison loses nothing: both texts can be made from it again, from what it shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from prosemirror.model import Node

from wpr.prose.comparison_alignment import Alignment, Match
from wpr.prose.comparison_line import Line, Place, Run, joined, joint, lines, text_of
from wpr.prose.comparison_lines import align
from wpr.prose.comparison_piece import END, Fate, Piece, whole
from wpr.prose.comparison_words import pieces


class Kind(StrEnum):
    """What happened to a paragraph, or to several that were split or joined.

    A paragraph that moved has two rows: `AWAY` where it was, `HERE` where it is.
    """

    SAME = "same"
    CHANGED = "changed"
    FORMATTED = "formatted"
    REWRITTEN = "rewritten"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    JOINED = "joined"
    HERE = "here"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that belong together: where they stood, where they stand, and their words.

    Several on one side have `END` between them in the pieces. A row without places on one side has
    nothing on that side; the pieces of a `HERE` row say how the words changed on their way.
    `number` counts the changes from 1 (0: none, or a part of the one before). `move` is the same
    at both ends of a move (0: none). `reshaped`: a list began, ended or changed its kind here.
    """

    kind: Kind
    old: tuple[Place, ...]
    new: tuple[Place, ...]
    pieces: tuple[Piece, ...]
    reshaped: bool = False
    move: int = 0
    number: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether it is an empty paragraph on each side it has."""
        return not any(piece.old or piece.new for piece in self.pieces)

    @property
    def is_edited(self) -> bool:
        """Whether words or marks differ between its two sides."""
        return any(piece.fate is not Fate.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextComparison:
    """A text then and now, as rows in the order in which they are read."""

    rows: tuple[Row, ...]

    def old(self) -> Node:
        """The text as it was. Raises ValueError when there was none."""
        return _rebuilt((row.old, [piece.old for piece in row.pieces]) for row in self.rows)

    def new(self) -> Node:
        """The text as it is. Raises ValueError when there is none."""
        return _rebuilt((row.new, [piece.new for piece in row.pieces]) for row in self.rows)

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return any(row.kind is not Kind.SAME for row in self.rows)

    def numbered(self, numbers: Iterator[int], *, inside: bool = False) -> "TextComparison":
        """The same with the next number on each change. With `inside` it came or went as part of
        something larger that has a number, and only what moved counts for itself."""
        if not self.is_changed:
            return self
        rows: list[Row] = []
        before: Row | None = None
        for row in self.rows:
            if _counts(row, inside) and not (before and _continues(before, row)):
                row = replace(row, number=next(numbers))
            if not row.is_blank:
                before = row
            rows.append(row)
        if not inside and not any(row.number or row.kind is Kind.AWAY for row in rows):
            rows = [_told(row, numbers) for row in rows]
        return TextComparison(tuple(rows))


def compare(old: Node, new: Node) -> TextComparison:
    """Two versions of one text, its changes numbered."""
    return compare_all([(old, new)])[0].numbered(count(1))


def compare_all(pairs: Sequence[tuple[Node | None, Node | None]]) -> list[TextComparison]:
    """The texts of one document, then and now (None where there was or is none), without numbers.

    What left one of them and stands in another has moved; moves are numbered through all of them.
    Bounded: what is too long to be compared word by word is shown as removed and added.
    """
    same = [old is not None and old is new for old, new in pairs]
    known = align(
        [
            ([], []) if is_same else (lines(old) if old else [], lines(new) if new else [])
            for (old, new), is_same in zip(pairs, same, strict=True)
        ]
    )
    return [
        TextComparison(tuple(_unchanged(old) if is_same and old else _rows(one)))
        for (old, _), is_same, one in zip(pairs, same, known, strict=True)
    ]


def _unchanged(text: Node) -> Iterator[Row]:
    for line in lines(text):
        place = (line.place,)
        yield Row(Kind.SAME, place, place, pieces(line.runs, line.runs))


def _rows(known: Alignment) -> Iterator[Row]:
    before = Match(range(0), range(0))
    for number, (old, new) in enumerate(known.gaps()):
        yield from _between(old, new, known)
        if number < len(known.matches):
            match = known.matches[number]
            yield _matched(match, before, known)
            before = match


def _matched(match: Match, before: Match, known: Alignment) -> Row:
    old = [known.old[i] for i in match.old]
    new = [known.new[j] for j in match.new]
    found = pieces(_runs(old), _runs(new))
    reshaped = len(old) == len(new) == 1 and _is_reshaped(match, before, known)
    fates = {piece.fate for piece in found}
    if len(new) > 1:
        kind = Kind.SPLIT
    elif len(old) > 1:
        kind = Kind.JOINED
    elif fates & {Fate.ADDED, Fate.REMOVED}:
        kind = Kind.CHANGED if fates & {Fate.SAME, Fate.FORMATTED} else Kind.REWRITTEN
    else:
        kind = Kind.FORMATTED if reshaped or Fate.FORMATTED in fates else Kind.SAME
    return Row(kind, _places(old), _places(new), found, reshaped)


def _is_reshaped(match: Match, before: Match, known: Alignment) -> bool:
    """Whether the line stands in other lists than before, or hangs together otherwise with the
    line before it, where that is the same line: the last of the match `before`."""
    i, j = match.old.start, match.new.start
    ours, theirs = known.old[i].place, known.new[j].place
    our_joint = joint(known.old[i - 1].place if i else None, ours)
    their_joint = joint(known.new[j - 1].place if j else None, theirs)
    follows = (before.old.stop, before.new.stop) == (i, j)
    begun = slice((max(our_joint, their_joint) + 1) // 2, None)
    orders = [[level.order for level in place.levels[begun]] for place in (ours, theirs)]
    return (
        ours.shape != theirs.shape
        or orders[0] != orders[1]
        or (follows and our_joint != their_joint)
    )


def _between(old: list[int], new: list[int], known: Alignment) -> Iterator[Row]:
    """What stands between two matches: what went, then what came."""
    for i in old:
        line, move = known.old[i], known.went.get(i, 0)
        kind = Kind.AWAY if move else Kind.REMOVED
        yield Row(kind, (line.place,), (), whole(Fate.REMOVED, line.runs), move=move)
    for j in new:
        line, move = known.new[j], known.came.get(j, 0)
        found = pieces(known.origins[j].runs, line.runs) if move else whole(Fate.ADDED, line.runs)
        yield Row(Kind.HERE if move else Kind.ADDED, (), (line.place,), found, move=move)


def _counts(row: Row, inside: bool) -> bool:
    if row.kind in (Kind.SAME, Kind.AWAY):
        return False
    return row.kind is Kind.HERE or not (inside or _is_blank_line(row))


def _is_blank_line(row: Row) -> bool:
    """Whether an empty paragraph came or went."""
    return row.is_blank and row.kind in (Kind.ADDED, Kind.REMOVED)


def _continues(before: Row, row: Row) -> bool:
    """Whether a row is told together with the one before: several that came, went or moved
    together, or became a list."""
    if row.kind is not before.kind:
        return False
    if row.kind in (Kind.ADDED, Kind.REMOVED, Kind.HERE):
        return before.move == row.move
    if row.kind is not Kind.FORMATTED or row.is_edited or before.is_edited:
        return False
    shapes = [(one.old[0].shape, one.new[0].shape) for one in (before, row)]
    return shapes[0] == shapes[1]


def _told(row: Row, numbers: Iterator[int]) -> Row:
    """Nothing but empty paragraphs came or went: then they count."""
    return replace(row, number=next(numbers)) if _is_blank_line(row) else row


def _runs(found: Sequence[Line]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for line in found:
        runs += [Run(END), *line.runs] if line is not found[0] else line.runs
    return tuple(runs)


def _places(found: Sequence[Line]) -> tuple[Place, ...]:
    return tuple(line.place for line in found)


def _rebuilt(sides: Iterator[tuple[tuple[Place, ...], list[tuple[Run, ...]]]]) -> Node:
    found: list[Line] = []
    for places, sides_runs in sides:
        paragraphs: list[list[Run]] = [[]]
        for run in (run for runs in sides_runs for run in runs):
            if run.text == END:
                paragraphs.append([])
            else:
                paragraphs[-1].append(run)
        if places:
            found += [
                Line(place, joined(runs)) for place, runs in zip(places, paragraphs, strict=True)
            ]
    if not found:
        raise ValueError("there is no such text")
    return text_of(found)
