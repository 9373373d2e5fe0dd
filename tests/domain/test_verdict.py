"""Verdicts: what reviewers disagree about, and what all of them miss."""

import pytest

from wpr.domain.verdict import Answer, is_contested, is_missed

YES, UNSURE, NO, NA = Answer.YES, Answer.UNSURE, Answer.NO, Answer.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("answers", "contested", "missed"),
    [
        ([], False, False),
        ([YES, YES], False, False),
        ([YES, NO], True, False),
        ([YES, UNSURE], False, False),
        ([NO, UNSURE], False, True),
        ([NO, NA], False, True),
        ([NA, NA], False, False),
    ],
)
def test_answers_are_weighed(answers: list[Answer], contested: bool, missed: bool) -> None:
    assert (is_contested(answers), is_missed(answers)) == (contested, missed)
