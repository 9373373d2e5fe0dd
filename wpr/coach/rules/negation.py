"""Negations in a row: “not impossible” has to be worked out, “possible” can be read."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.wording import remark


def negation(passage: Passage) -> Iterator[Finding]:
    """Two negations that have to be read together: “inte ovanligt”, “no … without”.

    Negations side by side (“not on Friday and not on Monday”) and “inte … utan” (not … but) pass.
    """
    said = passage.open.lower()
    if not any(word in said for word in _openings(passage.language)):
        return
    for match in _chain(passage.language).finditer(passage.open):
        yield remark(passage, Rule.NEGATION, match.span())


@lru_cache(maxsize=2)
def _openings(language: str) -> frozenset[str]:
    """What every chain begins with, which is quicker to look for than the chains."""
    words = data(language, "negation")
    phrases = [phrase.split()[0] for phrase in (*words["without"], *words["phrases"])]
    return frozenset((*words["not"], *words["none"], *phrases, "n't", "n’t"))


@lru_cache(maxsize=2)
def _chain(language: str) -> re.Pattern[str]:
    words = data(language, "negation")
    denied = rf"(?:\b{_any(words['not'])}|n[’']t)"
    nobody = rf"\b{_any(words['none'])}"
    adjective = words["negated_prefix"] + _any(words["negated"].split())
    adjective += f"{_any(words['endings'].split())}?" if words["endings"] else ""
    between = rf"(?:(?!{_any(words['contrast'])}\b)[\w’'-]+ ){{0,4}}?"
    again = _any(words["not_again"])
    joined = rf"{between}{_any(words['joins'])} {between}{again}"
    chains = (
        rf"{denied} (?!do without)(?:\w+ ){{0,2}}?{adjective}",
        rf"\b{_any(words['without'])} (?:att )?\w+",
        rf"(?:{denied}|{nobody}) {joined}",
        rf"{nobody} (?:\w+ ){{0,3}}?(?:utan|without) (?!\w+ing\b)\w+",
        rf"{nobody} (?:\w+ )?(?:är|var|blir|is|was|are|were) {adjective}",
        rf"\b{_any(words['phrases'])}",
    )
    return re.compile(rf"(?:{'|'.join(chains)})(?!\w)", re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"
