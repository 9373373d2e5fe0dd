"""Generalisation about children: what “pupils are” is seldom true of all of them."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.paragraph import Kind
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_CHILDREN_SV: Final = r"(?:elever|barn|ungdomar|pojkar|flickor|killar|tjejer|tonåringar|nyanlända)"
_LABELS_SV: Final = (
    r"(?:svaga|svagare|svagpresterande|stökiga|bråkiga|struliga|stökigare|duktiga|smarta|begåvade|lata|slöa"
    r"|besvärliga|problematiska|omotiverade|skoltrötta|ointresserade|resurssvaga|studiesvaga|studiestarka"
    r"|högpresterande|lågpresterande|svårhanterliga|utåtagerande|lågbegåvade|normala|vanliga|resurskrävande"
    r"|dåliga|hopplösa|outtröttliga)"
)
_TRAITS_SV: Final = (
    r"(?:(?:alltid|ofta|oftast|i allmänhet|generellt|numera|i dag|av naturen|naturligt|mer|mindre|ju|helt enkelt"
    r"|så|för|väldigt|mycket) )*(?:omotiverade|ointresserade|lata|stökiga|trötta|stressade|skoltrötta|nyfikna"
    r"|kreativa|digitala|vana vid|duktiga på|bra på|dåliga på|känsliga|omogna|oroliga|okoncentrerade|snälla"
    r"|elaka|bortskämda|ovana|beroende av|mognare|rastlösa|busiga|starkare|svagare|lekfulla|sociala"
    r"|tävlingsinriktade|impulsiva)"
)
_NEEDS_SV: Final = (
    r"(?:struktur|tydlighet|tydliga ramar|trygghet|ramar|gränser|rutiner|ordning|lugn|ro|arbetsro|motivation"
    r"|utmaningar|vuxna|närvarande vuxna|stöd|stimulans|disciplin|rörelse|frisk luft|sömn|vila|kärlek|läsa mer"
    r"|röra sig|få röra|leka)"
)

_PATTERNS: Final = {
    "sv": re.compile(
        rf"\b(?i:{_LABELS_SV} {_CHILDREN_SV})(?:na|nas)?\b"
        rf"|\b(?i:elever|barn|ungdomar) med (?:behov|särskilda behov|speciella behov|problem|svårigheter)"
        r"(?=[\s.,;:!?)]|$)(?! av | att | med )"
        rf"|(?:(?<=^)|(?<=[.!?:] )|(?<=\batt )|(?<=\beftersom )|(?<=\bvet )|(?<=\balla )|(?<=\bAlla )"
        rf"|(?<=\bdagens )|(?<=\bDagens )|(?<=, ))(?i:dagens |alla |små )?(?i:{_CHILDREN_SV})"
        rf" (?:(?:är|blir) {_TRAITS_SV}\b|(?:behöver|mår bra av|mår bäst av|kräver) (?:\w+ )?{_NEEDS_SV}\b"
        r"|(?:vill|tycker om att|gillar att|älskar att|orkar inte|kan inte koncentrera sig|lär sig bäst"
        r"|har svårt att|har lätt att|mognar|kan inte sitta still|vill inte läsa|läser inte längre)\b)"
    ),
    "en": re.compile(
        r"\b(?i:weak|weaker|low-ability|high-ability|lazy|naughty|unruly|disruptive|difficult|troublesome"
        r"|clever|bright|smart|gifted|unmotivated|demotivated|needy|problem|underachieving|low-achieving"
        r"|high-achieving|challenging|slow|normal|ordinary|bad) (?i:pupils|students|children|kids|learners"
        r"|boys|girls|teenagers)\b"
        r"|\b(?i:pupils|students|children|learners) with (?:needs|special needs|problems|difficulties|issues)\b"
        r"(?! (?:with|of|in|and) )"
        r"|(?:(?<=^)|(?<=[.!?:] )|(?<=\bthat )|(?<=\bbecause )|(?<=, ))(?i:today[’']s |all |young )?"
        r"(?i:pupils|students|children|kids|boys|girls|teenagers|young people) (?:(?:are|become)"
        r" (?:(?:always|often|usually|generally|naturally|more|less|simply|so|too|very) )*(?:lazy|unmotivated"
        r"|bored|tired|curious|creative|digital natives|noisy|restless|stressed|good at|bad at|sensitive"
        r"|immature|easily distracted|disengaged|competitive|spoiled|playful|used to)\b"
        r"|(?:need|thrive on|require) (?:clear |more |firm |a lot of )*(?:structure|routines?|boundaries|rules"
        r"|discipline|order|stimulation|challenges|adults|exercise|fresh air|sleep|rest|love|play|calm)\b"
        r"|(?:love to|hate to|do not like|don[’']t like|cannot sit still|can[’']t sit still|learn best"
        r"|find it hard to|cannot concentrate|can[’']t concentrate|no longer read|do not read)\b)"
    ),
}
_READ: Final = frozenset(Kind) - {Kind.QUOTE, Kind.DECISION}


def children(passage: Passage) -> Iterator[Finding]:
    """Labels (“weak pupils”), “pupils with needs”, and what children are or need in general.

    After advice by Swedish specialists in children's rights: say which pupils, how many, and what
    they say themselves. A group that is counted or pointed out (“our 23 pupils are”) passes.
    """
    if passage.paragraph.kind in _READ:
        for match in _PATTERNS[passage.language].finditer(passage.open):
            yield remark(passage, Rule.GENERALISATION, match.span())
