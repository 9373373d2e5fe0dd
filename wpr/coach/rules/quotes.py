"""A quotation that carries figures: people say what they think, the text says how many."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.masking import SAYS, quotations
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_FIGURE: Final = {
    "sv": re.compile(
        r"\b(?:\d[\d  ,.]*(?:%|(?: ?(?:procent(?:enheter)?|promille|kronor|kr|miljoner|miljarder|tusen"
        r"|mkr|tkr|elever|barn|lärare|skolor|hushåll|vårdnadshavare|medarbetare|personer|timmar"
        r"|minuter|dagar|gånger|meter|ton|platser|poäng)\b))|\d+ av \d+|från \d+ till \d+(?:%| ?(?:procent|kronor|minuter|timmar|elever))?"
        r"|(?:tio|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|fem|fyra|tre|två"
        r"|sju|åtta|nio|sex)(?:tio|fem|ett|två|tre|fyra|sex|sju|åtta|nio)? procent)"
    ),
    "en": re.compile(
        r"(?:[£€$] ?\d[\d,.]*|\bSEK \d[\d ,.]*|\b(?:\d[\d ,.]*(?:%|(?: ?(?:per cent|percent|percentage points?"
        r"|kronor|pounds|million|billion|thousand|pupils|students|children|teachers|schools|families"
        r"|households|guardians|people|hours|minutes|days|times|metres|places|points)\b))"
        r"|\d+ (?:out )?of \d+|from \d+ to \d+(?:%| ?(?:per ?cent|kronor|minutes|hours|pupils))?"
        r"|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|five|a hundred)"
        r"(?:-\w+)? per ?cent))",
        re.IGNORECASE,
    ),
}
_SAID_AFTER: Final = re.compile(rf"^,?\s*(?:{SAYS})\b")
_SAID_BEFORE: Final = re.compile(rf"\b(?:{SAYS})\b[^”“\"]{{0,60}}[:,]\s*$")


def quote_figures(passage: Passage) -> Iterator[Finding]:
    """Amounts, shares and counts in figures, in what somebody is quoted as saying.

    After advice on press releases: facts belong in the body, where they can be checked. “Sal 12”
    and “year 8” are no figures in this sense, and neither are small numbers in words.
    """
    text = passage.text
    for start, end in quotations(text, passage.paragraph.kind):
        if passage.paragraph.kind is not Kind.QUOTE and not _is_said(text, start, end):
            continue
        for match in _FIGURE[passage.language].finditer(text, start, end):
            yield remark(passage, Rule.QUOTE_FIGURES, match.span())


def _is_said(text: str, start: int, end: int) -> bool:
    """Whether somebody is said to say it: quotation marks alone may just set off a phrase."""
    if text[start] in "–—-":
        return True
    return bool(_SAID_AFTER.match(text[end:]) or _SAID_BEFORE.search(text[:start]))
