"""A review for print: who thinks what, what is contested, and every answer, in plain words.

All words are the document's language already; nothing is asked of the clock or the database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final, Self

from markupsafe import Markup

from wpr.printing.setting import Setting

_MOST_BESIDE: Final = 7
"""Reviewers in one table: 7 columns of 13 mm beside the items still hold "Gäller inte" in 7 pt."""


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who was asked. `number` is what tables and reasons call them, `short` the name where
    room is scarce; `verdict` is "" for none yet, `about` tells of which version, `sentence` why."""

    number: int
    name: str
    short: str
    verdict: str
    about: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A short list with its heading; `nothing` stands for one without entries."""

    heading: str
    entries: tuple[str, ...]
    nothing: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody answered as they did: "3 Cecilia Fors", "Nej", and the words."""

    who: str
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the checklist. `mark` says whether a no stops; `answers` has a word for each
    reviewer ("" for none), `tally` how often each of `Words.answers` was given, and
    `reasons` why."""

    wording: str
    mark: str
    answers: tuple[str, ...]
    tally: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The items about one part of the document."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What stands above things: `answers` are the kinds of answer, `no` among them the one to
    notice, and last what is said of those without; `none` is read where a reviewer has not
    answered, and `table` names a table of reviewers {first} to {last}."""

    heading: str
    verdicts: str
    reviewer: str
    verdict: str
    sentence: str
    summary: str
    item: str
    answers: tuple[str, ...]
    no: str
    matrix: str
    table: str
    none: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Block:
    """Reviewers who stand beside each other in one table. `start` and `end` cut their answers."""

    caption: str
    reviewers: Sequence[Reviewer]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Review:
    """One round of a review. `lead` says in sentences which version was read, by how many, when."""

    words: Words
    lead: tuple[str, ...]
    reviewers: tuple[Reviewer, ...]
    findings: tuple[Finding, ...]
    groups: tuple[Group, ...]

    def blocks(self) -> Iterator[Block]:
        """The reviewers in tables of even width, each narrow enough to be read."""
        total = len(self.reviewers)
        tables = -(-total // _MOST_BESIDE)
        for at in range(tables):
            start, end = at * total // tables, (at + 1) * total // tables
            beside = self.reviewers[start:end]
            caption = self.words.table.format(first=beside[0].number, last=beside[-1].number)
            yield Block(caption, beside, start, end)

    def reasoned(self) -> list[Item]:
        """The items that somebody gave a reason for, in their order."""
        return [item for group in self.groups for item in group.items if item.reasons]

    def set_in(self, setting: Setting) -> Self:
        """The same with every text in the typography of the document's language."""
        return replace(
            self, **{one.name: _set(getattr(self, one.name), setting) for one in fields(self)}
        )


def _set(value: Any, setting: Setting) -> Any:
    if isinstance(value, str):
        return Markup("\n").join(map(setting.said, value.splitlines()))
    if isinstance(value, tuple):
        return tuple(_set(one, setting) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _set(getattr(value, one.name), setting) for one in fields(value)}
        )
    return value
