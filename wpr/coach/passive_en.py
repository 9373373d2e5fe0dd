"""The English passive: a form of “be” and a participle.

Participles that describe a state or a feeling (“interested”, “closed”) are listed in
`words/en/passive.toml` under `never`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from wpr.coach.catalogue import data
from wpr.coach.passage import Passage
from wpr.coach.passive import Passive
from wpr.coach.word_set import word_set

_FORM: Final = re.compile(
    r"(?:(?P<modal>\b(?:will|must|shall|should|can|could|may|might|would|cannot|has to|have to|had to"
    r"|needs? to|is to|are to|ought to|going to))\s(?:(?:not|also|only|then|all)\s)?(?:have\s)?)?"
    r"\b(?:am|is|are|was|were|be|been|being)\s"
    r"(?:(?:not|also|then|now|always|never|only|all|both|being|been|still|\w{3,}ly)\s){0,2}"
    r"(?P<participle>[a-z]{2,})\b",
    re.IGNORECASE,
)
_DUTY: Final = word_set("will must shall should has have needs need is are ought")
_SUBORDINATE: Final = re.compile(r"\b(?:which|that|who|what|how|when|if|where|whether)\s$", re.I)
_AGENT: Final = re.compile(
    r"^\W?(?:[\w’'-]+\s){0,7}?by\s(?!\d|the end\b|then\b|hand\b|mistake\b|default\b|accident\b|post\b"
    r"|e-?mail\b|phone\b|bus\b|law\b|\w+ing\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|next\b"
    r"|january\b|february\b|march\b|april\b|may\b|june\b|july\b|august\b|september\b|october\b"
    r"|november\b|december\b|noon\b|midnight\b|far\b|name\b|age\b|subject\b)",
    re.IGNORECASE,
)


def passives(passage: Passage) -> Iterator[Passive]:
    """The passives of a passage, in order, outside quotations and names."""
    irregular, never, after_modal = _forms()
    for match in _FORM.finditer(passage.open):
        word = match["participle"].lower()
        modal = (match["modal"] or "").lower()
        if not (word.endswith("ed") and len(word) > 3) and word not in irregular:
            continue
        if word in never and not (modal and word in after_modal):
            continue
        rest = passage.open[match.end() :]
        if word == "used" and re.match(r" to (?:the|a|it|be|being|this|that|\w+ing)\b", rest):
            continue
        before = passage.open[: match.start()]
        duty = modal.split()[0] in _DUTY if modal else False
        duty = duty and not _SUBORDINATE.search(before)
        yield Passive(match.start(), match.end(), duty, _AGENT.match(rest) is not None)


@lru_cache(maxsize=1)
def _forms() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = data("en", "passive")
    return (
        frozenset(words["irregular"].split()),
        frozenset(words["never"].split()),
        frozenset(words["done_after_modal"].split()),
    )
