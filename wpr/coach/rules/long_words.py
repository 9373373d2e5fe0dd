"""Long words, and the readability of a part: LIX for Swedish, Flesch for English."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from wpr.coach.document import Readability
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

LONGEST: Final = {"sv": 20, "en": 17}
"""Letters. Swedish compounds get longer; 20 is a Swedish parish's own limit, and a sound one."""

FEWEST_WORDS: Final = 100
"""Below this many words both measures jump with every sentence."""

HEAVY: Final = {"LIX": 50, "Flesch": 50}
"""LIX from 50 is official prose; Flesch reading ease below 50 is read with ease by few."""

_TERMS: Final = re.compile(
    r"personuppgiftsbiträde\w*|personuppgiftsansvarig\w*|integritetsskyddsmyndighet\w*|likabehandlingsplan\w*"
    r"|kommunfullmäktige\w*|specialpedagogiska|barnkonsekvensanalys\w*|förvaltningslag\w*|arbetsmiljöverket\w*"
    r"|utbildningsförvaltning\w*|utbildningsnämnd\w*|tryckfrihetsförordning\w*|dataskyddsförordning\w*",
    re.IGNORECASE,
)
_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT_E: Final = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouysxzcgh])es$")


class Size(NamedTuple):
    """What the measures of a text are made of. `long` counts words of more than six letters."""

    words: int
    sentences: int
    long: int
    syllables: int


def long_words(passage: Passage) -> Iterator[Finding]:
    """Words of more than 20 letters (English: 17), hyphens apart, that can be taken apart.

    Names, exceptions and legal terms without another name pass.
    """
    limit = LONGEST[passage.language]
    for sentence in passage.sentences:
        for word in sentence.words:
            if len(word.text) <= limit or not word.free or _TERMS.fullmatch(word.text):
                continue
            letters = max(len(piece) for piece in re.split(r"[^\w]", word.text))
            if letters > limit and word.text.replace("-", "").isalpha():
                yield remark(passage, Rule.LONG_WORD, (word.start, word.end), letters=letters)


def size_of(passage: Passage) -> Size:
    """The size of a passage. Words that the school has excepted do not count as long."""
    words = [word for sentence in passage.sentences for word in sentence.words]
    swedish = passage.language == "sv"
    return Size(
        len(words),
        len(passage.sentences),
        sum(len(word.text) > 6 and word.free and word.text.isalpha() for word in words),
        0 if swedish else sum(_syllables(word.lower) for word in words),
    )


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
    is_heavy = (
        found.value >= HEAVY["LIX"] if found.measure == "LIX" else found.value < HEAVY["Flesch"]
    )
    if is_heavy:
        yield remark(
            passage,
            Rule.READABILITY,
            (0, 0),
            level=Level.ADVICE,
            measure=found.measure,
            value=found.value,
        )


def _syllables(word: str) -> int:
    """About right for English: groups of vowels, without endings that are not spoken."""
    spoken = _SILENT_E.sub("", word) if len(word) > 3 else word
    return max(1, len(_VOWELS.findall(spoken)))
