"""Applying the steps that a browser sent to a text, or refusing them all."""

from typing import Any, Final

from prosemirror.model import Node
from prosemirror.transform import Step

from wpr.prose import mark_set
from wpr.prose.schema import LARGEST, canonical, checked, is_line, schema

MOST_STEPS: Final = 500
"""Steps in one call. The editor merges what is typed, so this is hours of writing offline."""

LARGEST_CALL: Final = 500_000
"""Characters of JSON in one call: room for replacing a text of the largest size, twice."""

KINDS: Final = frozenset(
    {"replace", "replaceAround", "addMark", "removeMark", "attr", mark_set.KIND}
)
"""The steps that the editor makes. The library has others, for marks on blocks."""

_NUMBERS: Final = frozenset(
    {"from", "to", "gapFrom", "gapTo", "insert", "pos", "openStart", "openEnd"}
)


class StepsRefused(ValueError):
    """The steps cannot be applied, for the reason that the message says. Nothing was changed."""


def apply(doc: Node, steps: list[dict[str, Any]], line: bool) -> Node:
    """The text after the steps, checked. A line stays one paragraph of plain text.

    Raises StepsRefused when the call is too large, when a step is malformed or does not fit the
    text, and when the result is no valid text. Other browsers get the steps as they came, so a
    step is also malformed when the JavaScript library would have spelled it differently.
    """
    if not isinstance(steps, list):
        raise StepsRefused("the steps are not a list")
    if len(steps) > MOST_STEPS:
        raise StepsRefused(f"more than {MOST_STEPS} steps")
    room = LARGEST_CALL
    for step in steps:
        spelled = _spelled(step)
        room -= len(spelled)
        if room < 0:
            raise StepsRefused(f"more than {LARGEST_CALL} characters of steps")
        doc = _applied(_parsed(step, spelled), doc)
    try:
        doc = checked(doc)
    except (ValueError, RecursionError) as error:
        raise StepsRefused(f"no valid text: {str(error)[:80]}") from error
    if line and not is_line(doc):
        raise StepsRefused("a line is one paragraph of plain text")
    return doc


def _spelled(step: Any) -> str:
    try:
        return canonical(step)
    except (TypeError, ValueError, RecursionError) as error:
        raise StepsRefused("malformed step") from error


def _parsed(step: Any, spelled: str) -> Step:
    if not isinstance(step, dict) or step.get("stepType") not in tuple(KINDS):
        raise StepsRefused("unknown kind of step")
    try:
        parsed = Step.from_json(schema, step)
        respelled = canonical(parsed.to_json())
    except Exception as error:  # the port meets odd JSON with any error there is
        raise StepsRefused("malformed step") from error
    if respelled != spelled or not all(map(_is_sound, [step, *step.get("steps", [])])):
        raise StepsRefused("malformed step")
    return parsed


def _is_sound(step: dict[str, Any]) -> bool:
    """Whether its numbers are numbers and in order, and its attribute is one that we have.

    The port takes `true` for 1, and repeats text when a step ends before it starts.
    """
    numbers = [
        part[key] for part in (step, step.get("slice", {})) for key in _NUMBERS & part.keys()
    ]
    places = [step[key] for key in ("from", "gapFrom", "gapTo", "to") if key in step]
    return (
        all(type(number) is int and number >= 0 for number in numbers)
        and places == sorted(places)
        and step.get("attr", "order") == "order"
    )


def _applied(step: Step, doc: Node) -> Node:
    try:
        result = step.apply(doc)
    except UnicodeError as error:
        raise StepsRefused("a position inside a character") from error
    except Exception as error:
        raise StepsRefused("a step does not fit the text") from error
    if result.doc is None:
        raise StepsRefused("a step does not fit the text")
    if result.doc.content.size > LARGEST:
        raise StepsRefused(f"larger than {LARGEST} characters")
    return result.doc
