"""A line: one paragraph of a text, and where in its lists it stands. A text is a list of lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from prosemirror.model import Mark, Node

from wpr.prose.schema import children, schema

HARD_BREAK: Final = "\n"
"""The text of a run that is a hard break; no other run holds this character."""

_WORD: Final = re.compile(r"\w+")


class Run(NamedTuple):
    """Characters with the same marks: (name, address or "") each."""

    text: str
    marks: tuple[tuple[str, str], ...] = ()


class Level(NamedTuple):
    """A list around a paragraph: `order` is 0 for bullets, else its first number; `list_at` its
    place among its siblings, `item_at` that of the item in it."""

    order: int
    list_at: int
    item_at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: the lists around it, and its place among its siblings."""

    levels: tuple[Level, ...]
    at: int

    @property
    def depth(self) -> int:
        """How many lists it stands in."""
        return len(self.levels)

    @property
    def starts_item(self) -> bool:
        """Whether a bullet or a number stands before it."""
        return bool(self.levels) and self.at == 0

    @property
    def number(self) -> int:
        """The number before it; 0 where there is none."""
        if not self.starts_item or not self.levels[-1].order:
            return 0
        return self.levels[-1].order + self.levels[-1].item_at

    @property
    def shape(self) -> tuple[bool, ...]:
        """What it looks like apart from its words: numbered or not, for each list around it, and
        whether it begins its item."""
        return (*(level.order > 0 for level in self.levels), self.starts_item)


@dataclass(frozen=True)
class Line:
    """A paragraph: its place and its runs."""

    place: Place
    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """Its characters, a hard break being one."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def bag(self) -> Counter[str]:
        """Its words: see `bag_of`."""
        return bag_of(self.text)

    @cached_property
    def weight(self) -> int:
        """How many letters and digits it has."""
        return self.bag.total()


def bag_of(text: str) -> Counter[str]:
    """How many letters of each word a text has, capitals or not: long words say more."""
    bag: Counter[str] = Counter()
    for word in _WORD.findall(text.casefold()):
        bag[word] += len(word)
    return bag


def likeness(ours: Counter[str], theirs: Counter[str]) -> float:
    """The share of letters that stand in words of both: 0 to 1."""
    return 2 * (ours & theirs).total() / ((ours.total() + theirs.total()) or 1)


def lines(doc: Node) -> list[Line]:
    """The paragraphs of a text, those of list items too, in order."""
    return list(_lines(doc, ()))


def text_of(found: Sequence[Line]) -> Node:
    """The text that has these lines: what `lines` was given."""
    return schema.node("doc", None, list(_blocks(found, 0)))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same characters with as few runs as there are changes of marks."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].marks == run.marks and HARD_BREAK not in (found[-1].text, run.text):
            found[-1] = Run(found[-1].text + run.text, run.marks)
        else:
            found.append(run)
    return tuple(found)


def joint(before: Place | None, place: Place) -> int:
    """How two neighbours hang together: even, 2n, in n common items; odd, in one list more."""
    if before is None:
        return 0
    for shared, (ours, theirs) in enumerate(zip(before.levels, place.levels, strict=False)):
        if ours.list_at != theirs.list_at:
            return 2 * shared
        if ours.item_at != theirs.item_at:
            return 2 * shared + 1
    return 2 * min(before.depth, place.depth)


def _lines(parent: Node, levels: tuple[Level, ...]) -> Iterator[Line]:
    for at, node in enumerate(children(parent)):
        if node.is_textblock:
            yield Line(Place(levels, at), tuple(map(_run, children(node))))
            continue
        order = int(str(node.attrs["order"])) if node.type.name == "ordered_list" else 0
        for item_at, item in enumerate(children(node)):
            yield from _lines(item, (*levels, Level(order, at, item_at)))


def _run(node: Node) -> Run:
    marks = tuple((mark.type.name, str(mark.attrs.get("href", ""))) for mark in node.marks)
    return Run(node.text or HARD_BREAK, marks)


def _blocks(found: Sequence[Line], depth: int) -> Iterator[Node]:
    """The blocks that these lines make, `depth` lists in."""

    def block_at(line: Line) -> int:
        levels = line.place.levels
        return levels[depth].list_at if len(levels) > depth else line.place.at

    for _, group in groupby(found, block_at):
        own = list(group)
        if own[0].place.depth == depth:
            yield schema.node("paragraph", None, [_node(run) for run in own[0].runs])
            continue
        items = [
            schema.node("list_item", None, list(_blocks(list(item), depth + 1)))
            for _, item in groupby(own, lambda line: line.place.levels[depth].item_at)
        ]
        order = own[0].place.levels[depth].order
        kind = "ordered_list" if order else "bullet_list"
        yield schema.node(kind, {"order": order} if order else None, items)


def _node(run: Run) -> Node:
    marks: list[Mark] = [
        schema.mark(name, {"href": href} if name == "link" else None) for name, href in run.marks
    ]
    if run.text == HARD_BREAK:
        return schema.nodes["hard_break"].create(None, None, marks)
    return schema.text(run.text, marks)
