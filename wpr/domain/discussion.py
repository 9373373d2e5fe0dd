"""Discussions: what was said about a document, in the order of its text, as values to show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from wpr.domain.author import Author
from wpr.domain.snapshot import Text


class State(StrEnum):
    """Which threads are wanted."""

    OPEN = "open"
    RESOLVED = "resolved"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who said something. `name` is "" for somebody who was erased."""

    author: Author
    name: str

    @property
    def is_guest(self) -> bool:
        """Whether it was somebody without an account."""
        return self.author.guest_id is not None


class Piece(NamedTuple):
    """Some words of a remark; a mention is the name of a member, "" when they were erased."""

    words: str
    is_mention: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment. A removed one has no pieces: it only keeps its place among the others."""

    id: int
    voice: Voice
    at: datetime
    pieces: Sequence[Piece] = ()
    is_edited: bool = False
    is_removed: bool = False

    def spelled(self, former: str) -> str:
        """The words as they were typed; `former` names those who were erased."""
        return "".join(
            f"@{piece.words or former}" if piece.is_mention else piece.words
            for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """A part or a question with its answer, where threads are. `key` is its anchor on the page, ""
    for the document as a whole; `part` the guide's id of a part. One that `is_gone` was removed."""

    key: str
    label: str
    text_ids: frozenset[int] = frozenset()
    question_id: int | None = None
    part: str = ""
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to stand in the passage's place: both as texts of their own, "" for nothing at all.

    `outcome` is "" until it is "accepted" or "rejected". One that `is_outdated` cannot be accepted:
    its passage says something else by now.
    """

    old: Text
    new: Text
    outcome: str = ""
    by: Voice | None = None
    at: datetime | None = None
    is_outdated: bool = False


@dataclass(frozen=True, slots=True)
class Discussion:
    """A thread. `place` is "document", "part", "question", "passage" or "suggestion".

    A passage has the words it was begun on (`quote`), the words that stand there now, and where it
    stands in its text; when it `is_lost` nothing of it is left, and the last two are empty.
    """

    id: int
    place: str
    spot: Spot
    remarks: Sequence[Remark]
    began: Voice
    at: datetime
    must_answer: bool = False
    resolved_by: Voice | None = None
    resolved_at: datetime | None = None
    text_id: int | None = None
    start: int | None = None
    end: int | None = None
    quote: str = ""
    now: str = ""
    is_lost: bool = False
    proposal: Proposal | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether it is done with."""
        return self.resolved_at is not None

    @property
    def has_changed(self) -> bool:
        """Whether its passage says something else than when the thread began."""
        return self.place == "passage" and not self.is_lost and self.now != self.quote


class Numbered(NamedTuple):
    """A discussion with its number in the document, from 1."""

    number: int
    discussion: Discussion


def numbered(discussions: Iterable[Discussion]) -> list[Numbered]:
    """Discussions in reading order with the numbers that margin notes and an appendix share."""
    return [Numbered(number, one) for number, one in enumerate(discussions, 1)]
