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

_UNITS: Final = {
    "sv": r"(?:procent(?:enheter)?|promille|kronor|kr|miljoner|miljarder|tusen|mkr|tkr|elever|barn"
    r"|lärare|skolor|hushåll|vårdnadshavare|medarbetare|personer|timmar|minuter|dagar|gånger|meter"
    r"|ton|platser|poäng)",
    "en": r"(?:per cent|percent|percentage points?|kronor|pounds|million|billion|thousand|pupils"
    r"|students|children|teachers|schools|families|households|guardians|people|hours|minutes|days"
    r"|times|metres|places|points)",
}
_TENS: Final = {
    "sv": r"(?:tio|tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|två|tre|fyra|fem"
    r"|sex|sju|åtta|nio)(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?",
    "en": r"(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|five|a hundred)(?:-\w+)?",
}
_FIGURE: Final = {
    "sv": re.compile(
        rf"\b(?:[Vv]ar (?:tredje|fjärde|femte|tionde) (?!dag|vecka|månad|gång|år)[a-zåäö]+"
        rf"|från \d+ till \d+(?:%| ?{_UNITS['sv']}\b)?|\d+ av \d+"
        rf"|\d[\d\s,.]{{0,12}}(?:%|{_UNITS['sv']}\b)|{_TENS['sv']} procent)"
    ),
    "en": re.compile(
        rf"\bevery (?:third|fourth|fifth|tenth) (?!day|week|month|time|year)[a-z]+"
        rf"|[£€$] ?\d[\d,.]*|\bSEK \d[\d ,.]{{0,12}}"
        rf"|\b(?:from \d+ to \d+(?:%| ?{_UNITS['en']}\b)?"
        rf"|\d+ (?:out )?of \d+|\d[\d\s,.]{{0,12}}(?:%|{_UNITS['en']}\b)|{_TENS['en']} per ?cent)",
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
