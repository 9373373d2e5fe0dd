"""A long enumeration in a sentence: a list can be read at a glance."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

FEWEST: Final = 5
"""Items. Swedish plain-language consultants suggest a list from four; three commas and “och” are
still read easily when the items are single words, so the coach waits for one more."""

FEWEST_WORDS: Final = 12
"""Words of the whole enumeration: five names of languages in a row are no burden."""

_ITEM: Final = r"(?:[\w’'§%/-]+ ){0,5}[\w’'§%/-]+"
_ENUMERATION: Final = re.compile(
    rf"(?<![\w’'-]){_ITEM}(?:, {_ITEM}){{{FEWEST - 2},}},? (?:och|eller|samt|and|or) {_ITEM}"
)
_CLAUSE: Final = re.compile(
    r"^(?:som|att|när|om|då|men|så|och|eller|eftersom|medan|utan|där|vilket|that|which|who|when|if|but|so|because"
    r"|while|where|and|or|then)\b",
    re.IGNORECASE,
)


def enumeration(passage: Passage) -> Iterator[Finding]:
    """Five items or more between commas, closed by “and” or “or”, in an answer.

    Not in the press release: it is running text. Clauses between commas are no items.
    """
    for sentence in passage.sentences:
        if passage.text.count(", ", sentence.start, sentence.end) < FEWEST - 2:
            continue
        match = _ENUMERATION.search(passage.text, sentence.start, sentence.end)
        if match:
            items = match[0].split(", ")
            if len(match[0].split()) >= FEWEST_WORDS and not any(
                _CLAUSE.match(item) for item in items[1:]
            ):
                yield remark(passage, Rule.ENUMERATION, match.span(), count=len(items) + 1)
