"""A paragraph: the plain text that the coach reads, and where in the document it stands."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a paragraph is. It decides which rules read it."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    LEAD = "lead"
    PROSE = "prose"
    QUOTE = "quote"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION = "decision"
    IDEA = "idea"


LINES: Final = frozenset({Kind.HEADLINE, Kind.SUBHEADLINE, Kind.QUESTION})
"""Kinds that are one line with a form of their own."""

RELEASE: Final = frozenset({Kind.HEADLINE, Kind.SUBHEADLINE, Kind.LEAD, Kind.PROSE})
"""Kinds that the press release is made of, apart from its quotations."""

RUNNING: Final = frozenset({Kind.LEAD, Kind.PROSE, Kind.ANSWER, Kind.IDEA})
"""Kinds that hold running text in the author's own voice."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or list item. A hard line break in it is `\\n`.

    `part` is the caller's name for the part it belongs to; the coach only passes it on. `first`
    says that the part begins with it. `following` is the next paragraph of the part ("" at the
    end): a number there may answer a comparison here. `question` is what an answer answers.
    """

    text: str
    kind: Kind = Kind.PROSE
    part: str = ""
    first: bool = True
    following: str = ""
    question: str = ""
