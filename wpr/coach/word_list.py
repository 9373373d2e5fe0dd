"""A word list: many patterns looked for in one pass over the words of a passage."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from wpr.coach.entry import GAP, Entry, Pattern
from wpr.coach.passage import Sentence, Word

_LONGEST_GAP: Final = 3


class Hit(NamedTuple):
    """Words of a list found in a text: the entry, and the place of the words."""

    entry: Entry
    start: int
    end: int


class WordList:
    """Patterns by their first word. The longest pattern wins, and hits do not overlap."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._by_word: dict[str, list[Pattern]] = {}
        self._by_stem: dict[str, list[Pattern]] = {}
        self._known: dict[str, tuple[Pattern, ...]] = {}
        for pattern in patterns:
            first = pattern.words[0]
            if first.endswith("*"):
                self._by_stem.setdefault(first[:-1], []).append(pattern)
            else:
                self._by_word.setdefault(first, []).append(pattern)
        self._shortest = min(map(len, self._by_stem), default=0)

    def hits(self, text: str, sentence: Sentence) -> Iterator[Hit]:
        """What of the list stands in the sentence, in order. `text` is the whole paragraph's."""
        words = sentence.words
        at = 0
        while at < len(words):
            after = at + 1
            candidates = self._candidates(words[at].lower)
            if candidates and words[at].free:
                best = self._best(candidates, text, words, at)
                if best:
                    entry, after = best
                    if not entry.passes:
                        yield Hit(entry, words[at].start, words[after - 1].end)
            at = after

    def _candidates(self, word: str) -> tuple[Pattern, ...]:
        """Patterns that may begin with this word. Remembered for words that begin one; what a
        text holds besides is looked up anew, so that memory does not grow with what is written."""
        known = self._known.get(word)
        if known is not None:
            return known
        found = list(self._by_word.get(word, ()))
        if self._by_stem:
            for length in range(self._shortest, len(word) + 1):
                found += self._by_stem.get(word[:length], ())
        if found and len(self._known) < 10_000:
            self._known[word] = tuple(found)
        return tuple(found)

    @staticmethod
    def _best(
        candidates: Sequence[Pattern], text: str, words: Sequence[Word], at: int
    ) -> tuple[Entry, int] | None:
        best: tuple[Entry, int] | None = None
        second = words[at + 1].lower if at + 1 < len(words) else ""
        for pattern in candidates:
            if pattern.second and pattern.second != second:
                continue
            after = _after(pattern.words, text, words, at)
            if after and (not best or after > best[1]) and pattern.entry.counts(words, at, after):
                best = (pattern.entry, after)
        return best


def _after(pattern: Sequence[str], text: str, words: Sequence[Word], at: int) -> int:
    """The number of the word after the pattern, when it stands at `at`; otherwise 0."""
    for number, item in enumerate(pattern):
        if item == GAP:
            rest = pattern[number + 1 :]
            ends = (_after(rest, text, words, at + skip) for skip in range(1, _LONGEST_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or not words[at].free or not _is(item, words[at].lower):
            return 0
        if number and not text[words[at - 1].end : words[at].start].isspace():
            return 0
        at += 1
    return at


def _is(item: str, word: str) -> bool:
    return word.startswith(item[:-1]) if item.endswith("*") else word == item
