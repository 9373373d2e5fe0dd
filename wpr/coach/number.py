"""Numbers in a sentence: whether it says how many, how much or when."""

import re
from collections.abc import Sequence
from typing import Final

from wpr.coach.word_set import word_set

NUMERALS: Final = {
    "sv": word_set(
        "noll två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton",
        "sjutton arton nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra",
        "tusen miljon miljoner miljard miljarder hälften halva dubbelt dubbla tredubbla",
        "tredjedel tredjedelar fjärdedel fjärdedelar tiondel tiondelar båda bägge",
    ),
    "en": word_set(
        "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy",
        "eighty ninety hundred thousand million billion half twice double doubled doubles",
        "triple third thirds quarter quarters tenth both dozen",
    ),
}
"""Words that count as a number. “En” and “one” do not: they are articles and pronouns too."""

_LABELS: Final = word_set(
    "årskurs årskurserna åk klass klasserna sal rum kap § paragraf artikel punkt bilaga version",
    "lgr year years grade grades class classes room chapter section article appendix",
)
"""What a number after it is the name of: “årskurs 6” says nothing about how many."""

_SEASONS: Final = word_set(
    "hösten våren vintern sommaren läsåret vårterminen höstterminen januari februari mars",
    "april maj juni juli augusti september oktober november december sedan autumn spring summer",
    "winter january february march may june july august october since",
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""After one of these it says when, and not how many."""

_ORDINALS: Final = word_set("third tenth")
_SHARES: Final = word_set("a one two by to another")

_CLASS: Final = re.compile(r"[1-9] ?[a-h]")
"""The name of a class: 8 b, 9A."""

_JOINING: Final = word_set("till och eller to and or –")


def says_number(words: Sequence[str], language: str) -> bool:
    """Whether one of the words (in lower case) is a number that is not just a label."""
    numerals = NUMERALS[language]
    labelled = False
    for number, word in enumerate(words):
        if word in _LABELS:
            labelled = True
        elif not word.isalpha() and any(char.isdigit() for char in word):
            if _CLASS.fullmatch(" ".join(words[number : number + 2])) or _CLASS.fullmatch(word):
                continue
            if not labelled and not _is_year(words, number):
                return True
        elif word not in _JOINING:
            labelled = False
            if word in numerals and not _is_ordinal(words, number):
                return True
    return False


def _is_ordinal(words: Sequence[str], at: int) -> bool:
    """“The third year” is no share, “a third” is."""
    return words[at] in _ORDINALS and (at == 0 or words[at - 1] not in _SHARES)


def _is_year(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1] in _SEASONS and _YEAR.fullmatch(words[at]) is not None
