"""Verdicts and answers: what a reviewer thinks of a document, as a whole and item by item."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a reviewer says of the whole document."""

    READY = "ready"
    AFTER_CHANGES = "after-changes"
    NOT_READY = "not-ready"


class Answer(StrEnum):
    """What a reviewer answers to one item of the checklist: is it so?"""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"
    NOT_APPLICABLE = "na"


NEEDS_REASON = frozenset({Answer.NO, Answer.NOT_APPLICABLE})
"""Answers that say nothing to the author without a reason."""


def is_contested(answers: Iterable[Answer]) -> bool:
    """Whether reviewers disagree: somebody says yes and somebody else no."""
    given = set(answers)
    return {Answer.YES, Answer.NO} <= given


def is_missed(answers: Iterable[Answer]) -> bool:
    """Whether everybody who answered misses it: nobody says yes, and somebody no or unsure."""
    given = set(answers) - {Answer.NOT_APPLICABLE}
    return bool(given) and Answer.YES not in given
