"""Rebasing: what is typed beside others lands where a browser would put it, or is left to it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.hands import paragraph, replaced, typed
from wpr.prose.plain import plain
from wpr.prose.rebasing import rebased
from wpr.prose.schema import paragraphs, read
from wpr.prose.steps import StepsRefused, apply

Step = dict[str, Any]

TEXT = read(paragraphs("Varje fredag kommer ett brev."))
BOLD = {"stepType": "addMark", "mark": {"type": "strong"}, "from": 1, "to": 6}


def cut(start: int, end: int) -> Step:
    """The step of somebody who takes away what stands between two positions."""
    return {"stepType": "replace", "from": start, "to": end}


def merged(mine: list[Step], others: list[Step]) -> str | None:
    """The text when others' steps came first and mine after them."""
    moved = rebased(mine, others)
    return moved and plain(apply(apply(TEXT, others, line=False), moved, line=False))


@pytest.mark.parametrize(
    ("mine", "others", "words"),
    [
        ([typed("mer ", 7)], [typed("Nu: ")], "Nu: Varje mer fredag kommer ett brev."),
        ([typed("mer ", 7)], [typed("!", 30)], "Varje mer fredag kommer ett brev.!"),
        ([typed("b", 7)], [typed("a", 7)], "Varje abfredag kommer ett brev."),
        (
            [typed("o", 7), typed("c", 8), typed("h", 9)],
            [typed("Nu: "), typed("x", 11)],
            "Nu: Varje xochfredag kommer ett brev.",
        ),
        ([cut(7, 13), typed("dag", 7)], [typed("Nu: ")], "Nu: Varje dag kommer ett brev."),
        ([typed("å", 7), cut(7, 8)], [typed("Nu: ")], "Nu: Varje fredag kommer ett brev."),
        ([cut(7, 14)], [cut(10, 18)], "Varje er ett brev."),
        ([typed("x", 7)], [cut(7, 14)], "Varje xkommer ett brev."),
        (
            [typed("🙂", 7), typed("!", 9)],
            [BOLD, typed("é", 6)],
            "Varjeé 🙂!fredag kommer ett brev.",
        ),
    ],
)
def test_words_land_beside_those_of_others(
    mine: list[Step], others: list[Step], words: str
) -> None:
    assert merged(mine, others) == words


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        ([typed("x", 9)], [cut(7, 14)]),
        ([cut(8, 10)], [cut(7, 14)]),
        ([BOLD], [typed("Nu: ")]),
        ([typed("a"), BOLD], [typed("Nu: ")]),
        ([replaced(31, 31, paragraph("Nytt"))], [typed("Nu: ")]),
        ([typed("a") | {"structure": True}], [typed("Nu: ")]),
        ([replaced(1, 1, {"type": "hard_break"})], [typed("Nu: ")]),
        ([{"stepType": "replace", "from": 3, "to": 1}], [typed("Nu: ")]),
        ([{"stepType": "replace", "from": 1, "to": 1, "slice": "x"}], [typed("Nu: ")]),
        ([{}], [typed("Nu: ")]),
        ([typed("a")] * 150, [typed("Nu: ")]),
    ],
    ids=lambda steps: json.dumps(steps)[:40],
)
def test_what_is_more_than_typing_or_has_lost_its_place_is_left_to_the_browser(
    mine: list[Step], others: list[Step]
) -> None:
    assert rebased(mine, others) is None


edits = st.lists(
    st.tuples(st.integers(1, 28), st.integers(0, 3), st.sampled_from(["", "a", "åå", "🙂"])),
    min_size=1,
    max_size=4,
)


@given(edits, edits)
def test_nothing_typed_is_lost_or_doubled(
    mine: list[tuple[int, int, str]], others: list[tuple[int, int, str]]
) -> None:
    """Letters that each side adds are all there once, whatever the other side took away."""
    ours = _steps(mine, "M")
    theirs = _steps(others, "T")
    try:
        apply(TEXT, ours, line=False)
        after = apply(TEXT, theirs, line=False)
    except StepsRefused:
        return  # it cuts through a character
    moved = rebased(ours, theirs)
    if moved is None:
        return
    try:
        words = plain(apply(after, moved, line=False))
    except StepsRefused:
        return  # the server leaves it to the browser then
    alone = plain(apply(TEXT, ours, line=False))
    assert words.count("M") == alone.count("M")


def _steps(edits: list[tuple[int, int, str]], letter: str) -> list[Step]:
    return [
        replaced(at, at + length, {"type": "text", "text": letter + word})
        if word or not length
        else cut(at, at + length)
        for at, length, word in edits
    ]
