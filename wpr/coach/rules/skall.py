"""“Skall” has been “ska” in Swedish law and public writing since 2007; English has no such rule."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_SKALL: Final = re.compile(r"\b[Ss]kall\b")
_BARK: Final = re.compile(
    r"\b(?:ett|dess|deras|hans|hennes|av|gav|ger|ge|högt|högljutt|ilsket|vilt|ljudligt|svagt"
    r"|avlägset|hörde|hördes|med|och|eller|\w+ens|hundars?|\w*hund(?:arnas|ars)) $",
    re.IGNORECASE,
)
_AND_VERB: Final = re.compile(
    r"^ (?:inte |också |även |sedan )?\w+(?:a|as|å|ge|se|be|ske|dö|tro|bo|ses|bli)\b"
)


def skall(passage: Passage) -> Iterator[Finding]:
    """“Skall” for “ska”. The barking of a dog passes."""
    if passage.language != "sv":
        return
    for match in _SKALL.finditer(passage.open):
        if _BARK.search(passage.open[: match.start()]) and not _AND_VERB.match(
            passage.open[match.end() :]
        ):
            continue
        yield remark(passage, Rule.SKALL, match.span(), replacements=("ska",))
