"""Progress: what a part lacks, when it is done, and the one next step."""

from dataclasses import replace

import pytest

from wpr.domain.guide import Guide, PartGuide, Shape
from wpr.domain.guide_file import load_guides
from wpr.domain.progress import (
    Lack,
    Measure,
    NextStep,
    State,
    Step,
    answer_state,
    lacks_of,
    progress_of,
)
from wpr.places import GUIDES

PART = PartGuide(
    id="lead",
    heading="Ingress",
    shape=Shape.PROSE,
    required=True,
    min_words=10,
    max_words=20,
    purpose="",
    good="",
    example="",
    skeleton="",
    names_group=True,
    needs_date=True,
)
FULL = {"words": 15, "gaps": 0, "names_group": True}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guides(GUIDES).get("school", "sv")


def written(guide: Guide) -> dict[str, Measure]:
    """Every part as long as its guide asks for."""
    return {part.id: Measure(words=max(part.min_words, 1)) for part in guide.parts()}


@pytest.mark.parametrize(
    ("changed", "has_date", "lacks"),
    [
        ({}, True, ()),
        ({"words": 10}, True, ()),
        ({"words": 20}, True, ()),
        ({"words": 0, "gaps": 2}, True, (Lack.TEXT,)),
        ({"words": 9}, True, (Lack.LONGER,)),
        ({"words": 21}, True, (Lack.SHORTER,)),
        ({"gaps": 1}, True, (Lack.BRACKETS,)),
        ({"names_group": False}, True, (Lack.GROUP,)),
        ({}, False, (Lack.DATE,)),
        (
            {"words": 1, "gaps": 1, "names_group": False},
            False,
            (Lack.BRACKETS, Lack.LONGER, Lack.GROUP, Lack.DATE),
        ),
    ],
)
def test_a_part_lacks_what_its_guide_asks_for(
    changed: dict[str, int], has_date: bool, lacks: tuple[Lack, ...]
) -> None:
    assert lacks_of(PART, Measure(**(FULL | changed)), has_date=has_date) == lacks


def test_an_optional_part_may_stay_empty_but_not_half_done() -> None:
    optional = replace(PART, required=False)
    assert lacks_of(optional, Measure(), has_date=False) == ()
    assert lacks_of(optional, Measure(words=3), has_date=True) == (Lack.LONGER,)


def test_a_part_without_limits_is_done_with_one_word() -> None:
    free = replace(PART, min_words=0, max_words=0, names_group=False, needs_date=False)
    assert lacks_of(free, Measure(words=1), has_date=False) == ()
    assert lacks_of(free, Measure(words=100_000), has_date=False) == ()


@pytest.mark.parametrize(
    ("measure", "state"),
    [
        (Measure(), State.EMPTY),
        (Measure(words=1), State.DONE),
        (Measure(words=1, gaps=1), State.BEGUN),
        (Measure(is_open=True), State.DONE),
        (Measure(words=9, gaps=3, is_open=True), State.DONE),
    ],
)
def test_an_answer_is_done_when_it_says_something_or_who_will(
    measure: Measure, state: State
) -> None:
    assert answer_state(measure) is state


def test_a_new_document_has_everything_before_it(guide: Guide) -> None:
    required = [part.id for part in guide.parts() if part.required]
    progress = progress_of(guide, {}, [State.EMPTY] * 3, has_date=False, is_shared=False)
    assert (progress.done, progress.needed) == (0, len(required) + 3)
    assert set(progress.states.values()) == {State.EMPTY}
    assert progress.next.step is Step.WRITE
    assert progress.next.part in required


def test_parts_come_in_the_order_in_which_one_writes_them(guide: Guide) -> None:
    parts = written(guide)
    order = [part.id for part in guide.writing_order() if part.required]
    for number, name in enumerate(order):
        some = {one: parts[one] for one in order[:number]}
        progress = progress_of(guide, some, [], has_date=True, is_shared=True)
        assert progress.next == NextStep(Step.WRITE, name)
        assert progress.done == number


def test_brackets_are_to_be_filled_in(guide: Guide) -> None:
    first = next(part.id for part in guide.writing_order() if part.required)
    parts = written(guide) | {first: Measure(words=50, gaps=1)}
    progress = progress_of(guide, parts, [], has_date=True, is_shared=True)
    assert progress.next == NextStep(Step.FILL_IN, first)
    assert progress.states[first] is State.BEGUN


def test_then_come_the_date_the_answers_a_colleague_and_the_pdf(guide: Guide) -> None:
    done, empty = [State.DONE, State.DONE], [State.DONE, State.EMPTY]

    def step(answers: list[State], *, has_date: bool, is_shared: bool) -> Step:
        parts = written(guide)
        return progress_of(guide, parts, answers, has_date=has_date, is_shared=is_shared).next.step

    assert step(empty, has_date=False, is_shared=False) is Step.SET_DATE
    assert step(empty, has_date=True, is_shared=False) is Step.ANSWER
    assert step(done, has_date=True, is_shared=False) is Step.SHARE
    assert step(done, has_date=True, is_shared=True) is Step.PRINT


def test_all_done_is_all_that_was_needed(guide: Guide) -> None:
    progress = progress_of(guide, written(guide), [State.DONE] * 4, has_date=True, is_shared=True)
    assert progress.done == progress.needed


def test_sizes_of_parts_that_the_guide_has_no_more_count_for_nothing(guide: Guide) -> None:
    gone = {"gone": Measure(words=5, gaps=5)}
    with_it = progress_of(guide, written(guide) | gone, [], has_date=True, is_shared=True)
    assert with_it == progress_of(guide, written(guide), [], has_date=True, is_shared=True)
