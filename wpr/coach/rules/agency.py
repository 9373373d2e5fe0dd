"""Who does it: the passive, and duties that nobody has."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach import passive_en, passive_sv
from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_NOBODY: Final = {
    "sv": re.compile(
        r"\b(?:man (?:ska|skall|bör|måste|behöver)|(?:ska|skall|bör|måste|behöver) man"
        r"|(?:verksamheten|organisationen|verksamheterna) (?:ska|skall|bör|måste|behöver)"
        r"(?= (?:inte |även |också )?[\wåäö]+(?:a|å)\b))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:one (?:must|should|needs to|has to|ought to)"
        r"|(?:the organisation|the organization|the business|management) (?:must|should|needs to"
        r"|will need to|has to)|there (?:needs to be|must be|should be) (?:an? |more |better )"
        r"(?:\w+ )?(?:process|plan|routine|follow-up|evaluation|review|training|support|structure))\b",
        re.IGNORECASE,
    ),
}


def agency(passage: Passage) -> Iterator[Finding]:
    """Duties in the passive without anybody to do them, duties of “one”, and all other passives.

    How many of the latter pass is for `tolerated` to say, of a paragraph or of a whole answer. The
    patterns are described in `passive_sv` and `passive_en`.
    """
    find = passive_sv.passives if passage.language == "sv" else passive_en.passives
    for found in find(passage):
        if found.duty and not found.agent:
            yield remark(passage, Rule.ACTOR_MISSING, (found.start, found.end))
        else:
            variant = "agent" if found.agent else ""
            yield remark(passage, Rule.PASSIVE, (found.start, found.end), variant)
    for match in _NOBODY[passage.language].finditer(passage.open):
        yield remark(passage, Rule.ACTOR_MISSING, match.span(), "nobody")


def tolerated(sentences: int) -> int:
    """How many passives do no harm among so many sentences: a fifth of them, and one from three
    sentences on. Swedish advice says a fifth, English one a paragraph."""
    return max(1, sentences // 5) if sentences > 2 else 0
