"""The rows of a comparison as a page shows them: paragraphs for each column, words for each row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from wpr.prose.comparison import Kind, Row
from wpr.prose.comparison_line import Place, Run
from wpr.prose.comparison_piece import END, Fate, Piece

CONTEXT: Final = 1
"""Unchanged paragraphs that are shown on each side of a change."""

FEWEST: Final = 2
"""Unchanged paragraphs from which they are folded away."""

_LABELS: Final = {
    Kind.CHANGED: _l("Changed"),
    Kind.FORMATTED: _l("Formatting changed"),
    Kind.REWRITTEN: _l("Rewritten"),
    Kind.ADDED: _l("Added"),
    Kind.REMOVED: _l("Removed"),
    Kind.HERE: _l("Moved here"),
    Kind.AWAY: _l("Moved away"),
}


@dataclass(frozen=True, slots=True)
class Bit:
    """Words with one fate. `note` says what became of their formatting ("" for nothing)."""

    fate: Fate
    runs: tuple[Run, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of one column, or of the running text."""

    place: Place
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row: its columns, and the running text where that is neither of them (else empty)."""

    row: Row
    label: str
    old: tuple[Paragraph, ...]
    new: tuple[Paragraph, ...]
    both: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows in order; `words` say how many there are when they are folded away, else ""."""

    words: str
    rows: tuple[Shown, ...]


def stretches(rows: Sequence[Row]) -> Iterator[Stretch]:
    """The rows with what is unchanged folded away, but for what stands beside a change. Empty
    paragraphs that go with other changes are not shown."""
    seen = [row for row in rows if row.number or not row.is_blank]
    changed = [at for at, row in enumerate(seen) if row.kind is not Kind.SAME]
    near = {at + by for at in changed for by in range(-CONTEXT, CONTEXT + 1)}
    for is_near, group in groupby(enumerate(seen), lambda pair: pair[0] in near):
        own = [row for _, row in group]
        folds = not is_near and len(own) >= FEWEST
        words = (
            ngettext("%(num)d unchanged paragraph", "%(num)d unchanged paragraphs", len(own))
            if folds
            else ""
        )
        yield Stretch(words, tuple(map(shown, own)))


def shown(row: Row) -> Shown:
    """A row as it is shown."""
    both: tuple[Paragraph, ...] = ()
    if row.kind is Kind.REWRITTEN:
        both = _column(row, is_old=True) + _column(row, is_old=False)
    elif row.kind is not Kind.SAME and row.new and (row.old or row.kind is Kind.HERE):
        both = tuple(_running(row))
    new = both if row.kind is Kind.HERE else _column(row, is_old=False)
    return Shown(row, label(row), _column(row, is_old=True), new, both)


def label(row: Row) -> str:
    """What happened, in few words; where something moved, the page says from where."""
    match row.kind:
        case Kind.SPLIT:
            return ngettext(
                "Split into %(num)d paragraph", "Split into %(num)d paragraphs", len(row.new)
            )
        case Kind.JOINED:
            return ngettext("%(num)d paragraph joined", "%(num)d paragraphs joined", len(row.old))
        case Kind.FORMATTED if row.reshaped:
            return _shape(row)
        case Kind.ADDED if row.is_blank:
            return _("Empty line added")
        case Kind.REMOVED if row.is_blank:
            return _("Empty line removed")
        case Kind.HERE if row.is_edited:
            return _("Moved here and changed")
    return str(_LABELS.get(row.kind, ""))


def _shape(row: Row) -> str:
    (was,), (now,) = row.old, row.new
    if was.shape == now.shape:
        return _("The list is numbered or divided differently")
    if not now.depth:
        return _("Now an ordinary paragraph")
    return _("Now in a numbered list") if now.shape[-2] else _("Now in a list with bullets")


def _column(row: Row, *, is_old: bool) -> tuple[Paragraph, ...]:
    places = row.old if is_old else row.new
    if not places:
        return ()
    bits: list[list[Bit]] = [[]]
    for piece in row.pieces:
        runs = piece.old if is_old else piece.new
        note = "" if is_old else _formatting(piece)
        for is_end, group in groupby(runs, lambda run: run.text == END):
            if is_end:
                bits.append([])
            else:
                fate = Fate.SAME if _is_gap(row, piece) else piece.fate
                bits[-1].append(Bit(fate, tuple(group), note))
    return tuple(map(Paragraph, places, map(tuple, bits)))


def _running(row: Row) -> Iterator[Paragraph]:
    """What went and what came in one text, a sign where a paragraph was split or joined."""
    sign = (Run("¶"),)
    places = iter(row.new)
    bits: list[Bit] = []
    for piece in row.pieces:
        if _is_gap(row, piece):
            bits += [Bit(Fate.SAME, piece.new)] if piece.new else []
            continue
        for is_end, group in groupby(piece.new or piece.old, lambda run: run.text == END):
            bits.append(Bit(piece.fate, sign if is_end else tuple(group), _formatting(piece)))
            if is_end and piece.fate is Fate.ADDED:
                yield Paragraph(next(places), tuple(bits))
                bits = []
    yield Paragraph(next(places), tuple(bits))


def _is_gap(row: Row, piece: Piece) -> bool:
    """Whether a piece is only the space that a paragraph mark stands for, or stood for."""
    if row.kind not in (Kind.SPLIT, Kind.JOINED) or piece.fate in (Fate.SAME, Fate.FORMATTED):
        return False
    runs = piece.new or piece.old
    return all(run.text != END and run.text.isspace() for run in runs)


def _formatting(piece: Piece) -> str:
    """What became of the formatting of some words: "bold, no longer a link to ..."."""
    if piece.fate is not Fate.FORMATTED:
        return ""
    was, now = (dict(runs[0].marks) for runs in (piece.old, piece.new))
    words = {
        "strong": (_("no longer bold"), _("bold")),
        "em": (_("no longer italic"), _("italic")),
    }
    told = [words[name][name in now] for name in words if (name in was) != (name in now)]
    return ", ".join([*told, *_link(was.get("link"), now.get("link"))])


def _link(was: str | None, now: str | None) -> Iterator[str]:
    if was == now:
        return
    if now is None:
        yield _("no longer a link to %(address)s", address=was)
    elif was is None:
        yield _("link to %(address)s", address=now)
    else:
        yield _("link to %(address)s instead of %(before)s", address=now, before=was)
