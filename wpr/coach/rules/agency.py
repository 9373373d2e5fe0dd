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
_DUTY_EN: Final = r"(?:must|should|shall|will|needs to|will need to|has to)"
_AFTER_CONJUNCTION: Final = "".join(
    rf"(?<!\b{word} )" for word in ("om", "när", "hur", "att", "vad", "som", "innan", "så", "där")
)
_NOBODY: Final = {
    "sv": re.compile(
        rf"{_AFTER_CONJUNCTION}\bman {_DUTY_SV}(?!\w)"
        r"(?! (?:ju|väl|nog|alltså|inte (?:tro|glömma|underskatta|ta|säga|förakta|överdriva))\b)"
        r"|\b(?:ska|skall|bör) man\b"
        rf"|\b(?:verksamheten|organisationen|verksamheterna) {_DUTY_SV}"
        r"(?= (?:inte |även |också )?\w+[aå]\b)"
        rf"|{_AFTER_CONJUNCTION}\bdet {_DUTY_SV} finnas\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\bone (?:must|should|needs to|has to|ought to)\b"
        rf"|\b(?:the organi[sz]ation|the business|management) {_DUTY_EN}\b"
        r"|(?<!\bif )(?<!\bthat )\bthere (?:needs to be|must be|should be)"
        r"(?= (?:(?:always|also) )?(?:an?|one|two|three|more|better|at least|clear)\b)"
        r"(?! an? (?:\w+ )?(?:mistake|reason|way|misunderstanding|catch|limit)\b)",
        re.IGNORECASE,
    ),
}


_SUBJECTS: Final = {
    "sv": ("man", "verksamhet", "organisation", "finnas"),
    "en": ("one ", "organi", "business", "management", "there "),
}
"""What the pattern above needs, which is quicker to look for."""


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
    said = passage.open.lower()
    if not any(word in said for word in _SUBJECTS[passage.language]):
        return
    for match in _NOBODY[passage.language].finditer(passage.open):
        if not passage.asks(match.start()):
            yield remark(passage, Rule.ACTOR_MISSING, match.span(), "nobody")


def tolerated(sentences: int) -> int:
    """How many passives do no harm among so many sentences: a fifth of them, and one from three
    sentences on. Swedish advice says a fifth, English one a paragraph."""
    return max(1, sentences // 5) if sentences > 2 else 0
