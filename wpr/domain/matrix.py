"""A matrix: reviewers by items of one round, and what follows from it for the decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wpr.domain.checklist import Item, Weight
from wpr.domain.finding import Finding
from wpr.domain.verdict import Answer, Verdict, is_contested, is_missed

Cells = Mapping[tuple[int, str], "Cell"]
"""Answers by the reviewer's id and the item's."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one reviewer answered to one item, and why. `quote` are the words it is about, "" for
    none; `thread` the comment that holds it, None where there is none (any more)."""

    answer: Answer
    reason: str = ""
    thread: int | None = None
    quote: str = ""

    @property
    def is_explained(self) -> bool:
        """Whether there is anything to read about it."""
        return bool(self.reason) or self.thread is not None


@dataclass(frozen=True, slots=True)
class Opinion:
    """A reviewer's verdict, and the number of the version it is about. `is_behind`: the text has
    been written in since."""

    verdict: Verdict
    sentence: str
    version: int
    at: datetime
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who is asked. `name` is "" for somebody who was erased, `voice` what they speak for
    ("" for nobody but themselves); without an opinion they have not given their verdict yet, and
    `earlier` is what they thought before it, the newest first."""

    id: int
    name: str
    voice: str = ""
    is_guest: bool = False
    opinion: Opinion | None = None
    earlier: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An item with an answer, or None, for each reviewer in their order. `finding` is what the
    document itself answers."""

    item: Item
    cells: tuple[Cell | None, ...]
    finding: Finding | None = None

    @property
    def answers(self) -> list[Answer]:
        """Every answer that was given."""
        return [cell.answer for cell in self.cells if cell is not None]

    @property
    def is_contested(self) -> bool:
        """Whether reviewers disagree."""
        return is_contested(self.answers)

    @property
    def is_missed(self) -> bool:
        """Whether everybody who answered misses it."""
        return is_missed(self.answers)

    @property
    def stops(self) -> bool:
        """Whether somebody, or the document itself, says no to what has to be settled first."""
        if self.item.weight is not Weight.STOPS:
            return False
        says_no = self.finding is not None and self.finding.answer is Answer.NO
        return says_no or Answer.NO in self.answers

    @property
    def is_settled(self) -> bool:
        """Whether nobody says anything but yes or not applicable, and somebody says something."""
        given = {*self.answers, *([self.finding.answer] if self.finding else [])}
        return bool(given) and given <= {Answer.YES, Answer.NOT_APPLICABLE}

    def count(self, answer: Answer) -> int:
        """How many gave this answer."""
        return self.answers.count(answer)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows about one part or group; `heading` is "" for the document as a whole."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that was answered in a round, the reviewers as they were asked."""

    reviewers: tuple[Reviewer, ...]
    groups: tuple[Group, ...]

    @property
    def rows(self) -> list[Row]:
        """The rows of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def stopping(self) -> list[Row]:
        """The items that stop a decision."""
        return [row for row in self.rows if row.stops]

    @property
    def against(self) -> list[Reviewer]:
        """The reviewers who say that it is not ready."""
        return [
            one
            for one in self.reviewers
            if one.opinion and one.opinion.verdict is Verdict.NOT_READY
        ]

    @property
    def contested(self) -> list[Row]:
        """The items that reviewers disagree about."""
        return [row for row in self.rows if row.is_contested]

    @property
    def missed(self) -> list[Row]:
        """The items that everybody who answered misses."""
        return [row for row in self.rows if row.is_missed]

    @property
    def finished(self) -> int:
        """How many have given their verdict."""
        return sum(one.opinion is not None for one in self.reviewers)


def matrix_of(
    items: Sequence[Item],
    headings: Mapping[str, str],
    reviewers: Sequence[Reviewer],
    cells: Cells,
    findings: Mapping[str, Finding],
) -> Matrix:
    """The matrix of a round. `headings` are those of the document's parts and groups by id, in its
    order: an item stands with the first that it is about, in the document's order, and what is
    about the whole of it, or about a part that is no more, comes last."""
    rows: dict[str, list[Row]] = {}
    for item in items:
        answered = tuple(cells.get((one.id, item.id)) for one in reviewers)
        rows.setdefault(_place(item, headings), []).append(
            Row(item, answered, findings.get(item.id))
        )
    return Matrix(tuple(reviewers), tuple(_grouped(rows, headings)))


def _place(item: Item, headings: Mapping[str, str]) -> str:
    return next((part for part in item.parts if part in headings), "")


def _grouped(rows: Mapping[str, list[Row]], headings: Mapping[str, str]) -> Iterator[Group]:
    for place in (*headings, ""):
        if place in rows:
            yield Group(headings.get(place, ""), tuple(rows[place]))
