"""The matrix: reviewers by items, and what follows from their answers for the decision."""

from datetime import UTC, datetime

import pytest

from wpr.domain.checklist import Fact, Item, Weight
from wpr.domain.finding import Finding
from wpr.domain.matrix import Cell, Matrix, Opinion, Reviewer, matrix_of
from wpr.domain.verdict import Answer, Verdict

YES, UNSURE, NO, NA = Answer
AT = datetime(2027, 3, 1, tzinfo=UTC)
HEADINGS = {"release": "Pressmeddelande", "headline": "Rubrik", "problem": "Problem"}


def item(name: str, *parts: str, weight: Weight = Weight.STOPS) -> Item:
    return Item(name, f"{name}.", "", weight, parts)


def judged(number: int, verdict: Verdict | None = None) -> Reviewer:
    opinion = Opinion(verdict, "", 1, AT) if verdict else None
    return Reviewer(number, f"Nummer {number}", opinion=opinion)


def of(items: list[Item], *answers: list[Answer | None]) -> Matrix:
    """A matrix with a list of answers for each reviewer."""
    cells = {
        (number, one.id): Cell(answer)
        for number, given in enumerate(answers)
        for one, answer in zip(items, given, strict=True)
        if answer is not None
    }
    people = [judged(number) for number in range(len(answers))]
    return matrix_of(items, HEADINGS, people, cells, {})


def test_items_stand_with_the_first_part_they_are_about_in_the_order_of_the_document() -> None:
    items = [
        item("whole"),
        item("two", "problem", "headline"),
        item("gone", "no-such-part"),
        item("head", "headline"),
        item("group", "release"),
    ]
    groups = of(items).groups
    assert [(group.heading, [row.item.id for row in group.rows]) for group in groups] == [
        ("Pressmeddelande", ["group"]),
        ("Rubrik", ["head"]),
        ("Problem", ["two"]),
        ("", ["whole", "gone"]),
    ]


@pytest.mark.parametrize(
    ("given", "contested", "missed", "stops", "settled"),
    [
        ([YES, YES], False, False, False, True),
        ([YES, NO], True, False, True, False),
        ([NO, NO], False, True, True, False),
        ([UNSURE, NA], False, True, False, False),
        ([YES, UNSURE], False, False, False, False),
        ([NA, NA], False, False, False, True),
        ([None, NO], False, True, True, False),
        ([None, None], False, False, False, False),
    ],
)
def test_what_answers_mean(
    given: list[Answer | None], contested: bool, missed: bool, stops: bool, settled: bool
) -> None:
    matrix = of([item("one")], *([answer] for answer in given))
    row = matrix.rows[0]
    assert (row.is_contested, row.is_missed) == (contested, missed)
    assert (row.stops, row.is_settled) == (stops, settled)
    assert matrix.contested == ([row] if contested else [])
    assert matrix.missed == ([row] if missed else [])
    assert matrix.stopping == ([row] if stops else [])
    assert row.count(NO) == given.count(NO)


def test_advice_never_stops_and_what_the_document_answers_does() -> None:
    advice = of([item("one", weight=Weight.ADVISES)], [NO])
    assert not advice.stopping
    finding = Finding(Fact.ONE_PAGE, NO, 2)
    matrix = matrix_of([item("one")], HEADINGS, [], {}, {"one": finding})
    assert [row.item.id for row in matrix.stopping] == ["one"]
    assert not matrix.rows[0].is_settled
    kept = matrix_of([item("one")], HEADINGS, [], {}, {"one": Finding(Fact.ONE_PAGE, YES, 1)})
    assert not kept.stopping
    assert kept.rows[0].is_settled


def test_those_who_say_not_ready_are_named_and_those_who_are_done_counted() -> None:
    people = [judged(1, Verdict.READY), judged(2, Verdict.NOT_READY), judged(3)]
    matrix = matrix_of([item("one")], HEADINGS, people, {}, {})
    assert [one.id for one in matrix.against] == [2]
    assert matrix.finished == 2
    assert matrix.rows[0].cells == (None, None, None)
