"""Sentences: where each begins and ends in a paragraph, with abbreviations kept whole."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.word_set import word_set

_END: Final = re.compile(
    r"[.!?…]+[”\"“»«’)\]]*(?=\s+[–—-]?\s?[”\"“»«‘(\[]?[A-ZÅÄÖÉ0-9])"  # before a new sentence
    r"|:(?=\s+[”\"“»«‘]?[A-ZÅÄÖÉ][a-zåäö])"  # what a colon introduces, when it has a capital
    r"|\n"
)
_LAST_TOKEN: Final = re.compile(r"(\S+)$")

NEVER_LAST: Final = {
    "sv": word_set(
        "t.ex bl.a s.k f.d fr.o.m f.o.m p.g.a dvs d.v.s kl kap nr ca resp ev inkl exkl jfr art avd",
        "tel tfn dr prof st s max min ang enl div kr",
    ),
    "en": word_set("e.g i.e cf no nos art approx incl excl dr mr mrs ms prof st p pp vs"),
}
"""Abbreviations, without their last full stop, that a sentence goes on after."""


def sentence_spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the white space around it.

    A number with a full stop that opens a sentence (`1. The board`) belongs to it, and so does a
    colon's second half unless it begins with a capital.
    """
    start = 0
    for mark in _END.finditer(text):
        if mark[0][0] == "." and _goes_on(text[start : mark.start()], mark[0], language):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, len(text))


def _goes_on(before: str, mark: str, language: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a number in a list."""
    token = _LAST_TOKEN.search(before)
    if len(mark) > 1 or not token:
        return False
    word = token[1].lstrip('(”"“‘[')
    if before.strip() == word and word.isdigit():
        return True
    if len(word) == 1 and word.isupper():
        return not before[: token.start()].rstrip()[-1:].isdigit()  # "7 B." is a class, "B." a name
    return word.lower() in NEVER_LAST[language]


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    if start < end:
        yield start, end
