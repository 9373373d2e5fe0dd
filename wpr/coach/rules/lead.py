"""The lead names the group: its first sentence says who it is for."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark

_SHORTEST: Final = 5
"""Letters that a word needs to be looked for when the answer names no known group…"""

_STEM: Final = 5
"""…and how many of them have to agree: the rest is taken for an ending."""


def lead_group(passage: Passage) -> Iterator[Finding]:
    """A lead whose first sentence has no word for the group in the answer to “who is it for?”.

    Any word for the same kind of people will do (guardians, parents, families). An answer without
    a known word is compared word by word. Without an answer there is nothing to look for, and while
    a bracket is still to be filled in there may be soon.
    """
    who = [word.strip('.,:;!?()”“"').lower() for word in passage.context.who.split()]
    if not who or not passage.paragraph.first or not passage.sentences:
        return
    first = passage.sentences[0]
    if "[" in passage.text[first.start : first.end]:
        return
    said = [word.lower for word in first.words]
    groups = _groups_named(who, passage.language)
    if groups:
        is_named = bool(groups & _groups_named(said, passage.language))
    else:
        is_named = _share_a_word(who, said)
    if not is_named and (groups or any(len(word) >= _SHORTEST for word in who)):
        yield remark(
            passage,
            Rule.LEAD_GROUP,
            (first.start, first.end),
            level=Level.WARNING,
            who=_short(passage.context.who),
        )


def _groups_named(words: Iterable[str], language: str) -> frozenset[int]:
    groups = _groups(language)
    return frozenset(
        number
        for word in words
        for number, stems in enumerate(groups)
        if any(_is_of(word, stem) for stem in stems)
    )


def _is_of(word: str, stem: str) -> bool:
    """Whether the word is the stem with an ending, or a compound whose last part is."""
    if not stem.endswith("*"):
        return word == stem or (len(stem) > 4 and word.endswith(stem))
    return word.startswith(stem[:-1]) or (len(stem) > 4 and stem[:-1] in word[2:])


def _share_a_word(who: Iterable[str], said: Iterable[str]) -> bool:
    stems = {word[:_STEM] for word in who if len(word) >= _SHORTEST}
    return any(word[:_STEM] in stems for word in said)


def _short(who: str) -> str:
    sentence = " ".join(who.split())
    return sentence if len(sentence) <= 60 else sentence[:60].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=2)
def _groups(language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in data(language, "people")["groups"])
