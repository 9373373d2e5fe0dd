"""A guide: the parts of a PR/FAQ, their order, and what the author is told at each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wpr.domain.bank import EMPTY_BANK, Bank
from wpr.domain.checklist import EMPTY_CHECKLIST, Checklist

GROUP_QUESTION: Final = "who"
BENEFIT_QUESTION: Final = "benefit"
"""Idea questions that texts are held against, in a guide that has them: see `agreement`."""


class Shape(StrEnum):
    """What a text may hold: one line without formatting, or paragraphs and lists."""

    LINE = "line"
    PROSE = "prose"


class Kind(StrEnum):
    """What a group is made of: the guide's own parts, or questions with answers."""

    PARTS = "parts"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True)
class IdeaQuestion:
    """One of the questions a new initiative begins with."""

    id: str
    question: str
    hint: str
    example: str


@dataclass(frozen=True, slots=True)
class PartGuide:
    """What one part is for. `min_words` and `max_words` are its length (0: no limit).

    `names_group` and `needs_date` are what else it must have to be done: a word of the group that
    the idea names, and a launch date beside it. `holds_on` marks what is to hold whatever else is
    changed: whoever compares two versions is told when it is not the same. `order` is its turn when
    writing (0: none of its own), `ask` who knows what belongs here.
    `skeleton` is the first draft, with `{id}` for the answer to the idea question of that id: see
    `wpr.domain.idea`.
    """

    id: str
    heading: str
    shape: Shape
    required: bool
    min_words: int
    max_words: int
    purpose: str
    good: str
    example: str
    skeleton: str
    ask: str = ""
    names_group: bool = False
    needs_date: bool = False
    holds_on: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class StartQuestion:
    """A question that a new document of this guide already asks. `key` is unique in the guide."""

    key: str
    question: str
    hint: str


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the document: parts in a fixed order, or questions in the authors' order.

    `is_public`: its questions and answers stand in what is printed for everybody."""

    id: str
    heading: str
    kind: Kind
    purpose: str
    good: str
    example: str
    parts: tuple[PartGuide, ...]
    questions: tuple[StartQuestion, ...]
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide in one language. `words` are the document's own words in that language
    (labels that are printed or stand in its file). `bank` has every question the guide knows,
    those of a new document too; `checklist` is what its reviewers look at."""

    id: str
    language: str
    name: str
    idea: tuple[IdeaQuestion, ...]
    groups: tuple[Group, ...]
    words: Mapping[str, str]
    bank: Bank = EMPTY_BANK
    checklist: Checklist = EMPTY_CHECKLIST

    def parts(self) -> Iterator[PartGuide]:
        """Every part, in the order of the document."""
        return (part for group in self.groups for part in group.parts)

    def writing_order(self) -> tuple[PartGuide, ...]:
        """The parts in the order that makes writing easiest; those without a turn come last."""
        return tuple(sorted(self.parts(), key=lambda part: (not part.order, part.order)))

    def question_groups(self) -> tuple[Group, ...]:
        """The groups that hold questions, in the order of the document."""
        return tuple(group for group in self.groups if group.kind is Kind.QUESTIONS)

    def group_of(self, key: str) -> str | None:
        """The group that a question of this key belongs to; None for a key nobody knows."""
        started = {asked.key: group.id for group in self.groups for asked in group.questions}
        known = self.bank.find(key)
        return known.group if known else started.get(key)

    def hint(self, key: str) -> str:
        """What a good answer to a question of this key holds; "" for a key nobody knows."""
        known = self.bank.find(key)
        return known.hint if known else ""
