"""Long words: those that can be taken apart."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

LONGEST: Final = {"sv": 20, "en": 17}
"""Letters. Swedish compounds get longer; 20 is a Swedish parish's own limit, and a sound one."""

_TERMS: Final = re.compile(
    r"(?:personuppgiftsbiträde|personuppgiftsansvarig|integritetsskyddsmyndighet|kommunfullmäktige"
    r"|specialpedagogiska|barnkonsekvensanalys|arbetsmiljöverket|utbildningsförvaltning"
    r"|utbildningsnämnd|funktionsnedsättning|tryckfrihetsförordning|dataskyddsförordning)\w*"
    r"|\w+(?:departementet|myndigheten|inspektionen|domstolen|nämnden)",
    re.IGNORECASE,
)
"""Terms of the law, and authorities, that have no other name."""


def long_words(passage: Passage) -> Iterator[Finding]:
    """Words of more than 20 letters (English: 17), hyphens apart, that can be taken apart.

    Names, exceptions and legal terms without another name pass.
    """
    limit = LONGEST[passage.language]
    for sentence in passage.sentences:
        for word in sentence.words:
            if len(word.text) <= limit or not word.free or _TERMS.fullmatch(word.text):
                continue
            letters = max(len(piece) for piece in re.split(r"[^\w]", word.text))
            if letters > limit and word.text.replace("-", "").isalpha():
                yield remark(passage, Rule.LONG_WORD, (word.start, word.end), letters=letters)
