"""Abbreviations: those in capitals are explained once, those with full stops are written out."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_CAPITALS: Final = re.compile(
    r"(?<![\w/–:-])([A-ZÅÄÖ]{2,6}|SvA|SoL|PuB)(?::?s\b|-(?=\w))?(?![A-ZÅÄÖa-zåäö\d/])"
)
_ROMAN: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_UNIT: Final = re.compile(r"(?<=\d )(?:[KMGT]B|K?WH?|MP|HK|HP)\b")
"""What is counted, after its number: 128 GB."""

_NUMBER_AFTER: Final = re.compile(r"[ -]?\d")
_SHOUTED: Final = re.compile(r"[A-ZÅÄÖ]{2,}[ ,!.]+$|[A-ZÅÄÖ]{2,} $")
_SHOUTED_AFTER: Final = re.compile(r"[ ,]+[A-ZÅÄÖ]{2,}\b")
_OPENS: Final = re.compile(r"(?:^|[.!?:]\s)\s*[”“\"]?$")
_EXPLAINED_AFTER: Final = re.compile(
    r" ?\((?:[^)]*[a-zåäö]{3})|,? (?:det vill säga|alltså|som betyder|som står för|betyder|står för"
    r"|is short for|stands for|which stands for|that is|meaning|means)\b"
)


class Abbreviation(NamedTuple):
    """An abbreviation in capitals, its place, and whether its own sentence explains it."""

    text: str
    start: int
    end: int
    explained: bool


def abbreviations_in(passage: Passage) -> Iterator[Abbreviation]:
    """Abbreviations of two to six capitals outside quotations and names.

    Not those that everybody reads as words (EU, SMS), case numbers, and words that are shouted.
    """
    known, _ = _words(passage.language)
    for match in _CAPITALS.finditer(passage.open):
        text = match[1]
        before, after = passage.open[: match.start()], passage.open[match.end() :]
        if text in known or _ROMAN.fullmatch(text) or _NUMBER_AFTER.match(after):
            continue
        if _UNIT.match(passage.open, match.start()):
            continue
        if _SHOUTED.search(before) or _SHOUTED_AFTER.match(after):
            continue
        explained = before.endswith("(") or _EXPLAINED_AFTER.match(after) is not None
        yield Abbreviation(text, match.start(), match.start() + len(text), explained)


def spelled_in(passage: Passage) -> frozenset[str]:
    """Abbreviations whose full form stands in the paragraph: they need no other explanation."""
    text = passage.text.lower()
    return frozenset([short for short, long in _full_forms(passage.language) if long in text])


def unexplained(passage: Passage, abbreviation: Abbreviation) -> Finding:
    """The finding for the first place where an abbreviation stands, unexplained so far.

    After the writing advice of several Swedish municipalities: in full the first time in each part
    of the document that may be read alone.
    """
    _, spelled = _words(passage.language)
    full = spelled.get(abbreviation.text, "")
    opens = _OPENS.search(passage.text[: abbreviation.start]) is not None
    written = full[:1].upper() + full[1:] if opens else full
    return remark(
        passage,
        Rule.ABBREVIATION,
        (abbreviation.start, abbreviation.end),
        "known" if full else "",
        replacements=(f"{written} ({abbreviation.text})",) if full else (),
        full=full,
    )


def dotted(passage: Passage) -> Iterator[Finding]:
    """Abbreviations with full stops or spaces (t.ex., e.g.), with the words in their place.

    Screen readers stumble on them, and so do readers who learn the language. When the full stop is
    the sentence's as well, the replacement keeps it.
    """
    pattern, rows = _dotted(passage.language)
    for match in pattern.finditer(passage.open):
        write, last = rows[match[0].lower()]
        ends = match[0].endswith(".") and _ends_sentence(passage.text[match.end() :], last)
        replacements = tuple(f"{item}." if ends else item for item in write)
        yield remark(
            passage,
            Rule.DOTTED_ABBREVIATION,
            match.span(),
            replacements=replacements,
            full=write[0],
        )


def _ends_sentence(after: str, last: bool) -> bool:
    return not after.strip() or after.startswith("\n") or (last and after.lstrip()[:1].isupper())


@lru_cache(maxsize=2)
def _words(language: str) -> tuple[frozenset[str], Mapping[str, str]]:
    rows = data(language, "abbreviation")
    return frozenset(rows["known"].split()), rows["spelled"]


@lru_cache(maxsize=2)
def _full_forms(language: str) -> tuple[tuple[str, str], ...]:
    _, spelled = _words(language)
    return tuple((short, long.lower()) for short, long in spelled.items())


@lru_cache(maxsize=2)
def _dotted(language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, ...], bool]]]:
    forms: dict[str, tuple[tuple[str, ...], bool]] = {}
    for row in data(language, "dotted")["words"]:
        write = tuple(item.strip() for item in row["write"].split("|"))
        for form in row["find"].split(","):
            forms[form.strip().lower()] = (write, row.get("last", False))
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), forms
