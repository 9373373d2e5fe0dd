"""A note: what was said about a place of the document, for the margin or the end of the paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Notes(StrEnum):
    """Where notes are printed."""

    APPENDIX = "appendix"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Note:
    """`number` counts them in the order of the document, `place` names the part or question, and
    `quote` holds the words it is about ("" for all of them). `lines` are what was said, `author`
    who began ("" where names are left out). `part` is the guide's id of a part, `asked` where a
    question stands among the snapshot's; neither: the document as a whole."""

    number: int
    place: str
    quote: str
    author: str
    lines: tuple[str, ...]
    part: str = ""
    asked: int | None = None


def beside(notes: Sequence[Note], part: str, asked: int | None) -> list[Note]:
    """The notes about one part, or about one question with its answer."""
    return [
        note
        for note in notes
        if (note.asked == asked if asked is not None else part and note.part == part)
    ]
