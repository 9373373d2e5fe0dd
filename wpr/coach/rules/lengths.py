"""Length: of a sentence, a paragraph and a part."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding, Level
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage, Sentence
from wpr.coach.rule import Rule
from wpr.coach.rules.decision import is_decision
from wpr.coach.wording import remark

LONG_SENTENCE: Final = 25
"""Words. The usual limit in plain-language advice, in Swedish and in English; guides to the method
say 25 for the press release."""

VERY_LONG_SENTENCE: Final = 30
"""Words. The limit that Amazon's own writing advice is quoted with."""

MOST_SENTENCES: Final = 5
"""Sentences in a paragraph, according to Swedish plain-language advice for authorities…"""

LONG_PARAGRAPH: Final = 90
"""…and words: short sentences may be more than five."""

VERY_LONG_PARAGRAPH: Final = 130
"""Words, however few the sentences."""

LONGEST_ANSWER: Final = 150
"""Words in an answer without a limit of its own: a third of a page."""

_STRETCH: Final = re.compile(r"[;:](?=\s)")


def sentence_length(passage: Passage) -> Iterator[Finding]:
    """Sentences of more than 25 words, and of more than 30.

    A colon or a semicolon ends the stretch that is counted: readers rest there, and LIX counts
    so. What is decided may be long: a decision has to be understood without its context.
    """
    if passage.paragraph.kind is Kind.DECISION:
        return
    for sentence in passage.sentences:
        count = _longest_stretch(passage.text, sentence)
        if count > LONG_SENTENCE and not is_decision(passage, sentence):
            level = Level.WARNING if count > VERY_LONG_SENTENCE else Level.ADVICE
            span = (sentence.start, sentence.end)
            yield remark(passage, Rule.SENTENCE_LENGTH, span, level=level, count=count)


def paragraph_length(passage: Passage) -> Iterator[Finding]:
    """Paragraphs of more than five sentences and 90 words, or of more than 130 words."""
    words = sum(len(sentence.words) for sentence in passage.sentences)
    sentences = len(passage.sentences)
    if words > VERY_LONG_PARAGRAPH or (sentences > MOST_SENTENCES and words > LONG_PARAGRAPH):
        yield remark(passage, Rule.PARAGRAPH_LENGTH, (0, 0), words=words, sentences=sentences)


def section_length(passage: Passage, words: int) -> Iterator[Finding]:
    """A part with more words than its limit; a warning from half as many again.

    `passage` is the part's first, `words` are all of its words. Lines have rules of their own.
    """
    limit = passage.context.max_words
    if passage.paragraph.kind is Kind.ANSWER:
        limit = limit or LONGEST_ANSWER
    if limit and words > limit:
        level = Level.WARNING if words > 1.5 * limit else Level.ADVICE
        yield remark(passage, Rule.SECTION_LENGTH, (0, 0), level=level, words=words, limit=limit)


def _longest_stretch(text: str, sentence: Sentence) -> int:
    breaks = [match.start() for match in _STRETCH.finditer(text, sentence.start, sentence.end)]
    if not breaks:
        return len(sentence.words)
    counts = [0] * (len(breaks) + 1)
    for word in sentence.words:
        counts[sum(at < word.start for at in breaks)] += 1
    return max(counts)
