"""A group: the people an initiative is for, known by any of the words that they are called by."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.word_set import word_set

_PHRASE_ENDS: Final = re.compile(r"[,;.]|\b(?:och|samt|eller|and|or)\b")
_WORD: Final = re.compile(r"[\w-]+")


class _Groups(NamedTuple):
    lines: tuple[re.Pattern[str], ...]
    after: frozenset[str]
    pointed: tuple[str, ...]


def groups_named(words: Iterable[str], language: str) -> frozenset[int]:
    """The numbers of the known groups that one of the words (in lower case) stands for."""
    lines = _groups(language).lines
    return frozenset(
        number for word in words for number, line in enumerate(lines) if line.fullmatch(word)
    )


def groups_meant(who: str, language: str) -> frozenset[int]:
    """The groups that an answer to “who is it for?” means: of “the parents of pupils in year 7, and
    their tutors” parents and tutors."""
    every = [word for phrase in _PHRASE_ENDS.split(who.lower()) for word in _WORD.findall(phrase)]
    head = _head(who, _groups(language).after)
    return groups_named(head, language) or groups_named(every, language)


def points_out(words: Iterable[str], language: str) -> bool:
    """Whether the words (in lower case) point out a group without its name: “whoever is new”."""
    said = f" {' '.join(words)} "
    return any(pointed in said for pointed in _groups(language).pointed)


@lru_cache(maxsize=1024)
def names_another(text: str, who: str, language: str) -> bool | None:
    """Whether a text names known groups and none of those that the answer means; None when one of
    the two names no known group."""
    words = _WORD.findall(text.lower())
    meant, met = groups_meant(who, language), groups_named(words, language)
    if meant and points_out(words, language):
        return False
    return not meant & met if meant and met else None


def _head(who: str, after: frozenset[str]) -> list[str]:
    """The words of an answer without what describes the group more closely."""
    kept: list[str] = []
    for phrase in _PHRASE_ENDS.split(who.lower()):
        for word in _WORD.findall(phrase):
            if word in after:
                break
            kept.append(word)
    return kept


def _form(stem: str) -> str:
    """Matches the stem with an ending, or a compound whose last part it is."""
    word = re.escape(stem.removesuffix("*"))
    if not stem.endswith("*"):
        return rf".*{word}" if len(stem) > 4 else word
    return rf"(?:.{{2,}})?{word}.*" if len(stem) > 4 else rf"{word}.*"


@lru_cache(maxsize=2)
def _groups(language: str) -> _Groups:
    """The known groups. Words for the staff stand on every profession's line as well, and those of
    the professions on theirs."""
    rows = data(language, "people")
    professions, staff = rows["professions"], rows["staff"]
    lines = [*rows["groups"], *(f"{line} {staff}" for line in professions)]
    lines.append(" ".join([staff, *professions]))
    return _Groups(
        tuple(re.compile("|".join(_form(stem) for stem in line.split())) for line in lines),
        word_set(rows["after"]),
        tuple(f" {words} " for words in rows["pointed"]),
    )
