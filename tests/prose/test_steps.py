"""A browser's steps are applied all together or refused all together, with a reason."""

import copy
import json
from typing import Any

import pytest

from wpr.prose.markdown import from_markdown
from wpr.prose.schema import DEEPEST, LARGEST, line, paragraphs, read, write
from wpr.prose.steps import LARGEST_CALL, MOST_STEPS, StepsRefused, apply

HELLO = read(line("hej alla"))
Step = dict[str, Any]


def insert(position: int, *content: Step, to: int | None = None, **opened: int) -> Step:
    end = position if to is None else to
    return {
        "stepType": "replace",
        "from": position,
        "to": end,
        "slice": {"content": list(content), **opened},
    }


def typed(position: int, text: str, to: int | None = None) -> Step:
    return insert(position, {"type": "text", "text": text}, to=to)


def marked(kind: str, start: int, end: int, **mark: Any) -> Step:
    return {"stepType": kind, "mark": mark or {"type": "em"}, "from": start, "to": end}


def test_steps_are_applied_in_order() -> None:
    doc = apply(HELLO, [typed(4, " på er"), typed(10, ","), marked("addMark", 1, 4)], line=False)
    assert write(doc) == write(from_markdown("_hej_ på er, alla"))
    assert HELLO.text_content == "hej alla"


def test_no_steps_change_nothing() -> None:
    assert write(apply(HELLO, [], line=True)) == write(HELLO)


def test_positions_count_utf_16_units() -> None:
    assert apply(read(line("😀x")), [typed(3, "!")], line=True).text_content == "😀!x"


def test_a_paragraph_is_wrapped_in_a_list_and_the_list_renumbered() -> None:
    item = {"type": "list_item"}
    wrapped = {
        "stepType": "replaceAround",
        "from": 0,
        "to": 10,
        "gapFrom": 0,
        "gapTo": 10,
        "insert": 2,
        "structure": True,
        "slice": {"content": [{"type": "ordered_list", "attrs": {"order": 1}, "content": [item]}]},
    }
    renumbered = {"stepType": "attr", "pos": 0, "attr": "order", "value": 7}
    assert write(apply(HELLO, [wrapped, renumbered], line=False)) == write(
        from_markdown("7. hej alla")
    )


def test_a_set_of_mark_steps_is_one_step() -> None:
    doc = from_markdown("[hej](/a) [alla](/b)")
    new = {"type": "link", "attrs": {"href": "/c"}}
    old = {"type": "link", "attrs": {"href": "/b"}}
    steps = [marked("removeMark", 5, 9, **old), marked("addMark", 1, 9, **new)]
    result = apply(doc, [{"stepType": "markSet", "steps": steps}], line=False)
    assert write(result) == write(from_markdown("[hej alla](/c)"))


def malformed(**changed: Any) -> Step:
    return {**typed(1, "x"), **changed}


MALFORMED: list[Any] = [
    None,
    [],
    "replace",
    {},
    {"stepType": "unknown"},
    {"stepType": ["replace"]},
    {"stepType": "docAttr", "attr": "x", "value": 1},
    {"stepType": "addNodeMark", "pos": 0, "mark": {"type": "em"}},
    {"stepType": "replace"},
    malformed(**{"from": True}),
    malformed(**{"from": 1.0}),
    malformed(**{"from": "1"}),
    malformed(**{"from": None}),
    malformed(to=float("nan")),
    malformed(extra=1),
    malformed(structure=False),
    malformed(slice=[]),
    malformed(slice={"content": '[{"type":"text","text":"x"}]'}),
    malformed(slice={"content": [{"type": "text", "text": 1}]}),
    malformed(slice={"content": [{"type": "text", "text": ""}]}),
    malformed(slice={"content": [{"type": "heading"}]}),
    malformed(slice={"content": [{"type": "paragraph"}], "openStart": True, "openEnd": 1}),
    malformed(slice={"content": [{"type": "paragraph"}], "openStart": -1}),
    marked("addMark", 1, 2, type="underline"),
    marked("addMark", 1, 2, type="link"),
    marked("addMark", 1, 2, type="link", attrs={"href": "javascript:x"}),
    marked("addMark", 1, 2, type="link", attrs={"href": "/x", "onclick": "x"}),
    {"stepType": "markSet"},
    {"stepType": "markSet", "steps": [typed(1, "x")]},
    {"stepType": "markSet", "steps": [marked("addMark", True, 2)]},
    {"stepType": "attr", "pos": 0, "attr": "class", "value": "x"},
    {"stepType": "attr", "pos": True, "attr": "order", "value": 1},
    typed(1, "\ud83d"),
    typed(-1, "x"),
    typed(5, "x", to=2),
    marked("addMark", 5, 2),
    {"stepType": "markSet", "steps": [marked("removeMark", 5, 2)]},
    {"stepType": "replace", "from": 0, "to": 0, "slice": {"content": {1, 2}}},
]


@pytest.mark.parametrize("step", MALFORMED, ids=str)
def test_a_malformed_step_is_refused(step: Any) -> None:
    with pytest.raises(StepsRefused, match=r"malformed|unknown"):
        apply(HELLO, [typed(1, "x"), step], line=False)


@pytest.mark.parametrize(
    "step",
    [
        typed(0, "text beside a paragraph"),
        typed(99, "x"),
        typed(10**30, "x"),
        insert(3, {"type": "paragraph"}),
        insert(1, {"type": "list_item", "content": [{"type": "paragraph"}]}, openStart=1),
        {"stepType": "replace", "from": 0, "to": 10},
        {"stepType": "replace", "from": 1, "to": 4, "structure": True},
        marked("addMark", 1, 99),
        {"stepType": "attr", "pos": 50, "attr": "order", "value": 1},
    ],
    ids=str,
)
def test_a_step_that_does_not_fit_is_refused(step: Step) -> None:
    with pytest.raises(StepsRefused, match="does not fit"):
        apply(HELLO, [step], line=False)


def test_half_an_emoji_is_refused() -> None:
    with pytest.raises(StepsRefused, match="inside a character"):
        apply(read(line("😀x")), [typed(2, "!")], line=False)


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "\x00", "\x9f", "\uffff"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(StepsRefused, match="character"):
        apply(HELLO, [typed(1, text)], line=False)


def test_a_number_that_no_list_has_is_refused() -> None:
    doc = from_markdown("1. a")
    for value in (0, 1.5, True, "1", None, 10**9):
        step = {"stepType": "attr", "pos": 0, "attr": "order", "value": value}
        with pytest.raises(StepsRefused, match="number"):
            apply(doc, [step], line=False)


def test_too_many_and_too_large_calls_are_refused() -> None:
    assert apply(HELLO, [typed(1, "x")] * MOST_STEPS, line=True).content.size == 510
    with pytest.raises(StepsRefused, match="more than"):
        apply(HELLO, [typed(1, "x")] * (MOST_STEPS + 1), line=True)
    with pytest.raises(StepsRefused, match="more than"):
        apply(HELLO, [typed(1, "x" * LARGEST_CALL)], line=True)
    with pytest.raises(StepsRefused, match="larger"):
        apply(HELLO, [typed(1, "x" * LARGEST)], line=True)
    with pytest.raises(StepsRefused, match="not a list"):
        apply(HELLO, {"steps": []}, line=True)  # type: ignore[arg-type]


def test_a_result_that_is_too_large_in_json_is_refused() -> None:
    breaks = [{"type": "hard_break"}] * (LARGEST // 20)
    with pytest.raises(StepsRefused, match="larger"):
        apply(HELLO, [insert(1, *breaks)], line=False)


def test_lists_that_grow_too_deep_are_refused() -> None:
    deeper = {"type": "paragraph"}
    for _ in range(DEEPEST + 1):
        item = {"type": "list_item", "content": [{"type": "paragraph"}, deeper]}
        deeper = {"type": "bullet_list", "content": [item]}
    with pytest.raises(StepsRefused, match="lists"):
        apply(HELLO, [insert(0, deeper)], line=False)


def test_json_that_is_nested_without_end_is_refused() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(StepsRefused, match="malformed"):
        apply(HELLO, [malformed(slice={"content": deep})], line=False)


@pytest.mark.parametrize(
    "step",
    [
        insert(1, {"type": "hard_break"}),
        marked("addMark", 1, 4),
        insert(0, {"type": "paragraph"}),
        insert(4, {"type": "paragraph"}, {"type": "paragraph"}, openStart=1, openEnd=1),
    ],
    ids=str,
)
def test_a_line_stays_one_paragraph_of_plain_text(step: Step) -> None:
    assert apply(HELLO, [copy.deepcopy(step)], line=False)
    with pytest.raises(StepsRefused, match="a line"):
        apply(HELLO, [step], line=True)


def test_a_refused_call_changes_nothing() -> None:
    doc = read(paragraphs("a", "b"))
    before = json.loads(write(doc))
    with pytest.raises(StepsRefused):
        apply(doc, [typed(1, "x"), typed(99, "x")], line=False)
    assert json.loads(write(doc)) == before
