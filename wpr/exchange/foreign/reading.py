"""Reading a document that somebody wrote elsewhere: a guess first, which a person may correct."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange.file_fault import FileFault
from wpr.exchange.foreign.assembling import assemble
from wpr.exchange.foreign.cleaning import cleaned
from wpr.exchange.foreign.destination import Destination
from wpr.exchange.foreign.guessing import guess
from wpr.exchange.foreign.piece import Piece
from wpr.exchange.foreign.pieces import pieces_of
from wpr.exchange.foreign.wordings import Wordings, language_of, wordings_of

LARGEST: Final = 1_000_000
"""Characters of a document that somebody wrote: a hundred times those of a long one."""

MOST_PIECES: Final = 2_000
"""Pieces: four times the questions that a document may have."""


@dataclass(frozen=True, slots=True)
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
        placed = self.placed
        if destinations is not None:
            pieces = (piece for piece, _ in placed)
            placed = list(zip(pieces, destinations, strict=True))
        title = PurePath(self.name).stem or self.guide.name
        return assemble(placed, self.guide, self.wordings, self.language, title)


def read_foreign(source: str, guides: Guides, name: str = "", guide_id: str = "") -> Foreign:
    """The pieces of a document in Markdown or plain text, for the guide with this id, else the
    first there is, in the language that most of its words are in.

    Refuses with FileFault: an empty text, one of more than LARGEST characters or MOST_PIECES.
    """
    if not source.strip():
        raise FileFault(name, 1, "the file is empty.")
    if len(source) > LARGEST:
        raise FileFault(name, 1, f"the file has more than {LARGEST} characters.")
    guide_id = guide_id or next(iter(guides)).id
    language = language_of(source, guides.languages(guide_id))
    guide = guides.get(guide_id, language)
    wordings = wordings_of(guide, *(one for one in guides if one.id == guide.id))
    pieces = pieces_of(cleaned(source), wordings)
    if len(pieces) > MOST_PIECES:
        raise FileFault(name, pieces[MOST_PIECES].line, f"there are more than {MOST_PIECES} parts.")
    try:
        return Foreign(guide, wordings, language, name, guess(pieces, guide, wordings))
    except ValueError as error:
        raise FileFault(name, 1, f"a text here is {error}.") from None
