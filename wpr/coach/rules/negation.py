"""Negations in a row: “not impossible” has to be worked out, “possible” can be read."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_NEGATED_SV: Final = (
    r"(?:o(?:vanlig|möjlig|viktig|väsentlig|tillräcklig|klar|nödvändig|sannolik|känd|lämplig|rimlig|giltig|tydlig"
    r"|trygg|säker|behörig|skälig|intressant|väntad|problematisk|berättigad|rättvis|tillåten|förenlig"
    r"|betydlig|befogad|användbar|lönsam|troligt|påverkad|motiverad|bekant)(?:t|a|tt|de|en)?)"
)
_BETWEEN: Final = r"(?:(?!(?:och|eller|men|utan|and|or|but|nor)\b)[\w’'-]+ ){0,4}?"

_CHAIN: Final = {
    "sv": re.compile(
        rf"\b(?:(?:inte|ej|icke|aldrig) (?:\w+ ){{0,2}}?{_NEGATED_SV}"
        r"|(?:inte|ej|icke|aldrig) (?:helt )?utan (?:att )?\w+"
        rf"|(?:inte|aldrig|ingen|inget|inga) {_BETWEEN}(?:att|som|om) {_BETWEEN}(?:inte|aldrig|ej|icke|saknar|saknas)"
        r"|(?:ingen|inget|inga) (?:\w+ )?(?:utan|som (?:inte|aldrig))"
        r"|(?:inte|ej|icke) (?:inte|ej|icke)|utan att (?:\w+ ){0,2}?(?:inte|aldrig))(?!\w)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:\b(?:not|never|cannot)|n[’']t) (?:\w+ ){0,2}?(?:un(?:common|usual|likely|important|necessary|reasonable"
        r"|aware|clear|safe|able|available|expected|known|fair|helpful|familiar|related|til|less|justified"
        r"|acceptable|suitable|interesting|happy|affected|limited)|im(?:possible|probable|proper|practical)"
        r"|in(?:significant|sufficient|appropriate|frequent|adequate|compatible|correct|conceivable)"
        r"|ir(?:relevant|regular|responsible)|il(?:legal|logical)|dis(?:similar|satisfied|agree)|without)\b"
        rf"|(?:\b(?:not|never|nobody|nothing|none|no \w+|cannot)|n[’']t) {_BETWEEN}(?:that|who|which) {_BETWEEN}"
        r"(?:(?:do|does|did|is|are|was|has|have|can|will|would)(?: not|n[’']t)|cannot|never|not)\b"
        r"|\b(?:no|never) (?:\w+ ){0,2}?without \w+|(?:\bnot|n[’']t) (?:fail|refuse|refrain|neglect)\b",
        re.IGNORECASE,
    ),
}


def negation(passage: Passage) -> Iterator[Finding]:
    """Two negations that have to be read together: “inte ovanligt”, “no … without”.

    Negations side by side (“not on Friday and not on Monday”) and “inte … utan” (not … but) pass.
    """
    for match in _CHAIN[passage.language].finditer(passage.open):
        yield remark(passage, Rule.NEGATION, match.span())
