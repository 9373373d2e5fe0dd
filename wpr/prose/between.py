"""The steps that turn one text into another, changing as little as possible.

Every save that is not typing (the plain form, a restored version, an import) goes through here, so
that comments stay on their words. Blocks are paired first, then the words inside each pair; where
only marks differ the words are not touched.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import AttrStep, ReplaceStep

from wpr.prose.alignment import Bag, alike, changes
from wpr.prose.between_words import WordStep, between_words
from wpr.prose.plain import plain
from wpr.prose.schema import children, write
from wpr.prose.steps import MOST_STEPS

_Step = AttrStep | WordStep


def steps_between(old: Node, new: Node) -> list[dict[str, Any]]:
    """Steps, as JSON, that give exactly `new` when applied to `old` in order; none when equal.

    Never more than one call to `apply` takes: texts with less in common are replaced as a whole.
    """
    steps: list[_Step] = sorted(_between_blocks(old, new, 0), key=_from_the_end)
    if len(steps) > MOST_STEPS:
        steps = [ReplaceStep(0, old.content.size, Slice(new.content, 0, 0))]
    return [dict(step.to_json()) for step in steps]


def _from_the_end(step: _Step) -> tuple[int, bool]:
    """All positions are those of the old text, so the last place is changed first, and at the same
    place what moves nothing before what does."""
    position = step.pos if isinstance(step, AttrStep) else step.from_
    return -position, isinstance(step, ReplaceStep)


def _between_blocks(old: Node, new: Node, start: int) -> Iterator[_Step]:
    """`start` is the position before the first child of `old`."""
    ours, theirs = list(children(old)), list(children(new))
    places = list(accumulate((node.node_size for node in ours), initial=start))
    for a, b, c, d in changes([write(node) for node in ours], [write(node) for node in theirs]):
        pairs = alike([_bag(node) for node in ours[a:b]], [_bag(node) for node in theirs[c:d]])
        for i, j in [(a + i, c + j) for i, j in pairs]:
            yield from _replaced(ours[a:i], theirs[c:j], places[a])
            yield from _between_pair(ours[i], theirs[j], places[i])
            a, c = i + 1, j + 1
        yield from _replaced(ours[a:b], theirs[c:d], places[a])


def _bag(node: Node) -> Bag:
    return Bag(node.type.name, frozenset(plain(node).split()))


def _replaced(ours: list[Node], theirs: list[Node], place: int) -> Iterator[_Step]:
    if len(ours) == len(theirs) == 1 and ours[0].type is theirs[0].type:
        yield from _between_pair(ours[0], theirs[0], place)
    elif ours or theirs:
        end = place + sum(node.node_size for node in ours)
        yield ReplaceStep(place, end, Slice(Fragment.from_array(theirs), 0, 0))


def _between_pair(old: Node, new: Node, place: int) -> Iterator[_Step]:
    """`place` is the position before `old`. The only attribute is a list's first number."""
    if old.attrs != new.attrs:
        yield AttrStep(place, "order", new.attrs["order"])
    if old.is_textblock:
        yield from between_words(old, new, place + 1)
    else:
        yield from _between_blocks(old, new, place + 1)
