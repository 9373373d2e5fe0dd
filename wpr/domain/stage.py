"""The stage of a document on its way from an idea to a decision that has been followed up."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    CHANGES = "changes"
    READY = "ready"
    DECIDED = "decided"
    FOLLOWED_UP = "followed-up"
    ASIDE = "aside"


MOVES: Final[Mapping[Stage, frozenset[Stage]]] = {
    Stage.DRAFT: frozenset({Stage.IN_REVIEW, Stage.READY, Stage.ASIDE}),
    Stage.IN_REVIEW: frozenset({Stage.DRAFT, Stage.CHANGES, Stage.READY, Stage.ASIDE}),
    Stage.CHANGES: frozenset({Stage.DRAFT, Stage.IN_REVIEW, Stage.READY, Stage.ASIDE}),
    Stage.READY: frozenset({Stage.DRAFT, Stage.DECIDED, Stage.ASIDE}),
    Stage.DECIDED: frozenset({Stage.FOLLOWED_UP}),
    Stage.FOLLOWED_UP: frozenset(),
    Stage.ASIDE: frozenset({Stage.DRAFT}),
}
"""Which stage may follow which. "Changes" are asked for, "aside" is laid aside. What has been
decided is never a draft again: who wants it otherwise begins with a copy."""

LOCKED: Final = frozenset({Stage.READY, Stage.DECIDED, Stage.FOLLOWED_UP, Stage.ASIDE})
"""Stages in which nobody writes in the document: what was read is what is decided."""


def leads_to(here: Stage, there: Stage) -> bool:
    """Whether a document may go from one stage to the other."""
    return there in MOVES[here]
