"""The stage of a document on its way from an idea to a decision that has been followed up."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """Where a document stands."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    READY = "ready"
    DECIDED = "decided"
    FOLLOWED_UP = "followed-up"


MOVES: Final[Mapping[Stage, frozenset[Stage]]] = {
    Stage.DRAFT: frozenset({Stage.IN_REVIEW}),
    Stage.IN_REVIEW: frozenset({Stage.DRAFT, Stage.READY}),
    Stage.READY: frozenset({Stage.DRAFT, Stage.DECIDED}),
    Stage.DECIDED: frozenset({Stage.FOLLOWED_UP}),
    Stage.FOLLOWED_UP: frozenset(),
}
