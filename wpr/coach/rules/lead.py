"""The lead names the group: its first sentence says who it is for."""

from collections.abc import Iterable, Iterator
from typing import Final

from wpr.coach.finding import Finding, Level
from wpr.coach.group import groups_meant, groups_named, points_out
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
    language = passage.language
    groups = groups_meant(passage.context.who, language)
    if groups:
        is_named = bool(groups & groups_named(said, language)) or points_out(said, language)
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


def _share_a_word(who: Iterable[str], said: Iterable[str]) -> bool:
    stems = {word[:_STEM] for word in who if len(word) >= _SHORTEST}
    return any(word[:_STEM] in stems for word in said)


def _short(who: str) -> str:
    sentence = " ".join(who.split())
    return sentence if len(sentence) <= 60 else sentence[:60].rsplit(" ", 1)[0] + " …"
