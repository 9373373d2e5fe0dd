"""Origins: where in a Markdown file the words of a document's texts stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from operator import itemgetter
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<address>\]\((?:[^()\n]|\([^()\n]*\))*\))"
    r"|(?P<entity>&(?:#\d+|#x[0-9a-f]+|\w+);)"
    r"|(?P<mark>[*`]+|(?<!\w)_+|_+(?!\w))"
    r"|(?P<char>.)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\S+")

_FARTHEST: Final = 300
"""Characters of markup, at most, between one word of a text and the next."""


class Place(NamedTuple):
    """A line and a column (in characters) of a file, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines of a file, the last one included."""

    first: int
    last: int


class Origins:
    """Says where in a file what a text says was written. Texts are called "part <id>", "idea <id>",
    "question <number>", "answer <number>" and "unplaced", as in the snapshot read from the file."""

    def __init__(self, source: str, stretches: Mapping[str, Sequence[Stretch]]) -> None:
        self._lines = source.split("\n")
        self._stretches = stretches
        self._found: dict[str, list[list[tuple[int, Place]]]] = {}

    def place(self, text: str, paragraphs: Sequence[str], number: int, offset: int) -> Place:
        """Where the character at `offset` of the paragraph with this number stands. `paragraphs`
        are all of the text's. What is not written as it reads (an entity, a mended character)
        counts as standing where the words before it end."""
        if text not in self._found:
            self._found[text] = self._find(text, paragraphs)
        letters = self._found[text][number]
        before = bisect_right(letters, offset, key=itemgetter(0))
        if not before:
            return letters[0][1] if letters else Place(self._first_line(text), 1)
        at, found = letters[before - 1]
        return Place(found.line, found.column + offset - at)

    def line(self, number: int) -> str:
        """A line of the file, as it is written."""
        return self._lines[number - 1]

    def _first_line(self, text: str) -> int:
        stretches = self._stretches.get(text)
        return stretches[0].first if stretches else 1

    def _find(self, text: str, paragraphs: Sequence[str]) -> list[list[tuple[int, Place]]]:
        """For each paragraph its words, letter by letter: where they are in it, and in the file."""
        read = [char for stretch in self._stretches.get(text, ()) for char in self._read(stretch)]
        written = "".join(char for char, _ in read)
        at = 0
        found: list[list[tuple[int, Place]]] = []
        for paragraph in paragraphs:
            letters: list[tuple[int, Place]] = []
            for word in _WORD.finditer(paragraph):
                here = written.find(word[0], at, at + _FARTHEST + len(word[0]))
                if here >= 0:
                    at = here + len(word[0])
                    places = (place for _, place in read[here:at])
                    letters += enumerate(places, start=word.start())
            found.append(letters)
        return found

    def _read(self, stretch: Stretch) -> Iterator[tuple[str, Place]]:
        """The characters of some lines with their places, without what only marks them up."""
        for number in range(stretch.first, stretch.last + 1):
            for token in _TOKEN.finditer(self._lines[number - 1]):
                place = Place(number, token.start() + 1)
                if token["escaped"]:
                    yield token["escaped"], Place(number, token.start() + 2)
                elif token["entity"]:
                    for char in unescape(token["entity"]):
                        yield char, place
                elif token["char"]:
                    yield token["char"], place
            yield "\n", Place(number, len(self._lines[number - 1]) + 1)
