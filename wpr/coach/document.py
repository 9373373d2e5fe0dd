"""A document as the coach reads it, and the advice on it: values without rich text."""

from dataclasses import dataclass

from wpr.coach.finding import Finding
from wpr.coach.paragraph import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """A part, a question or an answer, as paragraphs and list items in plain text.

    An abbreviation is explained once in each `region` (the press release, a group of questions).
    `max_words` is the part's length limit (0: the coach's own, see `rules/lengths.py`). For an
    answer, `question` is the text of its question.
    """

    id: str
    kind: Kind
    paragraphs: tuple[str, ...]
    region: str = ""
    max_words: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The parts in their order."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, and the part and the number of the paragraph (from 0) that it stands in."""

    part: str
    paragraph: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class Readability:
    """How heavy a part is to read: LIX for Swedish (higher is heavier), Flesch reading ease for
    English (lower is heavier). Only for parts of at least 100 words. It is no grade: show it, if
    at all, beside the sentences that can be made shorter."""

    part: str
    measure: str
    value: int
    words: int


@dataclass(frozen=True, slots=True)
class Advice:
    """Findings in the order of the document, and the readability of its longer parts."""

    findings: tuple[Placed, ...]
    readability: tuple[Readability, ...]
