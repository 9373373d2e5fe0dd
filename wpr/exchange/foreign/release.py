"""A press release: what each of its paragraphs and first lines most likely is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from wpr.exchange.foreign.piece import Piece, Shape

_GOES_ON: Final = re.compile(r"\s|(?:[-*+]|\d{1,9}[.)])[ \t]")
_FENCE: Final = re.compile(r"\s{0,3}(?:`{3,}|~{3,})")
_QUOTE: Final = re.compile(
    r"^\s*>|^\W{0,4}[\"“”„«»「]|[,.!?][\"”»]\s{0,3}[,–—-]?\s{0,3}(?:said|says|säger|sagt|disse)\b"
)
_CUSTOMER: Final = re.compile(
    r"\b(?:customer|user|parent|guardian|pupil|student|mother|father|kund|elev|förälder"
    r"|vårdnadshavare|mamma|pappa)\b",
    re.IGNORECASE,
)
_DATELINE: Final = re.compile(r"\b(?:19|20)\d\d\b|\[date\]", re.IGNORECASE)
_LONGEST_TITLE: Final = 150
_LONGEST_DATELINE: Final = 80
_SENTENCE: Final = re.compile(r"\w{4,}[.!?]\s")
_ITALIC: Final = re.compile(r"([*_])(?![*_])[^\n]+\1")
_START: Final = re.compile(
    r"https?://|www\.|\b(?:get started|available (?:now|today|from)|sign up|to learn more|visit"
    r"|learn more|go to|book (?:a|your|at)|kom igång|läs mer|anmäl|besök|kontakta"
    r"|gå till|boka|ansök)\b",
    re.IGNORECASE,
)


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each with its line (from 0). A list belongs to what is before it,
    and so does what stands below its items; code is not cut."""
    start = 0
    lines = text.split("\n")
    is_code = False
    for at, line in enumerate(lines):
        is_new = at > start and not lines[at - 1].strip() and line and not _GOES_ON.match(line)
        if is_new and not is_code:
            yield start, "\n".join(lines[start:at]).rstrip()
            start = at
        is_code ^= _FENCE.match(line) is not None
    if text.strip():
        yield start, "\n".join(lines[start:]).rstrip()


@dataclass
class Release:
    """Which parts have been found as yet. One that `is_named` has a title above it."""

    filled: set[str] = field(default_factory=set)
    is_named: bool = False

    def fill(self, part: str) -> str:
        """The part, which is there from now on."""
        self.filled.add(part)
        return part

    def part_of(self, paragraph: str, *, is_last: bool) -> str:
        """The order that press releases keep: the news, the problem, the solution, the way in."""
        if _QUOTE.search(paragraph) and "lead" in self.filled:
            return self.quote(paragraph)
        if "lead" not in self.filled:
            if _is_dateline(paragraph):
                return "lead"  # whose words come in the next paragraph
            is_line = "subheadline" not in self.filled and _ITALIC.fullmatch(paragraph.strip())
            if not (is_line or is_last or self.is_named or "headline" in self.filled) and is_title(
                paragraph
            ):
                return self.fill("headline")
            return self.fill("subheadline" if is_line else "lead")
        if is_last and _START.search(paragraph):
            return self.fill("getting-started")
        if "problem" not in self.filled:
            return self.fill("problem")
        return self.fill("solution")

    def quote(self, words: str) -> str:
        """Whose a quote is: a customer's when it says so, else the first is the leader's."""
        is_customer = "leader-quote" in self.filled or _CUSTOMER.search(words) is not None
        return self.fill("customer-quote" if is_customer else "leader-quote")

    def is_dateline(self, heading: str) -> bool:
        """Whether a heading is the beginning of the first paragraph, by its date."""
        return "lead" not in self.filled and _DATELINE.search(heading) is not None

    def line_left(self, piece: Piece, *, is_right_below: bool) -> str:
        """The headline, or below it the sub-headline, while it is not there yet; else ""."""
        if "headline" not in self.filled:
            return "headline"
        is_early = not self.filled & {"lead", "subheadline"}
        return "subheadline" if is_early and (is_right_below or piece.shape is Shape.BOLD) else ""


def is_title(paragraph: str) -> bool:
    """Whether a paragraph is one short line that does not end as a sentence."""
    words = paragraph.strip()
    return "\n" not in words and len(words) <= _LONGEST_TITLE and words[-1] not in ".:,;"


def _is_dateline(paragraph: str) -> bool:
    """Whether a paragraph says where and when, and nothing else."""
    words = paragraph.strip().rstrip("–—-:.* ")
    return (
        len(words) <= _LONGEST_DATELINE
        and "\n" not in words
        and _DATELINE.search(words[-6:]) is not None
        and not _SENTENCE.search(words)
    )
