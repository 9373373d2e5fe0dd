"""Wordings: what others call the parts of a PR/FAQ and its groups of questions."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from wpr.domain.guide import Guide, Kind

_NUMBERING: Final = re.compile(
    r"^(?:(?:part|section|step|chapter|appendix|phase|del|avsnitt|steg|teil|partie)\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2})+\s+|(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-z])\s{0,3}[.):：、\-–—]\s*)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,2})+[.):]?(?=\s)|\d{1,3}(?:[.):](?!\d)|[．：、]|\s[-–—]\s))\s*(?=\S)"
)
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_WHOLE: Final = re.compile(r"\bpr ?faq\b")
_UNSPACED: Final = "\u3000"
"""Chinese, Japanese and Korean begin here."""

_SCRIPTS: Final = re.compile(
    rf"(?<=[a-z0-9])(?=[{_UNSPACED}-\uffef])|(?<=[{_UNSPACED}-\uffef])(?=[a-z0-9])"
)
"""Where Latin letters meet such a script, as in "外部FAQ"."""

_LIKELIEST: Final = "sv"

_LONGEST: Final = 8
"""Words in a heading that only names its section; a longer one says something of its own."""


class Means(Enum):
    """What the words of a heading mean."""

    PART = "part"
    QUESTIONS = "questions"
    RELEASE = "release"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A part by its id, the questions of a group by its id ("": not said whose), the release, or
    another section of the guide, which has nothing but its parts."""

    means: Means
    id: str = ""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Knows headings by the words of a guide in all its languages, and by those of others."""

    _exact: dict[str, Meaning]
    _groups: frozenset[str]

    def meaning(self, heading: str) -> Meaning | None:
        """What a heading (plain words) names; None for one that says something of its own."""
        words = named(heading)
        if not words or len(words.split()) > _LONGEST or _WHOLE.search(words):
            return None
        found = self._exact.get(words) or self._exact.get(words.removeprefix("the "))
        if found or heading.rstrip(" *_:").endswith("?"):
            return found
        asks = _speaks(words, _data()["questions"]["about"])
        releases = _speaks(words, [one for one in _data()["release"]["about"] if one != "pr"])
        if asks == releases:  # nothing, or the whole document
            return None
        return Meaning(Means.QUESTIONS, self.whose(heading)) if asks else Meaning(Means.RELEASE)

    def whose(self, heading: str) -> str:
        """The group whose questions a heading speaks of; "" when it does not say."""
        words = named(heading)
        for group in ("decision", "staff", "pupils"):
            if group in self._groups and _speaks(words, _data()["questions"][group]):
                return group
        return ""


def wordings_of(guide: Guide, *others: Guide) -> Wordings:
    """The wordings that mean something in `guide`, whose `others` are its other languages."""
    parts = {part.id for part in guide.parts()}
    groups = frozenset(group.id for group in guide.question_groups())
    exact = {
        named(wording): Meaning(Means.PART, part)
        for part, all_wordings in _data()["parts"].items()
        if part in parts
        for wording in all_wordings
    }
    exact |= {named(words): Meaning(Means.RELEASE) for words in _data()["release"]["about"]}
    for one in (*others, guide):
        exact |= {named(part.heading): Meaning(Means.PART, part.id) for part in one.parts()}
        exact |= {
            named(group.heading): Meaning(Means.QUESTIONS, group.id)
            for group in one.question_groups()
        }
        for group in one.groups:
            if group.kind is Kind.PARTS:
                is_first = group is one.groups[0]
                means = Means.RELEASE if is_first else Means.SECTION
                exact[named(group.heading)] = Meaning(means)
    return Wordings(exact, groups)


def named(heading: str) -> str:
    """The words of a heading as they are compared: small letters, without numbering, what stands in
    brackets, and signs."""
    words = unicodedata.normalize("NFKC", heading).casefold().replace("’", "'")
    words = unnumbered(_BRACKETS.sub(" ", words).strip(" *_#:.–—-\t"))
    return " ".join(re.findall(r"\w+", _SCRIPTS.sub(" ", words)))


def unnumbered(heading: str) -> str:
    """A heading without "2.", "Part B:" and the like before its words."""
    return _NUMBERING.sub("", heading.strip(" *_#"))


def unnumbered_question(words: str) -> str:
    """A question without its number, of which "4.1", "12)" and "3 –" are: one that can be no word
    of it."""
    return _NUMBER.sub("", words)


def language_of(text: str, guides: Sequence[Guide]) -> str:
    """Which of the guide's languages the words of a text are in, headings of its own among them;
    Swedish when nothing tells, or the first there is."""
    said = Counter(re.findall(r"\w+", text[:200_000].casefold()))
    lines = {named(line) for line in text[:200_000].splitlines() if line.lstrip().startswith("#")}
    known = _data()["languages"]

    def score(guide: Guide) -> tuple[int, bool]:
        words = sum(said[word] for word in known.get(guide.language, ()))
        headings = [*(one.heading for one in guide.groups), *(one.heading for one in guide.parts())]
        own = sum(named(heading) in lines for heading in headings)
        return words + own, guide.language == _LIKELIEST

    return max(guides, key=score).language


def _speaks(words: str, about: list[str]) -> bool:
    """Whether one of these is among the words; in scripts that put no spaces, part of them."""
    return any(f" {one} " in f" {words} " or (one > _UNSPACED and one in words) for one in about)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    file = files("wpr.exchange.foreign") / "wordings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
