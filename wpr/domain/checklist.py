"""A checklist: what reviewers of a document look at, and whose voices a review should have."""

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self


class Weight(StrEnum):
    """What a no means: it has to be settled before the decision, or it is advice."""

    STOPS = "stops"
    ADVISES = "advises"


class Fact(StrEnum):
    """What answers an item by itself, without anybody's opinion."""

    REQUIRED_PARTS = "required-parts"
    ONE_PAGE = "one-page"
    OPEN_QUESTIONS = "open-questions"
    MUST_ANSWER = "must-answer"
    NO_STRONG_ADVICE = "no-strong-advice"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `parts` are the ids of the guide's parts and groups it is about, none
    for the whole document; `fact` is what answers it, if anything does."""

    id: str
    wording: str
    guidance: str
    weight: Weight
    parts: tuple[str, ...] = ()
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose view a review should have, and why."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items and voices of one guide in one language, in their order."""

    items: tuple[Item, ...] = ()
    voices: tuple[Voice, ...] = ()

    def item(self, item_id: str) -> Item | None:
        """The item with this id."""
        return next((one for one in self.items if one.id == item_id), None)

    def only(self, places: Container[str]) -> "Checklist":
        """The checklist for a guide that has these parts and groups only: items about none of them
        fall away."""
        items = tuple(
            Item(one.id, one.wording, one.guidance, one.weight, left, one.fact)
            for one in self.items
            if (left := tuple(part for part in one.parts if part in places)) or not one.parts
        )
        return Checklist(items, self.voices)

    def to_list(self) -> list[dict[str, Any]]:
        """The items as plain JSON values, for a round to keep."""
        return [
            {
                "id": one.id,
                "wording": one.wording,
                "guidance": one.guidance,
                "weight": one.weight.value,
                "parts": list(one.parts),
                "fact": one.fact and one.fact.value,
            }
            for one in self.items
        ]

    @classmethod
    def from_list(cls, values: list[dict[str, Any]]) -> Self:
        """The checklist whose items `to_list` wrote."""
        return cls(
            tuple(
                Item(
                    id=value["id"],
                    wording=value["wording"],
                    guidance=value["guidance"],
                    weight=Weight(value["weight"]),
                    parts=tuple(value["parts"]),
                    fact=Fact(value["fact"]) if value["fact"] else None,
                )
                for value in values
            )
        )


EMPTY_CHECKLIST: Final = Checklist()
