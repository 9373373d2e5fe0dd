"""Placeholders: what somebody still has to fill in."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_BRACKETS: Final = re.compile(r"\[(?P<inside>[^\[\]\n]*)\](?!\()")
_STAND_IN: Final = re.compile(r"(?<![\w.])(?:NN|N\.N\.?|X{2,3}|xxx?|TBC|TBD|TBA|TODO)(?![\w-])")
"""What stands for a name or a number that is not known yet."""

_GAP: Final = re.compile(
    r"(?<!\w)\?{3,}|(?<!\w)_{2,}(?!\w)|<[^\W\d_][^<>\n/@]{0,40}>|\blorem ipsum\b"
    r"|(?<=\()(?:fylls? i|kompletteras|läggs till|skrivs) (?:senare|här)(?=\))"
    r"|(?<=\()to be (?:added|completed|confirmed|decided|announced|filled in)(?: later)?(?=\))",
    re.IGNORECASE,
)
"""An open space: ??? (not “where???”), __, <number>, the printers' Latin, and “(to be added)”."""

_GAP_SIGNS: Final = ("???", "__", "<", "orem ", "(")

_EDITORIAL: Final = re.compile(r"\s*(?:\d{1,3}|…|\.\.\.|sic|[a-zåäö]|[x ])\s*", re.IGNORECASE)


def placeholder(passage: Passage) -> Iterator[Finding]:
    """Square brackets, which mark names and numbers that are not settled yet; NN, XX, TBC; and gaps
    like ???, __ and <number>.

    Notes ([1]), omissions ([…]), [sic] and boxes to tick ([ ], [x]) pass.
    """
    for match in _BRACKETS.finditer(passage.text):
        if not _EDITORIAL.fullmatch(match["inside"]) and match["inside"]:
            yield remark(passage, Rule.PLACEHOLDER, match.span(), level=Level.WARNING)
    if any(sign in passage.open for sign in _GAP_SIGNS):
        for match in _GAP.finditer(passage.open):
            yield remark(passage, Rule.PLACEHOLDER, match.span(), level=Level.WARNING)
    if not any(part in passage.open for part in ("NN", "N.N", "XX", "xx", "TB", "TODO")):
        return
    for match in _STAND_IN.finditer(passage.open):
        yield remark(passage, Rule.PLACEHOLDER, match.span(), level=Level.WARNING)
