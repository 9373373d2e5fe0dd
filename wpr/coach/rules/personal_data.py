"""Personal data: identity numbers, addresses, telephone numbers, and a diagnosis with a name."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from wpr.coach.catalogue import data
from wpr.coach.context import LANGUAGES
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_IDENTITY: Final = re.compile(
    r"(?<![\d\w.-])(?P<century>(?:19|20)?)(?P<year>\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"(?P<mark>[-+– ]?)(?P<last>\d{4})(?![\d\w]|-\d|[.,]\d)"
)
_DIGITS: Final = re.compile(r"\d[\d -]{4}")
_TEMPORARY: Final = re.compile(r"(?<!\w)(?:19|20)\d{6}-?(?:TF|T[A-Z0-9])[A-Z0-9]{2}(?!\w)")
_COORDINATION: Final = 60
"""What is added to the day in a coordination number (Swedish Tax Agency)."""

_MAIL: Final = re.compile(r"(?<![\w.+-])(?P<local>[\w.+-]+)@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")
_MOBILE: Final = re.compile(
    r"(?<![\w/.,-])(?:\+46[ -]?(?:\(0\))?|0046[ -]?|0)7[02369](?:[ ./–-]?\d){7}(?![\w]|[ -]\d{2,})"
)
_REST: Final = r"\d{2,3}(?: ?\d{2,3}){1,2}"
_LANDLINE: Final = re.compile(
    rf"(?<![\w/.,-])(?:(?:\+46[ -]?(?:\(0\))?|0046[ -]?)(?!7[02369])[1-9]\d{{0,2}}[ -]?{_REST}"
    rf"|(?!07[02369])0[1-9]\d{{0,2}} ?[-/–] ?{_REST})(?!\w|[ -]\d)"
)
_SHORTEST_NUMBER: Final = 8
"""Digits of a Swedish telephone number with its area code; opening hours have fewer."""

_OWNERS_END: Final = re.compile(r"[’']?s$")

_FOREIGN: Final = re.compile(
    r"(?<![\w/.,])\+(?!46)\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}(?!\w)"
)


def personal_data(passage: Passage) -> Iterator[Finding]:
    """What points at one person. The document may become public, so this is said strongly.

    A Swedish identity number counts when its date exists (for a coordination number: 60 days
    later) and its check digit is right, so that case numbers and telephone numbers pass; with a
    wrong check digit, when its sentence says whose it is. Addresses of a function (info@) pass.
    Mobile numbers never do; a landline is mostly an office's, and
    counts where its sentence names a person.
    """
    if _DIGITS.search(passage.text):
        yield from _numbers(passage)
    if "@" in passage.text:
        yield from _addresses(passage)
    named, guarded = _health(passage.language)
    if guarded.search(passage.text):
        for match in named.finditer(passage.text):
            yield _strong(passage, match.span(), "health")


def _addresses(passage: Passage) -> Iterator[Finding]:
    for match in _MAIL.finditer(passage.text):
        if not _is_function(match["local"], passage.language):
            yield _strong(passage, match.span(), "mail")


def _numbers(passage: Passage) -> Iterator[Finding]:
    for match in _IDENTITY.finditer(passage.text):
        if _is_plausible(match) or (
            match["mark"] == "-" and _is_dated(match) and _is_somebodys(passage, match.start())
        ):
            yield _strong(passage, match.span(), "number")
    for match in _TEMPORARY.finditer(passage.text):
        yield _strong(passage, match.span(), "number")
    for pattern in (_MOBILE, _FOREIGN):
        for match in pattern.finditer(passage.text):
            if not _is_like_identity(match[0]):
                yield _strong(passage, match.span(), "phone")
    for match in _LANDLINE.finditer(passage.text):
        digits = sum(char.isdigit() for char in match[0])
        if digits >= _SHORTEST_NUMBER and _is_somebodys(passage, match.start()):
            yield _strong(passage, match.span(), "phone")


def _strong(passage: Passage, span: tuple[int, int], variant: str) -> Finding:
    return remark(passage, Rule.PERSONAL_DATA, span, variant, level=Level.STRONG)


def _is_like_identity(text: str) -> bool:
    """Whether it is an identity number, or a case number that looks like one: a date, a hyphen and
    four digits. Nobody writes a telephone number so."""
    match = _IDENTITY.fullmatch(text)
    return match is not None and (
        _is_plausible(match) or (match["mark"] == "-" and _is_dated(match))
    )


def _is_plausible(match: re.Match[str]) -> bool:
    """Whether the date exists and the tenth digit checks the nine before it (Luhn)."""
    if match["mark"] == " " and "-" in match[0]:
        return False  # a date in ISO form, and then a number or an hour
    digits = match["year"] + match["month"] + match["day"] + match["last"]
    doubled = (int(digit) * (2 - number % 2) for number, digit in enumerate(digits))
    return _is_dated(match) and sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_dated(match: re.Match[str]) -> bool:
    """Whether it begins with a date that exists."""
    day = int(match["day"])
    year = int((match["century"] or "20") + match["year"])
    try:
        date(year, int(match["month"]), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def _is_function(local: str, language: str) -> bool:
    """Whether the part before the @ names a function (info, it-support), and nobody by name."""
    words = re.split(r"[._+\d-]+", local.lower())
    functions = _functions(language)
    if any(word in _first_names() for word in words):
        return False
    return any(
        word in functions or any(len(item) > 5 and item in word for item in functions)
        for word in words
    )


def _is_somebodys(passage: Passage, at: int) -> bool:
    """Whether the sentence says that the number is a person's (a name, “me”, “home”), and no
    function's."""
    words = data(passage.language, "personal")
    functions = tuple(item for item in _functions(passage.language) if len(item) > 4)
    sentence = passage.sentence_at(at)
    if sentence is None or any(word.lower.startswith(functions) for word in sentence.words):
        return False
    owners = words["owners"].split()
    return any(
        word.name or word.lower in owners or _OWNERS_END.sub("", word.lower) in _first_names()
        for word in sentence.words
    )


@lru_cache(maxsize=2)
def _functions(language: str) -> frozenset[str]:
    return frozenset(data(language, "personal")["functions"].split())


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """First names in both languages, in lower case."""
    return frozenset(
        name.lower() for each in LANGUAGES for name in data(each, "personal")["first_names"].split()
    )


@lru_cache(maxsize=2)
def _health(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A first name and what the law guards, as one says it (“Elsa har adhd”); and the latter
    alone, which is quicker to look for."""
    words = data(language, "personal")
    names = "|".join(sorted(map(str.title, _first_names()), key=len, reverse=True))
    named = re.compile(
        rf"\b(?:{names})s?\b(?: [A-ZÅÄÖ]\w+| i \d ?\w?| in year \d| in \d ?\w?)?"
        rf" (?:{words['has']})\b(?: \w+){{0,3}}? (?:{words['guarded']})(?!\w)"
    )
    return named, re.compile(words["guarded"])
