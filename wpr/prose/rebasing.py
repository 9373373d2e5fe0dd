"""Rebasing: words typed on an older text, moved past what others did to it meanwhile."""

from collections.abc import Sequence
from typing import Any, Final

from prosemirror.transform import Mapping, Step

from wpr.prose.schema import schema

_MOST_MAPPED: Final = 20_000
"""Positions mapped in one call, some 20 ms; others wait for the text meanwhile."""


def rebased(
    steps: Sequence[dict[str, Any]], over: Sequence[dict[str, Any]]
) -> list[dict[str, Any]] | None:
    """Steps made beside the steps `over`, as they are after those; as a browser would move them.

    None unless each of them only types into a text or takes out of it, and its place is still
    there, and there are not too many: anything else is for the browser, which knows more. `over`
    has been applied before, so it is well formed; `steps` may be anything.
    """
    work = len(steps) * (len(steps) + len(over))
    if work > _MOST_MAPPED or not all(map(_is_typing, steps)):
        return None
    # Back before all of them, past the others, and then past each one that is done again, whose
    # map mirrors the one that took it back: so the second letter of a word finds the first.
    maps = [Step.from_json(schema, step).get_map() for step in steps]
    mapping = Mapping()
    for one in reversed(maps):
        mapping.append_map(one.invert())
    for step in over:
        mapping.append_map(Step.from_json(schema, step).get_map())
    moved = []
    for number, step in enumerate(steps):
        back = len(steps) - number
        place = _moved(step, mapping.slice(back))
        if place is None:
            return None
        moved.append(place)
        mapping.append_map(Step.from_json(schema, place).get_map(), back - 1)
    return moved


def _is_typing(step: dict[str, Any]) -> bool:
    """Whether it is a replacement by plain pieces of text, without opening or closing a block."""
    match step:
        case {"stepType": "replace", "from": int(start), "to": int(end)} if 0 <= start <= end:
            piece = step.get("slice", {"content": []})
            return (
                "structure" not in step
                and isinstance(piece, dict)
                and piece.keys() == {"content"}
                and isinstance(piece["content"], list)
                and all(map(_is_text, piece["content"]))
            )
    return False


def _is_text(node: object) -> bool:
    match node:
        case {"type": "text", "text": str(text), **others}:
            return text != "" and not others
    return False


def _moved(step: dict[str, Any], mapping: Mapping) -> dict[str, Any] | None:
    start, end = mapping.map_result(step["from"], 1), mapping.map_result(step["to"], -1)
    if start.deleted_across and end.deleted_across:
        return None
    return step | {"from": start.pos, "to": max(start.pos, end.pos)}
