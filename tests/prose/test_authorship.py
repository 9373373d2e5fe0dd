"""Authorship: the runs say of every position who put it there, as a list of them all would."""

from itertools import groupby, pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node, Slice
from prosemirror.transform import ReplaceAroundStep, ReplaceStep, Step

from tests.fixtures.hands import paragraph, replaced, typed
from tests.prose.documents import DOCUMENTS, revisions
from wpr.prose.authorship import Made, Run, changes_of, followed, moment, size_of
from wpr.prose.between import steps_between
from wpr.prose.schema import schema

HOUR = 3600


@given(DOCUMENTS)
@settings(max_examples=25)
def test_a_node_is_as_large_as_the_library_says(doc: Node) -> None:
    assert size_of(doc.to_json()) - 2 == doc.content.size


@given(DOCUMENTS, st.lists(st.integers(0, 40), min_size=4, max_size=4), st.integers(0, 1))
@settings(max_examples=25)
def test_a_step_changes_what_its_map_says(doc: Node, places: list[int], opened: int) -> None:
    start, gap_start, gap_end, end = sorted(places)
    part = Slice(doc.content, opened, 1 - opened)
    for step in (
        ReplaceStep(start, end, part),
        ReplaceAroundStep(start, end, gap_start, gap_end, part, part.size // 2),
    ):
        told = [number for change in changes_of(step.to_json()) for number in change]
        assert told == list(step.get_map().ranges)


@given(st.lists(revisions(), min_size=1, max_size=3), st.data())
@settings(max_examples=25)
def test_runs_cover_the_text_and_say_whose_each_position_is(
    texts: list[tuple[Node, Node]], data: st.DataObject
) -> None:
    versions = [text for pair in texts for text in pair]
    runs = [Run(versions[0].content.size, 0, 0)]
    positions: list[tuple[int | None, int]] = [(0, 0)] * versions[0].content.size
    for old, new in pairwise(versions):
        steps = steps_between(old, new)
        author = data.draw(st.sampled_from([None, 1, 2]))
        at = data.draw(st.sampled_from([0, HOUR]))
        runs = followed(runs, [Made(step, author, at) for step in steps])
        for step in steps:
            positions = by_hand(positions, step, (author, at))
        assert sum(run.length for run in runs) == new.content.size
        assert runs == [Run(len(list(same)), *whose) for whose, same in groupby(positions)]


def by_hand(
    positions: list[tuple[int | None, int]], step: dict[str, Any], whose: tuple[int | None, int]
) -> list[tuple[int | None, int]]:
    """Whose each position is after a step, by the library's own map."""
    ranges = list(Step.from_json(schema, step).get_map().ranges)
    for at in reversed(range(0, len(ranges), 3)):
        start, removed, inserted = ranges[at : at + 3]
        positions = positions[:start] + [whose] * inserted + positions[start + removed :]
    return positions


def test_what_is_formatted_stays_whose_it_was() -> None:
    bold = {"stepType": "addMark", "mark": {"type": "strong"}, "from": 1, "to": 3}
    assert followed([Run(5, 1, 0)], [Made(bold, 2, HOUR)]) == [Run(5, 1, 0)]


def test_words_inside_somebody_elses_part_them_in_two() -> None:
    made = [Made(typed("🎒!", at=3), 2, HOUR), Made(typed("?", at=6), 2, HOUR + 599.0)]
    assert followed([Run(9, 1, 0)], made) == [Run(3, 1, 0), Run(4, 2, HOUR), Run(6, 1, 0)]


def test_what_is_undone_is_whose_it_was_around_it() -> None:
    made = [Made(typed("bort", at=3), 2, HOUR), Made(replaced(3, 7), 1, 2 * HOUR)]
    assert followed([Run(9, 1, 0)], made) == [Run(9, 1, 0)]


def test_a_text_that_is_replaced_is_wholly_the_new_authors() -> None:
    whole = Made(replaced(0, 9, paragraph("Nytt")), 2, HOUR + 61.5)
    assert followed([Run(4, 1, 0), Run(5, None, 0)], [whole]) == [Run(6, 2, moment(HOUR))]
