"""Reading a document that somebody wrote elsewhere: a guess first, which a person may correct."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange.file_fault import FileFault
from wpr.exchange.foreign.assembling import assemble
from wpr.exchange.foreign.cleaning import cleaned
from wpr.exchange.foreign.destination import ASIDE, TITLE, Destination
from wpr.exchange.foreign.guessing import guess
from wpr.exchange.foreign.piece import Piece, Shape
from wpr.exchange.foreign.pieces import pieces_of
from wpr.exchange.foreign.wordings import Wordings, language_of, wordings_of
from wpr.prose.schema import LARGEST as LARGEST_TEXT

LARGEST: Final = 1_000_000
"""Characters of a document that somebody wrote: a hundred times those of a long one."""

MOST_LINES: Final = 40_000
"""Lines of such a document, each of twenty-five characters when it is the largest."""

MOST_LINKS: Final = 20_000
"""Brackets that may begin a link, ten times those of a long document with a link in each line."""

MOST_MARKS: Final = 60_000
"""Signs that may begin or end emphasis, thirty times those of a long document. Each of them takes
the parser some ten microseconds, every time it reads the text."""

MOST_PIECES: Final = 2_000
"""Pieces: four times the questions that a document may have."""

_FRONT: Final = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_KEY: Final = re.compile(r"[\w-]+:(?:\s|$)")
_TITLE: Final = re.compile(r"^title:[ \t]*(\S.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Foreign:
    """Somebody's document: its pieces in order, each with the destination guessed for it."""

    guide: Guide
    wordings: Wordings
    language: str
    name: str
    placed: Sequence[tuple[Piece, Destination]]

    def document(self, destinations: Sequence[Destination] | None = None) -> Snapshot:
        """The document that the pieces make up where they are guessed to go, or at `destinations`,
        one for each. Raises ValueError for one that the guide does not have."""
        if destinations is None:
            return self._guessed
        pieces = (piece for piece, _ in self.placed)
        return self._assembled(list(zip(pieces, destinations, strict=True)))

    @cached_property
    def _guessed(self) -> Snapshot:
        """Kept, since it is asked for first to compare it and then to use it."""
        return self._assembled(self.placed)

    def _assembled(self, placed: Sequence[tuple[Piece, Destination]]) -> Snapshot:
        title = PurePath(self.name).stem or self.guide.name
        return assemble(placed, self.guide, self.wordings, self.language, title)


def read_foreign(source: str, guides: Guides, name: str = "", guide_id: str = "") -> Foreign:
    """The pieces of a document in Markdown or plain text, for the guide with this id, else the
    first there is, in the language that most of its words are in.

    Refuses with FileFault: an empty text, one of more than LARGEST characters, MOST_LINES,
    MOST_LINKS, MOST_MARKS or MOST_PIECES, and a piece that is larger than a text may be.
    """
    if not source.strip():
        raise FileFault(name, 1, "the file is empty.")
    if len(source) > LARGEST:
        raise FileFault(name, 1, f"the file has more than {LARGEST} characters.")
    if max(source.count("\n"), source.count("\r")) > MOST_LINES:
        raise FileFault(name, MOST_LINES, f"the file has more than {MOST_LINES} lines.")
    if source.count("[") + source.count("<") > MOST_LINKS:
        raise FileFault(name, 1, f"the file has more than {MOST_LINKS} links.")
    if sum(map(source.count, "*_`")) > MOST_MARKS:
        raise FileFault(name, 1, f"the file has more than {MOST_MARKS} signs for emphasis.")
    guide_id = guide_id or next(iter(guides)).id
    language = language_of(source, [one for one in guides if one.id == guide_id])
    guide = guides.get(guide_id, language)
    wordings = wordings_of(guide, *(one for one in guides if one.id == guide.id))
    text, front = _without_front_matter(source)
    pieces = pieces_of(cleaned(text), wordings)
    if len(pieces) > MOST_PIECES:
        raise FileFault(name, pieces[MOST_PIECES].line, f"there are more than {MOST_PIECES} parts.")
    large = next((piece for piece in pieces if len(piece.body) > LARGEST_TEXT), None)
    if large:
        reason = f"the text below is larger than {LARGEST_TEXT} characters."
        raise FileFault(name, large.line, reason)
    try:
        is_titled = any(goes == TITLE for _, goes in front)
        placed = [*front, *guess(pieces, guide, wordings, is_titled=is_titled)]
        return Foreign(guide, wordings, language, name, placed)
    except ValueError as error:
        raise FileFault(name, 1, f"a text here is {error}.") from None


def _without_front_matter(source: str) -> tuple[str, list[tuple[Piece, Destination]]]:
    """The source below its front matter, as many lines, and what that says: a title, and the rest
    as it stands."""
    front = _FRONT.match(source)
    if front is None or not _KEY.match(front[1]):
        return source, []
    title = _TITLE.search(front[1])
    left = front[1][: title.start()] + front[1][title.end() :] if title else front[1]
    rest = [line for line in left.split("\n") if line.strip()]
    said = [(Piece(Shape.TEXT, "", "\n\n".join(rest), line=2), ASIDE)] if rest else []
    if title:
        words = title[1].strip()
        is_quoted = len(words) > 2 and words[0] == words[-1] and words[0] in "\"'"
        words = words[1:-1] if is_quoted else words
        said.insert(0, (Piece(Shape.LABEL, words, "", line=2), TITLE))
    return "\n" * front[0].count("\n") + source[front.end() :], said
