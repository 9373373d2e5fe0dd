"""Language: in which language a passage is written, when it is not that of its document.

Nobody marks languages by hand, so they are recognised, by the commonest words of each. Rather none
than a wrong one: what is short, mixed, or might as well be another language is the document's own.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_LISTS: Final = Path(__file__).with_name("common_words.toml")
_FEWEST_WORDS: Final = 5
"""A shorter passage says too little; "Working Backwards" is Swedish in a Swedish document."""

_FEWEST_KNOWN: Final = 3
_FEWEST_TELLING: Final = 2
"""Different known words, and among them words that names and titles do not have."""

_SHARE: Final = 0.2
_SHARE_OF_LONG: Final = {"fi", "et", "tr", "hu", "so", "ku", "ti", "am"}
"""Languages that say with endings what others say with small words."""

_LESSER_SHARE: Final = 0.12
_RIVAL: Final = 3
"""How many of its own words a language must have for each that only a rival has."""

_OWN: Final = 8
"""The same against the document's own language: more would be a passage in two languages."""

_FROM_THE_RIGHT: Final = frozenset({"ar", "fa", "ckb", "ur", "ps", "he"})
_ADDRESS: Final = ("://", "@", "www.")
"""What only an address has within it."""

_LONGEST: Final = 5_000
"""Characters: a longer paragraph is judged by its beginning, and no passages are sought in it."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_QUOTED: Final = re.compile(r"[\"”“„«»]([^\"”“„«»]{20,})[\"”“„«»]")
_SENTENCE: Final = re.compile(r"\S(?:.(?![.!?…]\s))*.?[.!?…]?", re.DOTALL)

_SCRIPTS: Final = {"GREEK": "el", "HEBREW": "he", "THAI": "th", "HANGUL": "ko", "GEORGIAN": "ka"}
"""Scripts that are written in one language, or in one by far more than in any other."""

_FEWEST_LETTERS: Final = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters `start` to `end` of a paragraph are in `language`, a BCP 47 tag."""

    start: int
    end: int
    language: str

    @property
    def runs_from_the_right(self) -> bool:
        """Whether it is written from right to left."""
        return self.language in _FROM_THE_RIGHT


def language_of(text: str, otherwise: str) -> str:
    """The language of one passage as a BCP 47 tag: `otherwise`, the document's, unless it is surely
    another."""
    return _language_of(text[:_LONGEST], otherwise)


def passages(text: str, otherwise: str) -> tuple[Passage, ...]:
    """The stretches of a paragraph that are not in `otherwise`, in order: the whole of it, or
    quotations and sentences in it."""
    if (whole := language_of(text, otherwise)) != otherwise:
        return (Passage(0, len(text), whole),)
    return () if len(text) > _LONGEST else _passages_within(text, otherwise)


@lru_cache(maxsize=1024)
def _language_of(text: str, otherwise: str) -> str:
    own = otherwise.split("-", 1)[0].lower()
    if own not in _languages():
        return otherwise
    said = " ".join(one for one in text.split() if not any(sign in one for sign in _ADDRESS))
    words = _WORD.findall(unicodedata.normalize("NFC", said).lower())
    found = _of_script(words) or _of_words(words, own)
    return found if found and found != own else otherwise


@lru_cache(maxsize=1024)
def _passages_within(text: str, otherwise: str) -> tuple[Passage, ...]:
    return tuple(_joined(sorted(_stretches(text, otherwise), key=lambda one: one.start), text))


def _stretches(text: str, otherwise: str) -> Iterator[Passage]:
    taken = []
    for quoted in _QUOTED.finditer(text):
        if (said := language_of(quoted[1], otherwise)) != otherwise:
            taken.append(quoted.span(1))
            yield Passage(*quoted.span(1), said)
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if any(start < until and since < end for since, until in taken):
            continue
        if (said := language_of(sentence[0], otherwise)) != otherwise:
            yield Passage(start, end, said)


def _joined(found: Sequence[Passage], text: str) -> Iterator[Passage]:
    """Neighbours in one language as one passage."""
    last: Passage | None = None
    for one in found:
        if last and last.language == one.language and not text[last.end : one.start].strip():
            last = Passage(last.start, one.end, one.language)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _of_script(words: Sequence[str]) -> str:
    """The language that its letters alone tell, "" for none."""
    letters = "".join(words)
    if len(letters) < _FEWEST_LETTERS:
        return ""
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana * 8 > len(letters) and kana + scripts["CJK"] > len(letters) * 0.8:
        return "ja"
    if scripts["CJK"] > len(letters) * 0.8 and not kana:
        return "zh"
    script, most = scripts.most_common(1)[0]
    return _SCRIPTS.get(script, "") if most > len(letters) * 0.8 else ""


def _of_words(words: Sequence[str], own: str) -> str:
    """The language whose commonest words these are, "" when it might be another."""
    if len(words) < _FEWEST_WORDS:
        return ""
    known = _known()
    spoken = [(word, known[word]) for word in words if word in known]
    counted = Counter(language for _, languages in spoken for language in languages)
    if not counted or (best := counted.most_common(1)[0][0]) == own:
        return ""
    share = _LESSER_SHARE if best in _SHARE_OF_LONG else _SHARE
    if counted[best] < share * len(words):
        return ""
    different = {word for word, languages in spoken if best in languages}
    telling = different & _languages()[best]
    if len(different) < _FEWEST_KNOWN or len(telling) < _FEWEST_TELLING:
        return ""
    stands = all(_beats(best, rival, spoken, own) for rival in {own, *counted} - {best})
    return best if stands else ""


def _beats(best: str, rival: str, spoken: Sequence[tuple[str, frozenset[str]]], own: str) -> bool:
    """Whether the words that only one of the two has say clearly that it is `best`."""
    ours = [word for word, languages in spoken if best in languages and rival not in languages]
    theirs = sum(rival in languages and best not in languages for _, languages in spoken)
    if rival == own:
        return len(set(ours)) >= _FEWEST_KNOWN and theirs * _OWN <= len(ours)
    return len(set(ours)) >= _FEWEST_TELLING and theirs * _RIVAL <= len(ours)


@cache
def _languages() -> dict[str, frozenset[str]]:
    """Every language that is known by its words, with those that tell."""
    lists = tomllib.loads(_LISTS.read_text(encoding="utf-8"))
    return {name: frozenset(words["telling"].split()) for name, words in lists.items()}


@cache
def _known() -> dict[str, frozenset[str]]:
    """Every word of the lists, with the languages that have it."""
    lists = tomllib.loads(_LISTS.read_text(encoding="utf-8"))
    languages: dict[str, set[str]] = {}
    for name, words in lists.items():
        for word in (words["small"] + " " + words["telling"]).split():
            languages.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in languages.items()}
