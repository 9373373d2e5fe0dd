"""The Swedish passive: verbs on -s after a modal, in the past, after “har”, and with “blir”.

Swedish has many words on -s that are no passives: genitives, deponents (“hoppas”), reciprocals
(“möts”) and verbs for what happens by itself (“öppnas”). So a present counts when it ends in -as
and is no genitive, or is listed in `words/sv/passive.toml`; what stands there under `never` does
not count at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.passage import Passage, Sentence, Word
from wpr.coach.passive import Passive
from wpr.coach.word_set import word_set

_DUTY: Final = word_set("ska skall måste bör borde behöver")
_MODALS: Final = _DUTY | word_set("kan kunde får fick skulle behövde lär vill")
_SUBORDINATE: Final = word_set("som vad vilka vilket hur om när där innan tills")
_BETWEEN: Final = word_set(
    "inte också även då därefter sedan alltid aldrig redan nu bara endast dock alltså därför ofta",
    "gärna kunna helt åter igen hittills ännu tidigare nyligen först",
)
_TAKEN: Final = {
    **dict.fromkeys(("fattas", "fattades"), "beslut"),
    **dict.fromkeys(("träffas", "träffades", "träffats"), "överenskommelse"),
    **dict.fromkeys(("slöts", "slutits"), "avtal"),
}
"""Decisions and agreements are taken with these words; without them they mean something else
(“något fattas”, “vi träffas”)."""

_INFINITIVE: Final = re.compile(r"\w{2,}as")
_GENITIVE: Final = re.compile(r"\w*(?:or|ar|er|e)nas")
_OWNERS: Final = word_set("en ett den det de varje någon ingen min din sin vår er hans hennes")
_SHORT_INFINITIVES: Final = word_set(
    "utses inses ges tas ses nås fås sys anges utges avges uppnås anses"
)
_PAST: Final = re.compile(
    r"\w{2,}(?:ades|ddes|ttes|rdes|ldes|gdes|vdes|ktes|ptes|stes|mdes|jdes"
    r"|togs|gavs|skrevs|drevs|hölls|bjöds|bröts|drogs|sågs|slöts)|(?:av|an|före|fast|in|ut)slogs"
)
_DONE: Final = re.compile(r"\w{2,}(?:ats|tts|rts|lts|nts|vts|gts|kts|sts|its|mts)")
_PLACE: Final = re.compile(
    r".*(?:plats|debatts|projekts)|(?:in|upp|bi|huvud|an|av|mot|grund|ord|under)?sats"
)
_HAVE: Final = word_set("har hade ha")
_BECOME: Final = word_set("blir blev blivit bli")
_PARTICLE_OF: Final = re.compile(r"(?:stäng|slå|bryt|bröt|koppl|klar|ta)\w*s")
_NO_AGENT: Final = word_set("misstag slump hänsyn princip olika den det")
_BEFORE_NOUNS: Final = word_set(
    "i på av till från med för om hos utan under efter före ur vid mot enligt inom bland mellan"
)
_SHORTEST: Final = 5
"""Letters of a present on -as: shorter words are mostly nouns."""


class _Forms(NamedTuple):
    present: frozenset[str]
    past: frozenset[str]
    never: frozenset[str]
    not_in_present: frozenset[str]
    after_bli: frozenset[str]
    with_particle: frozenset[str]
    particles: frozenset[str]


def passives(passage: Passage) -> Iterator[Passive]:
    """The passives of a passage, in order, outside quotations and names."""
    forms = _forms()
    for sentence in passage.sentences:
        for at, word in enumerate(sentence.words):
            if not word.free:
                continue
            if _is_taken(word, sentence):
                first: int | None = at
            elif word.lower.endswith("s"):
                first = _first_of(sentence.words, at, forms)
            elif word.lower in forms.after_bli:
                first = _nearest(sentence.words, at, _BECOME, _BETWEEN)
            else:
                continue
            if first is not None:
                yield _passive(sentence, first, at)


def _is_taken(verb: Word, sentence: Sentence) -> bool:
    what = _TAKEN.get(verb.lower)
    return what is not None and any(word.lower.startswith(what) for word in sentence.words)


def _first_of(words: Sequence[Word], at: int, forms: _Forms) -> int | None:
    """The number of the word that the passive begins with; None when the word is none."""
    word = words[at].lower
    if word in forms.with_particle and _goes_with_particle(words, at, forms):
        helper = _HAVE if word.endswith("ts") else _MODALS
        first = _nearest(words, at, helper, None) if word.endswith(("ts", "as", "es")) else None
        return at if first is None else first
    if word in forms.never:
        return None
    if _INFINITIVE.fullmatch(word) or word in _SHORT_INFINITIVES:
        modal = _nearest(words, at, _MODALS, None)
        if modal is not None:
            return modal
    if word in forms.present or (word not in forms.not_in_present and _is_present(words, at)):
        return at
    if word in forms.past or _PAST.fullmatch(word):
        return at
    if _DONE.fullmatch(word) and not _PLACE.fullmatch(word):
        return _nearest(words, at, _HAVE, None if word.endswith("ats") else _BETWEEN)
    return None


def _goes_with_particle(words: Sequence[Word], at: int, forms: _Forms) -> bool:
    return at + 1 < len(words) and words[at + 1].lower in forms.particles


def _is_present(words: Sequence[Word], at: int) -> bool:
    """Whether a word on -as is a verb: no genitive plural, and nothing that opens a genitive or a
    sentence before it."""
    word = words[at].lower
    if at == 0 or len(word) < _SHORTEST or not _INFINITIVE.fullmatch(word):
        return False
    return not _GENITIVE.fullmatch(word) and words[at - 1].lower not in _OWNERS | _BEFORE_NOUNS


def _nearest(
    words: Sequence[Word], at: int, wanted: frozenset[str], between: frozenset[str] | None
) -> int | None:
    """The nearest wanted word up to four words back, over words of `between` (None: over any)."""
    for back in range(at - 1, max(at - 5, -1), -1):
        if words[back].lower in wanted:
            return back
        if between is not None and words[back].lower not in between:
            return None
    return None


def _passive(sentence: Sentence, first: int, last: int) -> Passive:
    words = sentence.words
    before = words[first - 1].lower if first else ""
    duty = words[first].lower in _DUTY and before not in _SUBORDINATE
    duty = duty or _is_future(words, first, last)
    return Passive(words[first].start, words[last].end, duty, _has_agent(words, last))


def _is_future(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether “kommer att” stands before it, with up to two words between."""
    before = [word.lower for word in words[max(first - 4, 0) : last]]
    return "kommer" in before and "att" in before


def _has_agent(words: Sequence[Word], last: int) -> bool:
    """Whether “av somebody” follows. After “stängs” and the like the first “av” is a particle."""
    for number in range(last + 1, min(last + 10, len(words) - 1)):
        if words[number].lower != "av":
            continue
        if number == last + 1 and _PARTICLE_OF.fullmatch(words[last].lower):
            continue
        follows = words[number + 1]
        if follows.lower not in _NO_AGENT or (
            follows.lower in {"den", "det"} and not _is_number(words, number + 2)
        ):
            return True
    return False


def _is_number(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].text[0].isdigit()


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    words = data("sv", "passive")
    forms = _Forms(*(frozenset(words[name].split()) for name in _Forms._fields))
    passive = forms.present | forms.past
    return forms._replace(
        never=(forms.never | frozenset(_bent(forms.never))) - passive,
        after_bli=frozenset(_agreeing(forms.after_bli)),
    )


def _bent(verbs: Iterable[str]) -> Iterator[str]:
    """The past of verbs on -as: enas, enades, enats."""
    for verb in verbs:
        if verb.endswith("as"):
            yield from (f"{verb[:-1]}des", f"{verb[:-1]}ts")


def _agreeing(participles: Iterable[str]) -> Iterator[str]:
    """The forms of a participle: kallad, kallat, kallade; bjuden, bjudet, bjudna; hörd, hört."""
    for word in participles:
        yield word
        if word.endswith("ad"):
            yield from (f"{word[:-1]}t", f"{word}e")
        elif word.endswith("en"):
            yield from (f"{word[:-1]}t", f"{word[:-2]}na")
        elif word.endswith("d"):
            yield from (f"{word[:-1]}t", f"{word}a")
        else:
            yield f"{word}a"
