"""Typography: the signs a typesetter would have chosen for what was typed, in Swedish and English.

A sign is exchanged for another and none is added or taken away, but for three full stops and two
hyphens, so text in several runs (bold, links) is set as one. Addresses are left as they are.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

NBSP: Final = "\u00a0"

_WORD: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:|www\.)|[^@]+@[^@]+$", re.IGNORECASE)
_LONG_WORD: Final = re.compile(r"[^ \n\u200b]{50,}")
_SPACE: Final = f"[ {NBSP}]"

_UNITS: Final = (
    r"%|‰|°C?|§§?|€|\$|£|kr|kronor|öre|tkr|mnkr|mkr|SEK|EUR|euro|pounds?"
    r"|procent(?:enheter)?|promille|per ?cent|percentage"
    r"|kg|hg|g|mg|ton|km|m|dm|cm|mm|m²|km²|m³|l|dl|cl|ml|kWh|MWh|kW|MW|W|[kMGT]B|[kMG]bit/s"
    r"|h|tim|timm(?:e|ar)|hours?|min|minut(?:er)?|minutes?|s|sek|sekund(?:er)?|seconds?"
    r"|dygn|dag(?:ar)?|days?|veck(?:a|or)|weeks?|månad(?:er)?|months?|år|years?|am|pm"
    r"|tusen|miljon(?:er)?|miljard(?:er)?|thousand|million|billion"
)
_MONTHS: Final = {
    "sv": "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
}
_BEFORE_NUMBER: Final = (
    r"kl\.|klockan|nr|nr\.|s\.|sid\.|sidan|årskurs|åk|klass|sal|version|bilaga|punkt|steg|fråga"
    r"|No\.|p\.|pp\.|page|grade|year|room|section|appendix|step|question"
)
_BOUND: Final = (
    rf"(?<![\d.,])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)",  # 412 000
    rf"\d{_SPACE}(?:{_UNITS})(?!\w)",  # 12 kr, 10 §
    rf"\d{_SPACE}[a-z]{_SPACE}(?:§|kap\.)",  # 8 a §
    rf"\d{_SPACE}(?:kap\.|ch\.)(?:{_SPACE}\d+)?",  # 2 kap. 10
    rf"§§?{_SPACE}\d",
    rf"(?<!\w)(?:{_BEFORE_NUMBER}){_SPACE}\d",
    rf"(?<!\w)(?:t\.{_SPACE}ex|bl\.{_SPACE}a|d\.{_SPACE}v\.{_SPACE}s|o\.{_SPACE}s\.{_SPACE}v"
    rf"|m\.{_SPACE}m|fr\.{_SPACE}o\.{_SPACE}m|t\.{_SPACE}o\.{_SPACE}m|e\.{_SPACE}g|i\.{_SPACE}e)\.",
    rf"(?<!\w)(?:Mr|Mrs|Ms|Dr)\.?{_SPACE}(?=[A-Z])",
)
_DATES: Final = {
    "sv": rf"(?:(?<!\w)den{_SPACE})?(?<!\d)\d{{1,2}}(?:{_SPACE}(?:{_MONTHS['sv']})\b|(?=:e|:a))",
    "en": rf"(?<!\d)\d{{1,2}}{_SPACE}(?:{_MONTHS['en']})\b"
    rf"|\b(?:{_MONTHS['en']}){_SPACE}\d{{1,2}}\b",
}
_RANGE: Final = re.compile(
    r"(?<![\w.,/-])(?:([1-9]\d?)-([1-9]\d?)|((?:19|20)\d\d)-((?:19|20)\d\d))(?![\d/]|[-.,]\d)"
)
_OPENERS: Final = " \t\n([{–—-/“‘" + NBSP


def typeset(runs: Sequence[str], language: str) -> list[str]:
    """The runs of one paragraph with their signs exchanged: quotes, dashes, spaces that bind.

    As many runs out as in. What has been set once is not changed by being set again.
    """
    runs = [_WORD.sub(_shorten, run) for run in runs]
    text = "".join(runs)
    kept = [word.span() for word in _WORD.finditer(text) if _ADDRESS.match(word[0])]
    signs = _set(text, language)
    for start, end in kept:
        signs = signs[:start] + text[start:end] + signs[end:]
    return [signs[start:end] for start, end in pairwise((0, *accumulate(map(len, runs))))]


def typeset_line(text: str, language: str) -> str:
    """A single string, set."""
    return typeset([text], language)[0]


def breakable(run: str) -> str:
    """The run with places to break (U+200B) in words that no line could hold, such as addresses,
    and with one space where there are several: both cost the renderer more than its time."""
    single = re.sub(r" {2,}", " ", run)
    return _LONG_WORD.sub(lambda word: re.sub(r"(.{25})(?=.)", "\\1\u200b", word[0]), single)


def spoken(runs: Sequence[str], language: str, unmarked: bool = True) -> list[str]:
    """The runs of a set paragraph that somebody says, in Swedish with a dash and without marks.

    ”Det går bra”, säger Eva. -> – Det går bra, säger Eva. Marks go only where the paragraph opens
    with one and closes it once. A paragraph without marks gets its dash if `unmarked`. Other
    languages keep their marks.
    """
    text = "".join(runs)
    marked = text.startswith("”")
    if language != "sv" or not text.strip() or text[0] in "–—" or not (marked or unmarked):
        return list(runs)
    if marked and text.count("”") != 2:
        return list(runs)
    said = [run.replace("”", "") for run in runs] if marked else list(runs)
    first = next(index for index, run in enumerate(said) if run)
    return [*said[:first], f"–{NBSP}{said[first]}", *said[first + 1 :]]


def _shorten(word: re.Match[str]) -> str:
    if _ADDRESS.match(word[0]):
        return word[0]
    ellipses = re.sub(r"(?<!\.)\.{3}(?!\.)", "…", word[0])
    return re.sub(r"^--$|(?<=\w)--(?=\w)", "–", ellipses)


def _set(text: str, language: str) -> str:
    text = _quotes(text, language)
    text = re.sub(rf"(?<=\S){_SPACE}[-–](?= )", f"{NBSP}–", text)
    text = re.sub(rf"^[-–]{_SPACE}", f"–{NBSP}", text, flags=re.MULTILINE)
    text = _RANGE.sub(_range, text)
    for pattern in (*_BOUND, _DATES.get(language, _DATES["en"])):
        text = re.sub(pattern, _bind, text)
    return text


def _bind(match: re.Match[str]) -> str:
    return match[0].replace(" ", NBSP)


def _range(match: re.Match[str]) -> str:
    low, high = (int(number) for number in match.groups() if number)
    return match[0].replace("-", "–") if low < high else match[0]


def _quotes(text: str, language: str) -> str:
    if language == "sv":
        return text.translate({ord("“"): "”", ord("„"): "”", ord('"'): "”", ord("'"): "’"})
    signs = list(text)
    for index, sign in enumerate(signs):
        if sign in "\"'":
            opening = index == 0 or signs[index - 1] in _OPENERS
            signs[index] = {'"': "”“", "'": "’‘"}[sign][opening]
    return "".join(signs)
