"""Proposals: what somebody would change in a text, as replacements that stand alone.

Each may be accepted without the others, in any order: between any two of them something stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import AttrStep, ReplaceStep, Step

from wpr.prose.between import steps_between
from wpr.prose.schema import schema

Content = list[dict[str, Any]]
"""Nodes next to each other as JSON: words of a paragraph, or whole blocks; none is []."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`new` is to take the place of `was`, which stands between two positions of a text."""

    start: int
    end: int
    was: Content
    new: Content


def proposals(old: Node, new: Node) -> list[Proposal]:
    """The replacements that turn one text into the other, from the beginning to the end."""
    steps = [Step.from_json(schema, step) for step in steps_between(old, new)]
    return [_proposal(old, start, end, own) for start, end, own in _groups(old, steps)]


def content(doc: Node, start: int, end: int) -> Content | None:
    """What stands between two positions; None when that is no place, or begins or ends inside a
    block that it does not hold the whole of."""
    if not 0 <= start <= end <= doc.content.size:
        return None
    try:
        part = doc.slice(start, end)
    except (ValueError, UnicodeError):
        return None
    return None if part.open_start or part.open_end else _as_json(part.content)


def place(doc: Node, proposal: Proposal) -> tuple[int, int] | None:
    """Where in the text of today the proposal's passage stands as it was; None when it has changed.

    What was taken out of it and came back stands just before or after the rest.
    """
    start, end = proposal.start, proposal.end
    size = _fragment(proposal.was).size
    spans = [(start, end)]
    if end - start < size:
        spans += [(start, start + size), (end - size, end)]
    return next((span for span in spans if content(doc, *span) == proposal.was), None)


def step(proposal: Proposal, span: tuple[int, int]) -> dict[str, Any]:
    """The step that accepts a proposal whose passage stands there."""
    return dict(ReplaceStep(*span, Slice(_fragment(proposal.new), 0, 0)).to_json())


def _groups(old: Node, steps: Sequence[Step]) -> list[tuple[int, int, list[Step]]]:
    """The steps by where they are in the old text; those that meet in one place belong together.
    They come from the end to the beginning, and stay in that order within a group."""
    groups: list[tuple[int, int, set[int]]] = []
    for start, end, number in sorted((*_span(old, one), at) for at, one in enumerate(steps)):
        if groups and start < groups[-1][1]:
            first, last, numbers = groups[-1]
            groups[-1] = (first, max(last, end), numbers | {number})
        else:
            groups.append((start, end, {number}))
    return [(start, end, [steps[at] for at in sorted(numbers)]) for start, end, numbers in groups]


def _span(old: Node, step: Step) -> tuple[int, int]:
    """What a step is about; the whole list when it changes its first number."""
    if isinstance(step, AttrStep):
        return step.pos, step.pos + (old.node_at(step.pos) or old).node_size
    spelled: dict[str, Any] = dict(step.to_json())
    return spelled["from"], spelled["to"]


def _proposal(old: Node, start: int, end: int, steps: Sequence[Step]) -> Proposal:
    new = old
    for one in steps:
        made = one.apply(new).doc
        if made is None:
            raise ValueError("steps that do not fit the text they were made for")
        new = made
    there = end + new.content.size - old.content.size
    was, proposed = content(old, start, end), content(new, start, there)
    if was is None or proposed is None:
        raise ValueError("a replacement that begins or ends inside a block")
    return Proposal(start, end, was, proposed)


def _as_json(part: Fragment) -> Content:
    return [dict(node.to_json()) for node in part.content]


def _fragment(nodes: Content) -> Fragment:
    return Fragment.from_array([schema.node_from_json(node) for node in nodes])
