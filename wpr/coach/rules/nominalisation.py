"""Nouns that hide a verb: “carry out an evaluation of” says less, and longer, than “evaluate”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding
from wpr.coach.passage import Passage, Word
from wpr.coach.rule import Rule
from wpr.coach.word_set import word_set
from wpr.coach.wording import remark

_FARTHEST: Final = 4
"""Words from the helping verb to the noun: an article and two adjectives may stand between."""

_FARTHEST_BEFORE: Final = 6
"""Words from the noun to what says that it happens: “ökning av antalet anmälningar har skett”."""

_STOPS: Final = word_set(
    "i på av med för till om och eller att som från vid ur mot inte men när hur vad",
    "of in on with for to and or that from at by not but about when how what it them",
)
"""Between the helping verb and the noun: words that begin something else."""

_MADE: Final = re.compile(
    r"\w+ier|harder|clearer|faster|more|less|better|worse|easy|possible|impossible|clear|hard|public|known|visible"
    r"|simple|fair|piece|tree|team|teams|form|forms|system|staff|group|groups|day|days|tool|tools|room|rooms"
    r"|enklare|svårare|lättare|bättre|tydlig\w*|möjlig\w*|svår\w*|lätt\w*"
)
_ERING: Final = re.compile(r"(?P<verb>\w{3,}er)ing(?:ar)?(?<!regering)(?<!regeringar)")
"""A Swedish noun made of a verb on -era (registrering): it counts without being listed."""

_ERING_SUPPORTS: Final = frozenset({"genomföra", "göra", "utföra", "företa"})
_ENDINGS: Final = {"sv": ("", "r", "de", "t"), "en": ("", "s", "ed", "ing")}
_OBJECT: Final = {"sv": ("av",), "en": ("of",)}


class _Noun(NamedTuple):
    verb: tuple[str, ...]
    supports: frozenset[str]
    then: tuple[str, ...]


class _Support(NamedTuple):
    words: tuple[str, ...]
    name: str
    form: int


@dataclass(frozen=True)
class _Words:
    nouns: Mapping[str, _Noun]
    supports: Mapping[str, tuple[_Support, ...]]
    happens: Mapping[str, tuple[tuple[str, ...], ...]]
    derives: bool

    def noun(self, word: str) -> _Noun | None:
        """The noun, listed or (in Swedish) made of a verb on -era."""
        listed = self.nouns.get(word)
        made = None if listed or not self.derives else _ERING.fullmatch(word)
        if not made:
            return listed
        verb = tuple(made["verb"] + end for end in ("a", "ar", "ade", "at"))
        return _Noun(verb, _ERING_SUPPORTS, _OBJECT["sv"])


def nominalisation(passage: Passage) -> Iterator[Finding]:
    """A helping verb and one of the listed nouns, or a listed noun that “happens” (sker).

    After Swedish advice on “substantivsjuka”. The verb can stand in its place with one click when
    the noun has its object right after it (“av”, “of”); otherwise it is only named.
    """
    known = _words(passage.language)
    for sentence in passage.sentences:
        words = sentence.words
        for at, word in enumerate(words):
            if not word.free:
                continue
            for support in known.supports.get(word.lower, ()):
                found = _noun_after(passage.text, words, at, support, known)
                if found:
                    yield _remark(passage, words, at, *found, support.form)
                    break
            for phrase in known.happens.get(word.lower, ()):
                found = _noun_before(words, at, known) if _stands(phrase, words, at) else None
                if found:
                    number, noun = found
                    span = (words[number].start, words[at + len(phrase) - 1].end)
                    yield remark(passage, Rule.NOMINALISATION, span, verb=noun.verb[0])


def _noun_after(
    text: str, words: Sequence[Word], at: int, support: _Support, known: _Words
) -> tuple[int, _Noun] | None:
    """The noun that the helping verb at `at` goes with, and its number among the words."""
    start = at + len(support.words)
    if not _stands(support.words, words, at):
        return None
    for number in range(start, min(start + _FARTHEST, len(words))):
        word = words[number]
        if not word.free or not text[words[number - 1].end : word.start].isspace():
            return None
        noun = known.noun(word.lower)
        if noun and support.name in noun.supports:
            return None if _goes_on(words, number + 1) else (number, noun)
        if word.lower in _STOPS:
            return None
    return None


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether the noun is made into something (“make the decision easier”), or is the first part of
    another (“a decision tree”)."""
    return at < len(words) and _MADE.fullmatch(words[at].lower) is not None


def _stands(phrase: Sequence[str], words: Sequence[Word], at: int) -> bool:
    return tuple(word.lower for word in words[at : at + len(phrase)]) == phrase


def _noun_before(words: Sequence[Word], at: int, known: _Words) -> tuple[int, _Noun] | None:
    """The listed noun before what says that it happens, or any that opens the sentence."""
    for number in range(at - 1, max(at - _FARTHEST_BEFORE, -1), -1):
        listed = known.nouns.get(words[number].lower)
        if listed and words[number].free:
            return number, listed
    opening = known.noun(words[0].lower) if 0 < at < _FARTHEST_BEFORE and words[0].free else None
    return (0, opening) if opening else None


def _remark(
    passage: Passage, words: Sequence[Word], at: int, noun_at: int, noun: _Noun, form: int
) -> Finding:
    end = words[noun_at].end
    replacements: tuple[str, ...] = ()
    follows = words[noun_at + 1] if noun_at + 1 < len(words) else None
    if follows and follows.lower in noun.then and passage.text[end : follows.start] == " ":
        end, replacements = follows.end, (noun.verb[form],)
    return remark(
        passage,
        Rule.NOMINALISATION,
        (words[at].start, end),
        replacements=replacements,
        verb=noun.verb[form],
    )


@lru_cache(maxsize=2)
def _words(language: str) -> _Words:
    rows = data(language, "nominalisation")
    nouns: dict[str, _Noun] = {}
    for group in rows["nouns"]:
        for row in group["rows"]:
            for found in _listed(row["find"]):
                known = nouns.get(found)
                names = frozenset(group["with"]) | (known.supports if known else frozenset())
                nouns[found] = _Noun(_forms(row, language), names, _then(row, language))
    supports: dict[str, list[_Support]] = {}
    for line in rows["supports"]:
        forms = _listed(line)
        for number, form in enumerate(forms):
            words = tuple(form.split())
            supports.setdefault(words[0], []).append(_Support(words, forms[0], number))
    ready = {first: tuple(group) for first, group in supports.items()}
    happens: dict[str, list[tuple[str, ...]]] = {}
    for phrase in rows["happens"]:
        happens.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    return _Words(
        nouns, ready, {first: tuple(group) for first, group in happens.items()}, language == "sv"
    )


def _forms(row: Mapping[str, Any], language: str) -> tuple[str, ...]:
    forms = _listed(row["verb"])
    return forms if len(forms) > 1 else tuple(forms[0] + end for end in _ENDINGS[language])


def _then(row: Mapping[str, Any], language: str) -> tuple[str, ...]:
    return _listed(row["then"]) if "then" in row else _OBJECT[language]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in text.split(","))
