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

_MODAL: Final = (
    r"will|must|shall|should|can|could|may|might|would|cannot|has to|have to|had to|needs? to|is to"
    r"|are to|ought to|going to"
)
_BETWEEN: Final = (
    r"(?:not|also|then|now|always|never|only|all|both|being|been|still|often|soon|sometimes|seldom"
    r"|already|just|once|later|again|\w{3,}ly)"
)
_FORM: Final = re.compile(
    rf"(?:(?P<modal>\b(?:{_MODAL}))\s(?:(?:not|also|only|then|all)\s)?(?:have\s)?)?"
    r"\b(?:(?:has|have|had)(?:n[’']t)?\s(?:\w+\s)?(?=been\b))?"
    rf"(?:am|is|are|was|were|be|been|being)(?:n[’']t)?\s(?:{_BETWEEN}\s){{0,2}}(?P<participle>[a-z]{{2,}})\b",
    re.IGNORECASE,
)
_ACTION: Final = re.compile(r"\b(?:been|being)\b", re.IGNORECASE)
"""What makes an action even of a participle that else describes a state: “are being mixed”."""

_STANDS: Final = word_set(
    "located connected surrounded separated linked bordered lined covered divided lit framed",
    "shaded owned",
)
"""What things are by other things (“the rooms are connected by a door”): no action."""

_PUT: Final = re.compile(
    r"put\b|left (?:at|behind|out)\b|set (?:aside|up|out|down)\b|locked at \d|filled (?:in|out)\b"
    r"|called (?:to|in|into|back|up|out|off|home)\b"
)
_STATE: Final = re.compile(r"sold out\b")
"""What says how things are; so does “can be found”."""

_UNDONE: Final = re.compile(
    r"un(?!locked|loaded|packed|veiled|folded|dertaken|derstood|dermined)\w+ed"
)
"""What has not been done to something: “the letters are unanswered”."""

_SINCE: Final = re.compile(r" for\b")
"""After “has been closed”: a state that lasts."""

_MADE_OF: Final = re.compile(r" (?:up )?(?:of|from)\b")
_COLOUR: Final = re.compile(
    r" (?:\w+ )?(?:red|green|blue|yellow|white|black|grey|gray|brown|orange|pink|purple)\b", re.I
)
_PERSON: Final = re.compile(
    r"\b(?:I|we|you|they|he|she|who|people|everyone|everybody|pupils|students|children|teachers|staff"
    r"|parents|guardians|colleagues|families)(?: all| both)? ?$",
    re.IGNORECASE,
)
"""Who is used to something, and not used for it; and who is agreed on something."""

_DUTY: Final = word_set("will must shall should has have needs need is are ought")
_SUBORDINATE: Final = re.compile(r"\b(?:which|that|who|what|how|when|if|where|whether)\s$", re.I)
_NOT_AN_AGENT: Final = (
    r"\d|\w+ing\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:the end|then|hand|mistake|default|accident|post|e-?mail|phone|bus|law|next|noon|midnight"
    r"|far|name|age|subject|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b"
)
_AGENT: Final = re.compile(rf"^\W?(?:[\w’'-]+\s){{0,7}}?by\s(?!{_NOT_AN_AGENT})", re.IGNORECASE)


def passives(passage: Passage) -> Iterator[Passive]:
    """The passives of a passage, in order, outside quotations and names."""
    irregular, never, after_modal = _forms()
    for match in _FORM.finditer(passage.open):
        word = match["participle"].lower()
        modal = (match["modal"] or "").lower()
        if not (word.endswith("ed") and len(word) > 3) and word not in irregular:
            continue
        rest = passage.open[match.end() :]
        agent = _AGENT.match(rest) is not None
        done = bool(modal) or (agent and word not in _STANDS)
        done = done or _ACTION.search(match[0]) is not None or bool(_PUT.match(f"{word}{rest}"))
        if word in never and not (done and word in after_modal):
            continue
        if _UNDONE.fullmatch(word) or (word in never and _SINCE.match(rest)):
            continue
        if _STATE.match(f"{word}{rest}") or (word == "found" and modal.startswith("can")):
            continue
        if word == "painted" and _COLOUR.match(rest):
            continue
        if word == "made" and _MADE_OF.match(rest):
            continue
        if word == "used" and re.match(r" to (?:the|a|it|be|being|this|that|\w+ing)\b", rest):
            continue
        before = passage.open[: match.start()]
        if _PERSON.search(before) and (
            word == "agreed" or (word == "used" and rest.startswith(" to "))
        ):
            continue
        duty = modal.split()[0] in _DUTY if modal else False
        duty = duty and not _SUBORDINATE.search(before)
        yield Passive(match.start(), match.end(), duty, agent)


@lru_cache(maxsize=1)
def _forms() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = data("en", "passive")
    return (
        frozenset(words["irregular"].split()),
        frozenset(words["never"].split()),
        frozenset(words["done_after_modal"].split()),
    )
