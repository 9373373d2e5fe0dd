"""Who does it: the passive, and duties that nobody has."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach import passive_en, passive_sv
from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_DUTY_SV: Final = r"(?:ska|skall|bör|måste)"
_DUTY_EN: Final = r"(?:must|should|needs to|will need to|has to)"
_AFTER_CONJUNCTION: Final = "".join(
    rf"(?<!\b{word} )" for word in ("om", "när", "hur", "att", "vad", "som", "innan", "så", "där")
)
_NOBODY: Final = {
    "sv": re.compile(
        rf"{_AFTER_CONJUNCTION}\bman {_DUTY_SV}(?! (?:ju|väl|inte|nog|alltså)\b)(?!\w)"
        r"|\b(?:ska|skall|bör) man\b"
        rf"|\b(?:verksamheten|organisationen|verksamheterna) {_DUTY_SV}"
        r"(?= (?:inte |även |också )?\w+[aå]\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bone (?:must|should|needs to|has to|ought to)\b"
        rf"|\b(?:the organi[sz]ation|the business|management) {_DUTY_EN}\b"
        r"|\bthere (?:needs to be|must be|should be) (?:an? |more |better )(?:\w+ )?"
        r"(?:process|plan|routine|follow-up|evaluation|review|training|support|structure)\b",
        re.IGNORECASE,
    ),
}


def agency(passage: Passage) -> Iterator[Finding]:
    """Duties in the passive without anybody to do them, duties of “one”, and all other passives.

    How many of the latter pass is for `tolerated` to say, of a paragraph or of a whole answer. The
    patterns are described in `passive_sv` and `passive_en`. Questions pass: who asks need not know.
    """
    find = passive_sv.passives if passage.language == "sv" else passive_en.passives
    for found in find(passage):
        if passage.asks(found.start):
            continue
        if found.duty and not found.agent:
            yield remark(passage, Rule.ACTOR_MISSING, (found.start, found.end))
        else:
            variant = "agent" if found.agent else ""
            yield remark(passage, Rule.PASSIVE, (found.start, found.end), variant)
    for match in _NOBODY[passage.language].finditer(passage.open):
        if not passage.asks(match.start()):
            yield remark(passage, Rule.ACTOR_MISSING, match.span(), "nobody")


def tolerated(sentences: int) -> int:
    """How many passives do no harm among so many sentences: a fifth of them, and one from three
    sentences on. Swedish advice says a fifth, English one a paragraph."""
    return max(1, sentences // 5) if sentences > 2 else 0
