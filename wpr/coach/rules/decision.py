"""The decision sentence: as it will stand in the minutes, understood without anything beside it."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding, Level
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage, Sentence
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_VERBS: Final = {
    "sv": r"beslutar|ger|uppdrar|fastställer|antar|godkänner|avslår|bifaller|utser|anslår|upphäver"
    r"|delegerar|återremitterar|bordlägger|förklarar|noterar|överlämnar|beviljar|medger|inför",
    "en": r"decides?|approves?|adopts?|appoints?|instructs?|grants?|rejects?|commissions?|directs?"
    r"|delegates?|resolves?|authorises?|authorizes?|sets|allocates?|assigns?",
}
_DECIDER: Final = (
    r"(?:\d+[.)] ?)?(?!(?:Att|That|To)\b)[A-ZÅÄÖ][\w-]*"
    r"(?:,? (?:(?!att\b|that\b|to\b)[\w-]+,?)){0,7}?"
)

OPENING: Final = {
    "sv": re.compile(rf"{_DECIDER} (?:{_VERBS['sv']})\b"),
    "en": re.compile(rf"{_DECIDER} (?:{_VERBS['en']})\b"),
}
"""A decision sentence begins with who decides, and the verb in the present tense."""

_PLAIN_DECISION: Final = {
    "sv": re.compile(rf"{_DECIDER} (?:beslutar|fastställer|uppdrar|ger [^.]{{2,50}} i uppdrag)\b"),
    "en": re.compile(rf"{_DECIDER} (?:decides|approves|instructs|resolves)\b"),
}
_PROPOSED: Final = {
    "sv": re.compile(
        r"\b(?:föreslås (?:att )?(?:besluta|godkänna|fastställa|anta)|bör (?:besluta|godkänna)"
        r"|(?:ska|kan|borde|skulle kunna) (?:besluta|fatta beslut)|ställa sig bakom)\b"
    ),
    "en": re.compile(
        r"\b(?:(?:is|are) (?:proposed|recommended|asked|invited) to (?:decide|approve|adopt)"
        r"|(?:should|could|may|might) (?:decide|approve|consider))\b"
    ),
}
_ELSEWHERE: Final = {
    "sv": re.compile(
        r"\b(?:enligt|i enlighet med|i linje med|utifrån) (?:(?:det )?(?:föreliggande|ovanstående"
        r"|bifogade?|bifogat|framlagda?|upprättade?|upprättat) )?(?:(?:\w+s )?förslag(?:et)?"
        r"|bilaga(?:n)?(?: \d+)?|ovan|underlag(?:et)?|tjänsteskrivelse(?:n)?)\b(?! till budget)"
    ),
    "en": re.compile(
        r"\b(?:in accordance with|in line with|as set out in|as described in|according to|as per)"
        r" (?:the |this )?(?:present |attached |above |enclosed |\w+[’']s )?"
        r"(?:proposal|appendix(?: \w+)?|annex(?: \w+)?|attachment|above|memorandum)\b"
        r"|\bas proposed\b(?! by)"
    ),
}
_SECOND_ACT: Final = {
    "sv": re.compile(
        r"(?:beslutar att|uppdrag att)\b[^.;]*?(?:,| och| samt) (?P<second>(?:dels )?att) \w"
    ),
    "en": re.compile(r"decides (?:that|to)\b[^.;]*?,? and (?P<second>that|to)\b(?! \d)"),
}
_INTRODUCTION: Final = re.compile(
    r"(?:förslag(?:et)? till beslut|beslutsförslag(?:et)?|proposed decision"
    r"|proposal for (?:a )?decision|proposal reads|decision proposed)[^.:?]{0,40}:\s*$",
    re.IGNORECASE,
)


def decision(passage: Passage) -> Iterator[Finding]:
    """In a decision: who decides and the verb first, one act a point, and no “as proposed”.

    After Swedish handbooks on how cases are prepared: a decision is read, years later, without its
    appendices. Outside decisions only sentences that decide something are read.
    """
    in_decision = passage.paragraph.kind is Kind.DECISION
    for number, sentence in enumerate(passage.sentences):
        if in_decision and number == 0:
            yield from _opening(passage, sentence)
        if in_decision or is_decision(passage, sentence):
            yield from _content(passage, sentence)


def introduces_decision(text: str) -> bool:
    """Whether a paragraph ends by saying that the proposed decision comes next."""
    return _INTRODUCTION.search(text) is not None


def opens_decision(text: str, language: str) -> bool:
    """Whether a paragraph begins with who decides, and the verb in the present tense."""
    return OPENING[language].match(text) is not None


def is_decision(passage: Passage, sentence: Sentence) -> bool:
    """Whether the sentence is a decision, or the draft of one, in so many words."""
    pattern = _PLAIN_DECISION[passage.language]
    return pattern.match(passage.text, sentence.start, sentence.end) is not None


def _opening(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    proposed = _PROPOSED[passage.language].search(passage.text, sentence.start, sentence.end)
    if proposed:
        yield remark(passage, Rule.DECISION, proposed.span(), "proposed", level=Level.WARNING)
    elif not OPENING[passage.language].match(passage.text, sentence.start, sentence.end):
        first = sentence.words[0] if sentence.words else None
        if first:
            span = (sentence.start, first.end)
            yield remark(passage, Rule.DECISION, span, "opening", level=Level.WARNING)


def _content(passage: Passage, sentence: Sentence) -> Iterator[Finding]:
    place = (passage.text, sentence.start, sentence.end)
    elsewhere = _ELSEWHERE[passage.language].search(*place)
    if elsewhere:
        yield remark(passage, Rule.DECISION, elsewhere.span(), "elsewhere", level=Level.WARNING)
    second = _SECOND_ACT[passage.language].search(*place)
    if second:
        yield remark(passage, Rule.DECISION, second.span("second"), "two")
