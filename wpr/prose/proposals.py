"""Proposals: what somebody would change in a text, as replacements that stand alone.

Each may be accepted without the others, in any order: between any two of them something stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from prosemirror.model import Fragment, Mark, Node, Slice
from prosemirror.transform import AttrStep, ReplaceStep, Step

from wpr.prose.between import steps_between
from wpr.prose.schema import clean, schema, write

_STOPS: Final = frozenset(".,;:!?…")

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
    found = [_proposal(old, start, end, own) for start, end, own in _groups(old, steps)]
    return [
        _tidied(old, one) if following is None or one.end < following.start else one
        for one, following in pairwise([*found, None])
        if one is not None
    ]


def instead(doc: Node, start: int, end: int, words: str) -> Proposal:
    """The proposal that these words stand between two positions, formatted as what they replace; a
    line break is one in the text. Over several blocks it is about the whole of them.

    Raises ValueError when there is no such place, or when the words cannot stand there.
    """
    was = content(doc, start, end)
    marks = _shared_marks(was or [])
    lines = [[schema.text(clean(line), marks)] if line else [] for line in words.splitlines()]
    inline = [
        node for line in lines for node in (schema.node("hard_break", None, None, marks), *line)
    ][1:]
    if was is not None:
        return Proposal(start, end, was, [dict(node.to_json()) for node in inline])
    first, last = doc.resolve(start), doc.resolve(end)
    depth = first.shared_depth(end) + 1
    joined = Slice(Fragment.from_array([schema.node("paragraph", None, inline)]), 1, 1)
    after = ReplaceStep(start, end, joined).apply(doc).doc
    start, end = first.before(depth), last.after(depth)
    if after is None:
        raise ValueError("these blocks cannot be joined")
    there = content(after, start, end + after.content.size - doc.content.size)
    return Proposal(start, end, content(doc, start, end) or [], there or [])


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


def as_text(nodes: Content) -> str:
    """Nodes as a text of their own, to be shown; "" for none."""
    if not nodes:
        return ""
    kind = schema.nodes[nodes[0]["type"]]
    if kind.is_inline:
        nodes = [{"type": "paragraph", "content": nodes}]
    elif kind.name == "list_item":
        nodes = [{"type": "bullet_list", "content": nodes}]
    return write(schema.node_from_json({"type": "doc", "content": nodes}))


def _shared_marks(nodes: Content) -> list[Mark]:
    """The marks that all of these words have."""
    found = [node.get("marks", []) for node in nodes if node["type"] == "text"]
    same = found[0] if found and all(marks == found[0] for marks in found) else []
    return [schema.mark_from_json(mark) for mark in same]


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


def _tidied(old: Node, proposal: Proposal) -> Proposal:
    """A sentence put in or taken out ends with its own full stop, and does not begin with that of
    the one before: between the two the words alone cannot tell."""
    words = proposal.was or proposal.new
    following = content(old, proposal.end, proposal.end + 1)
    if (proposal.was and proposal.new) or len(words) != 1 or not following:
        return proposal
    stop = words[0].get("text", "")[:1]
    if stop not in _STOPS or following != [words[0] | {"text": stop}]:
        return proposal
    turned = [words[0] | {"text": words[0]["text"][1:] + stop}]
    start, end = proposal.start + 1, proposal.end + 1
    return Proposal(start, end, turned if proposal.was else [], turned if proposal.new else [])


def _as_json(part: Fragment) -> Content:
    return [dict(node.to_json()) for node in part.content]


def _fragment(nodes: Content) -> Fragment:
    return Fragment.from_array([schema.node_from_json(node) for node in nodes])
