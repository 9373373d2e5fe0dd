"""The lead names the group: its first sentence says who it is for."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.word_set import word_set
from wpr.coach.wording import remark

_SHORTEST: Final = 5
"""Letters that a word needs to be looked for when the answer names no known group…"""

_STEM: Final = 5
"""…and how many of them have to agree: the rest is taken for an ending."""

_PHRASE_ENDS: Final = re.compile(r"[,;.]|\b(?:och|samt|eller|and|or)\b")
_WORD: Final = re.compile(r"[\w-]+")


class _Groups(NamedTuple):
    lines: tuple[re.Pattern[str], ...]
    after: frozenset[str]
    pointed: tuple[str, ...]

    def named(self, words: Iterable[str]) -> frozenset[int]:
        """The numbers of the groups that one of the words stands for."""
        return frozenset(
            number
            for word in words
            for number, line in enumerate(self.lines)
            if line.fullmatch(word)
        )

    def points(self, words: Iterable[str]) -> bool:
        """Whether the words point out a group without its name."""
        said = f" {' '.join(words)} "
        return any(pointed in said for pointed in self.pointed)


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
    known = _groups(passage.language)
    groups = known.named(_head(passage.context.who, known)) or known.named(who)
    if groups:
        is_named = bool(groups & known.named(said)) or known.points(said)
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


def _head(who: str, known: _Groups) -> list[str]:
    """The words of an answer without what describes the group more closely: of “the parents of
    pupils in year 7, and their tutors” parents and tutors."""
    kept: list[str] = []
    for phrase in _PHRASE_ENDS.split(who.lower()):
        for word in _WORD.findall(phrase):
            if word in known.after:
                break
            kept.append(word)
    return kept


def _form(stem: str) -> str:
    """Matches the stem with an ending, or a compound whose last part it is."""
    word = re.escape(stem.removesuffix("*"))
    if not stem.endswith("*"):
        return rf".*{word}" if len(stem) > 4 else word
    return rf"(?:.{{2,}})?{word}.*" if len(stem) > 4 else rf"{word}.*"


def _share_a_word(who: Iterable[str], said: Iterable[str]) -> bool:
    stems = {word[:_STEM] for word in who if len(word) >= _SHORTEST}
    return any(word[:_STEM] in stems for word in said)


def _short(who: str) -> str:
    sentence = " ".join(who.split())
    return sentence if len(sentence) <= 60 else sentence[:60].rsplit(" ", 1)[0] + " …"


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
