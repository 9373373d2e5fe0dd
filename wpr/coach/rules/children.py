"""Generalisation about children: what “pupils are” is seldom true of all of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_READ: Final = frozenset(Kind) - {Kind.QUOTE, Kind.DECISION}
_POINTED_OUT: Final = re.compile(
    r"(?:\d|\b(?:de|dessa|våra|mina|dina|hans|hennes|sina|två|tre|fyra|fem|några|the|these|those|our"
    r"|my|your|his|her|its|two|three|four|five|a few)) $",
    re.IGNORECASE,
)


def children(passage: Passage) -> Iterator[Finding]:
    """Labels (“weak pupils”), “pupils with needs”, and what children are or need in general.

    After advice by Swedish specialists in children's rights: say which pupils, how many, and what
    they say themselves. A group that is counted or pointed out (“our 23 pupils are”) passes.
    """
    pattern, groups = _patterns(passage.language)
    if passage.paragraph.kind not in _READ:
        return
    for sentence in passage.sentences:
        if not groups.search(passage.open, sentence.start, sentence.end):
            continue
        for match in pattern.finditer(passage.open, sentence.start, sentence.end):
            if not (match["soft"] and _POINTED_OUT.search(passage.open[: match.start()])):
                yield remark(passage, Rule.GENERALISATION, match.span())


@lru_cache(maxsize=2)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What is looked for; and any of the groups alone, which is quicker to look for."""
    words = data(language, "children")
    groups = _any(words["groups"].split())
    labelled = rf"\b(?i:{_any(words['labels'].split())} {groups})(?:na|nas)?\b"
    compounds = "|".join(
        word.replace("*", r"\w*").replace("_", " ") for word in words["compounds"].split()
    )
    soft = rf"\b(?P<soft>(?i:{_any(words['soft_labels'].split())} {groups}))\b"
    needy = rf"\b(?i:{groups}) {_any(words['with'])}\b(?! {_any(words['goes_on'])}\b)"
    diagnosed = rf"\b(?i:{groups} {_any(words['diagnosed'])}) {_any(words['alike'])}\b"
    in_general = (
        rf"(?i:(?:{_any(words['all_of'])} )?{groups}(?: {_any(words['at_age'])})?) (?:"
        rf"{_any(words['be'].split())} (?:(?:{words['adverbs']}) )*{_any(words['traits'].split())}"
        rf"|{_any(words['be'].split())} (?:{words['compared']})"
        rf"|{_any(words['need'])} {_any(words['needs'].split())}|{_any(words['verbs'])})(?!\w)"
    )
    openings = ["^", r"[.!?:] ", ", ", *(rf"\b{word} " for word in words["after"])]
    opening = "|".join(f"(?<={item})" for item in openings)
    return (
        re.compile(
            rf"{labelled}|\b(?i:{compounds})\b|{soft}|{needy}|{diagnosed}|(?:{opening}){in_general}"
        ),
        re.compile(rf"{groups}|{compounds}", re.IGNORECASE),
    )


def _any(words: list[str]) -> str:
    """One of the words or phrases; `_` in a word is a space."""
    return f"(?:{'|'.join(re.escape(word.replace('_', ' ')) for word in words)})"
