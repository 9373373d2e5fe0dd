"""The readability of a part: LIX for Swedish, Flesch reading ease for English."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wpr.coach.document import Readability
from wpr.coach.finding import Finding
from wpr.coach.masking import kept_words
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

FEWEST_WORDS: Final = 100
"""Below this many words both measures jump with every sentence."""

HEAVY: Final = 50
"""LIX from 50 is official prose; a Flesch reading ease below 50 is read with ease by few."""

_LONG: Final = 6
"""Letters; a word with more is long, in LIX."""

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_E: Final = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcgh])es$")


class Size(NamedTuple):
    """What the measures of a text are made of: long words for LIX, syllables for Flesch."""

    words: int
    sentences: int
    long: int
    syllables: int


def size_of(passage: Passage) -> Size:
    """The size of a passage. Names, and words that the school has excepted, are not long."""
    words = [word for sentence in passage.sentences for word in sentence.words]
    if passage.language != "sv":
        return Size(
            len(words), len(passage.sentences), 0, sum(_syllables(word.lower) for word in words)
        )
    kept = kept_words(passage.context.exceptions)
    long = sum(
        len(word.text) > _LONG
        and not word.name
        and word.text.isalpha()
        and not kept.fullmatch(word.text)
        for word in words
    )
    return Size(len(words), len(passage.sentences), long, 0)


def readability(part: str, sizes: Sequence[Size], language: str) -> Readability | None:
    """LIX = words / sentences + 100 * long words / words (C.-H. Björnsson, 1968), or
    Flesch reading ease = 206.835 - 1.015 * words / sentences - 84.6 * syllables / words (1948).

    None under 100 words.
    """
    words = sum(size.words for size in sizes)
    sentences = sum(size.sentences for size in sizes)
    if words < FEWEST_WORDS:
        return None
    mean = words / sentences
    if language == "sv":
        lix = mean + 100 * sum(size.long for size in sizes) / words
        return Readability(part, "LIX", round(lix), words)
    syllables = sum(size.syllables for size in sizes) / words
    return Readability(part, "Flesch", round(206.835 - 1.015 * mean - 84.6 * syllables), words)


def heavy(passage: Passage, found: Readability) -> Iterator[Finding]:
    """A part that is heavy to read. `passage` is the part's first."""
    if found.value >= HEAVY if found.measure == "LIX" else found.value < HEAVY:
        span = (0, 0)
        yield remark(passage, Rule.READABILITY, span, measure=found.measure, value=found.value)


def _syllables(word: str) -> int:
    """About right for English: groups of vowels, without endings that are not spoken."""
    spoken = _SILENT_E.sub("", word) if len(word) > 3 else word
    return max(1, len(_VOWELS.findall(spoken)))
