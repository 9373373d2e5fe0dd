"""A passage: a paragraph taken apart once, for all rules to read: its sentences and words."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final, NamedTuple

from wpr.coach.context import Context
from wpr.coach.masking import FILLER, masked
from wpr.coach.number import says_number
from wpr.coach.paragraph import Paragraph
from wpr.coach.sentence import sentence_spans
from wpr.coach.word_set import word_set

_WORD: Final = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|§|\w+(?:[-–’'.:,/]\w+)*")

_NAME_OPENERS: Final = word_set(
    "moderna modern nya stora lilla unika unik effektiva smarta smart bättre fria gröna unga enkla",
    "snabba tydliga innovativa innovativ hållbara new better unique simple innovative clear",
    "effective great little robust agile seamless dynamic may will mark grace hope",
)
"""Adjectives, and names that are words as well, that open a name when a capital follows: “Moderna
Museet”."""

_CALENDAR: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday christmas easter"
)
"""Written with a capital in English, but nobody's name."""

_UNITS: Final = frozenset({"Mkr", "Mnkr", "Tkr", "Kkr", "SvA", "SoL", "PuB"})
_COMPANY: Final = frozenset({"AB", "HB", "KB", "Ltd", "Inc"})


class Word(NamedTuple):
    """A word with its place. `free` means that wording rules read it: it is neither masked nor
    (part of) a proper name; `name` is the latter."""

    text: str
    lower: str
    start: int
    end: int
    free: bool
    name: bool


class Sentence(NamedTuple):
    """A sentence, its words, and whether a number that is not just a label stands in it."""

    start: int
    end: int
    words: tuple[Word, ...]
    number: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph read: `open` is its text with everything masked that wording rules skip, names
    included. Patterns are searched there; places in it are places in `text`."""

    paragraph: Paragraph
    context: Context
    open: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The text as it was written."""
        return self.paragraph.text

    @property
    def language(self) -> str:
        """The document's language."""
        return self.context.language

    def sentence_at(self, at: int) -> Sentence | None:
        """The sentence that a place stands in."""
        number = bisect_right(self.sentences, at, key=lambda each: each.start) - 1
        if number < 0 or at >= self.sentences[number].end:
            return None
        return self.sentences[number]

    def asks(self, at: int) -> bool:
        """Whether the place stands in a sentence with a question mark at its end."""
        sentence = self.sentence_at(at)
        return sentence is not None and self.text[sentence.end - 1] == "?"


def read_passage(paragraph: Paragraph, context: Context) -> Passage:
    """The paragraph taken apart."""
    seen = masked(paragraph.text, paragraph.kind, context)
    sentences = tuple(
        _sentence(paragraph.text, seen, start, end, context.language)
        for start, end in sentence_spans(paragraph.text, context.language)
    )
    for sentence in sentences:
        for word in sentence.words:
            if word.name:
                filler = FILLER * (word.end - word.start)
                seen = seen[: word.start] + filler + seen[word.end :]
    return Passage(paragraph, context, seen, sentences)


def _sentence(text: str, seen: str, start: int, end: int, language: str) -> Sentence:
    matches = list(_WORD.finditer(text, start, end))
    names = _names(text, [match.span() for match in matches])
    words = tuple(
        Word(
            match[0],
            match[0].lower(),
            match.start(),
            match.end(),
            not name and seen[match.start()] != FILLER,
            name,
        )
        for match, name in zip(matches, names, strict=True)
    )
    return Sentence(start, end, words, says_number([word.lower for word in words], language))


def _names(text: str, spans: list[tuple[int, int]]) -> list[bool]:
    """Which words are proper names: a capital inside a sentence, unless all words have one."""
    capital = [_is_capitalised(text, start, end) for start, end in spans]
    if len(spans) > 3 and sum(capital) > 0.6 * len(spans):
        return [False] * len(spans)
    names = [
        is_capital and not _opens(text, start, number)
        for number, (is_capital, (start, _)) in enumerate(zip(capital, spans, strict=True))
    ]
    for number, (start, end) in enumerate(spans[:-1]):
        after = text[slice(*spans[number + 1])]
        follows = names[number + 1] or after in _COMPANY
        follows = follows and text[end : spans[number + 1][0]] == " "
        if capital[number] and follows and text[start:end].lower() in _NAME_OPENERS:
            names[number] = True
    return names


def _is_capitalised(text: str, start: int, end: int) -> bool:
    if not text[start].isupper() or end - start < 2 or text[start:end] in _UNITS:
        return False
    return text[start + 1].islower() and text[start:end].lower() not in _CALENDAR


def _opens(text: str, start: int, number: int) -> bool:
    """Whether a word begins a sentence, or something said or listed inside it."""
    if number == 0:
        return True
    before = text[:start].rstrip(" ")
    return before.endswith((":", "”", "“", '"', "»", "«", "‘", "–", "—", "(")) and (
        before.endswith(":") or not before[-2:-1].isalnum()
    )
