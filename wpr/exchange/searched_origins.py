"""Searched origins: where in somebody's file the words stand that were found a place elsewhere."""

from collections.abc import Sequence
from typing import Final

from wpr.exchange.origins import Origins, Place, Stretch

_SHORTEST: Final = 12
"""Letters of a paragraph's beginning that are looked for when not all of it is found."""


class SearchedOrigins(Origins):
    """Origins for a document that was taken apart and put together anew, so that nobody knows which
    lines a text came from: each paragraph is looked for in the whole file, letter by letter without
    spaces and markup. Of two that read alike both stand where the first does; one that is not
    there as it reads (its lines are marked as a quotation) stands where its beginning does."""

    def __init__(self, source: str) -> None:
        lines = source.count("\n") + 1
        super().__init__(source, {})
        read = [item for item in self._read(Stretch(1, lines)) if not item[0].isspace()]
        self._letters = "".join(char for char, _ in read)
        self._places = [place for _, place in read]

    def place(self, text: str, paragraphs: Sequence[str], number: int, offset: int) -> Place:
        """Where the character at `offset` of the paragraph with this number stands."""
        if text not in self._found:
            self._found[text] = [self._look_for(paragraph) for paragraph in paragraphs]
        return super().place(text, paragraphs, number, offset)

    def _look_for(self, paragraph: str) -> list[tuple[int, Place]]:
        offsets = [at for at, char in enumerate(paragraph) if not char.isspace()]
        letters = "".join(paragraph[at] for at in offsets)
        length = len(letters)
        while length:
            start = self._letters.find(letters[:length])
            if start >= 0:
                places = self._places[start : start + length]
                return list(zip(offsets[:length], places, strict=True))
            length = length // 2 if length > _SHORTEST else 0
        return []
