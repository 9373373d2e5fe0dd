"""Comparing: two versions of a document become one value that says what happened between them."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import count, groupby

from prosemirror.model import Node

from wpr.domain.guide import Guide
from wpr.domain.snapshot import Facts, SetAside, Snapshot, Text
from wpr.prose.comparison import Kind, TextComparison, compare_all
from wpr.prose.schema import read
from wpr.services.comparing_places import Spot, spots
from wpr.services.comparison import Asked, Comparison, Entry, Fact, Move, Reason, Section, State


def compare(
    old: Snapshot,
    new: Snapshot,
    guide: Guide,
    rows: tuple[Sequence[int], Sequence[int]] = ((), ()),
) -> Comparison:
    """What happened from `old` to `new`, numbered in the order in which the document is read.

    `guide` gives order and headings; what it has no place for comes after it. `rows` are the ids of
    the question rows of each, where they are known: a question is then known again whatever
    became of its words.
    """
    numbers = count(1)
    facts = tuple(_facts(old, new, numbers))
    found = list(spots(old, new, guide, rows))
    pairs = [pair for spot in found for pair in (spot.asked, spot.text)]
    texts = compare_all([(_node(pair.old), _node(pair.new)) for pair in pairs])
    entries = [
        _entry(spot, asked, text, numbers)
        for spot, asked, text in zip(found, texts[0::2], texts[1::2], strict=True)
    ]
    headings = {group.id: group.heading for group in guide.groups}
    sections = tuple(
        Section(name, headings.get(name, ""), tuple(entry for _, entry in group))
        for name, group in groupby(
            zip([spot.section for spot in found], entries, strict=True), lambda pair: pair[0]
        )
    )
    set_aside = tuple(_set_aside(old.set_aside, new.set_aside, numbers))
    return Comparison(facts, sections, set_aside, tuple(_moves(entries)), next(numbers) - 1)


def _facts(old: Snapshot, new: Snapshot, numbers: Iterator[int]) -> Iterator[Fact]:
    for name in ("title", "language", "guide", *(field.name for field in fields(Facts))):
        sides = (old, new) if hasattr(old, name) else (old.facts, new.facts)
        was, now = (getattr(side, name) for side in sides)
        yield Fact(name, was, now, 0 if was == now else next(numbers))


def _node(text: Text | None) -> Node | None:
    return None if text is None else read(text)


def _entry(
    spot: Spot, asked: TextComparison, text: TextComparison, numbers: Iterator[int]
) -> Entry:
    """The entry with its texts compared and its changes numbered."""
    entry = spot.entry
    if entry.state in (State.ADDED, State.REMOVED):
        number = next(numbers)
        asked, text = (one.numbered(numbers, inside=True) for one in (asked, text))
        return replace(
            entry, number=number, text=text, asked=entry.asked and replace(entry.asked, text=asked)
        )
    both = entry.asked and _asked(entry.asked, asked, numbers)
    text = text.numbered(numbers)
    both = both and _answered(both, numbers)
    is_changed = text.is_changed or (
        both is not None and bool(both.text.is_changed or both.moved or both.unknown or both.origin)
    )
    return replace(
        entry,
        state=State.CHANGED if is_changed else entry.state,
        text=text,
        asked=both,
        is_held=entry.is_held and is_changed,
    )


def _asked(asked: Asked, text: TextComparison, numbers: Iterator[int]) -> Asked:
    """What a reader meets before the answer: that the question moved, and how its words changed."""
    groups = {side and side.group for side in (asked.old, asked.new)}
    moved = next(numbers) if asked.moved or len(groups) > 1 else 0
    return replace(asked, moved=moved, text=text.numbered(numbers))


def _answered(asked: Asked, numbers: Iterator[int]) -> Asked:
    """What stands after the answer: who answers the rest."""
    if asked.old is None or asked.new is None:
        return asked
    return replace(
        asked,
        unknown=next(numbers) if asked.old.unknown != asked.new.unknown else 0,
        origin=next(numbers) if asked.old.key != asked.new.key else 0,
    )


def _set_aside(
    old: Sequence[SetAside], new: Sequence[SetAside], numbers: Iterator[int]
) -> Iterator[Reason]:
    ours = {one.key: (at, one.reason) for at, one in enumerate(old)}
    theirs = {one.key: (at, one.reason) for at, one in enumerate(new)}
    for key in dict.fromkeys([*theirs, *ours]):
        old_at, was = ours.get(key, (None, None))
        new_at, now = theirs.get(key, (None, None))
        yield Reason(key, was, now, old_at, new_at, 0 if was == now else next(numbers))


def _moves(entries: Sequence[Entry]) -> list[Move]:
    """Both ends of every move, in the order of their numbers."""
    ends: dict[int, Move] = {}
    for entry in entries:
        for row in entry.rows():
            known = ends.get(row.move, Move("", "", 0))
            if row.kind is Kind.AWAY:
                ends[row.move] = replace(known, old=entry.key)
            elif row.kind is Kind.HERE:
                ends[row.move] = replace(known, new=entry.key, number=known.number or row.number)
    return [ends[number] for number in sorted(ends)]
