"""Masking: what the rules about wording do not read (quotations, addresses, brackets, exceptions).

A masked character becomes FILLER, so that every place keeps its number.
"""

import re
from functools import lru_cache
from typing import Final

from wpr.coach.context import Context
from wpr.coach.paragraph import Kind

FILLER: Final = "\ufffc"

QUOTATION: Final = re.compile(
    r"[”“„][^”“„\n]+[”“]|\"[^\"\n]+\"|»[^»«\n]+[»«]|«[^»\n]+»|‘(?:[^’\n]|’(?=\w))+’"
)
"""Something said, with its quotation marks."""

SAYS: Final = (
    r"säger|sa|sade|berättar|berättade|menar|menade|tycker|svarar|svarade|förklarar|förklarade"
    r"|konstaterar|undrar|tillägger|skriver|says|said|explains|explained|adds|added|tells|told"
    r"|writes|wrote|answers|answered|recalls|asks|asked"
)

_DASH_SPEECH: Final = re.compile(rf"(?m)^[–—] (?=\S)(?:[^\n]*?(?=,? (?:{SAYS}) [A-ZÅÄÖ\[])|[^\n]*)")
"""A dash and a space open what somebody says, up to who says it: the usual way in Swedish."""

_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SPACES: Final = {0xA0: " ", 0x202F: " ", 0x2009: " "}
_BRACKETS: Final = re.compile(r"\[[^\]\n]*\]")


def quotations(text: str, kind: Kind) -> list[tuple[int, int]]:
    """Start and end of everything said in the paragraph: in quotation marks, or after a dash.

    A quote part without either is said as a whole.
    """
    spans = [match.span() for match in QUOTATION.finditer(text)]
    spans += [match.span() for match in _DASH_SPEECH.finditer(text)]
    if kind is Kind.QUOTE and not spans:
        spans.append((0, len(text)))
    return sorted(spans)


def masked(text: str, kind: Kind, context: Context) -> str:
    """The text, of the same length, with everything masked that wording rules do not read.

    Spaces that do not break become ordinary ones, so that patterns need to know of one only.
    """
    text = text.translate(_SPACES)
    if context.exceptions or context.names:
        kept = kept_words(context.exceptions | context.names)
        text = kept.sub(lambda match: FILLER * len(match[0]), text)
    for pattern in (_ADDRESS, _BRACKETS):
        text = pattern.sub(lambda match: FILLER * len(match[0]), text)
    for start, end in quotations(text, kind):
        text = text[:start] + FILLER * (end - start) + text[end:]
    return text


@lru_cache(maxsize=64)
def kept_words(words: frozenset[str]) -> re.Pattern[str]:
    """Matches each of the words as a whole, the longest first, also in the genitive; `*` at the end
    allows any ending."""
    patterns = [
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
        if word.strip("* ")
    ]
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(patterns)})(?:[:’']?s)?(?!\w)" if patterns else r"(?!)", re.I
    )
