"""An entry of a word list: what to look for, where not, and what to say about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wpr.coach.passage import Word

GAP: Final = "…"
"""In a pattern: one to three words of any kind."""

CONDITIONS: Final = ("unless_before", "unless_after", "unless_in", "only_in")
"""Keys of a row that list the words beside which its patterns do not count; or, `only_in`, do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a word list.

    `ask` is a question to the writer; `write` are words that can stand instead of the found ones.
    The found words do not count directly after a word of `unless_before`, directly before a word of
    `unless_after`, or in a sentence with a word of `unless_in`; with `only_in`, only in a sentence
    with one of its words. `law` marks words that a decision
    may need as they are, `unless_number` words that a number in the sentence explains. `list` is
    the name of the list. An entry that `passes` is an idiom: it is found only so that nothing
    shorter is found in its place.
    """

    list: str = ""
    ask: str = ""
    write: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless_in: tuple[str, ...] = ()
    only_in: tuple[str, ...] = ()
    law: bool = False
    unless_number: bool = False
    passes: bool = False

    def counts(self, words: Sequence[Word], first: int, after: int) -> bool:
        """Whether the words from `first` to before `after` count, where they stand."""
        if self.unless_before and first and among(words[first - 1].lower, self.unless_before):
            return False
        if (
            self.unless_after
            and after < len(words)
            and among(words[after].lower, self.unless_after)
        ):
            return False
        if self.unless_in and _stands_in(words, self.unless_in):
            return False
        return not self.only_in or _stands_in(words, self.only_in)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words to find in a row, in lower case. `*` ends a word with any ending; GAP is described
    above. `second` is the second word where it is no more than a word: a look at it spares most of
    the comparing."""

    words: tuple[str, ...]
    entry: Entry
    second: str = ""


def among(word: str, listed: Iterable[str]) -> bool:
    """Whether a listed word is this one; a listed word may end in `*`."""
    return any(
        word.startswith(item[:-1]) if item.endswith("*") else word == item for item in listed
    )


def _stands_in(words: Sequence[Word], listed: tuple[str, ...]) -> bool:
    return any(among(word.lower, listed) for word in words)


def patterns_of(row: Mapping[str, Any], name: str) -> list[Pattern]:
    """The patterns of one row of the word list with this name.

    `find` lists patterns and `write` what stands instead of each, both between commas; alternatives
    are separated by `|`. A single `write` serves all patterns. The conditions list words between
    commas. Raises ValueError for an unknown key, and when `find` and `write` do not pair up.
    """
    unknown = set(row) - {"find", "write", "ask", "law", "unless_number", "passes", *CONDITIONS}
    if unknown:
        raise ValueError(f"{row.get('find')}: unknown {', '.join(sorted(unknown))}")
    found = _listed(row["find"])
    written = _listed(row.get("write", ""))
    if len(written) not in {0, 1, len(found)}:
        raise ValueError(f"{row['find']}: {len(found)} words, but {len(written)} to write instead")
    if len(written) == 1:
        written *= len(found)
    conditions = {key: tuple(_listed(row.get(key, ""))) for key in CONDITIONS}
    return [
        _pattern(
            tuple(pattern.lower().split()),
            Entry(
                list=name,
                ask=row.get("ask", ""),
                write=tuple(item.strip() for item in instead.split("|")) if instead else (),
                law=row.get("law", False),
                unless_number=row.get("unless_number", False),
                passes=row.get("passes", False),
                **conditions,
            ),
        )
        for pattern, instead in zip(found, written or [""] * len(found), strict=True)
    ]


def _pattern(words: tuple[str, ...], entry: Entry) -> Pattern:
    plain = len(words) > 1 and words[1] != GAP and not words[1].endswith("*")
    return Pattern(words, entry, words[1] if plain else "")


def _listed(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]
