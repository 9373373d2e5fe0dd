"""A destination: where a piece of somebody's document goes in ours."""

from dataclasses import dataclass
from enum import StrEnum


class Goes(StrEnum):
    """TITLE names the document. PART and QUESTION fill the guide's places. ABOVE joins the text
    above. HEADING only named a section, whose name the guide's own replaces. ASIDE has no place."""

    TITLE = "title"
    PART = "part"
    QUESTION = "question"
    ABOVE = "above"
    HEADING = "heading"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to, with the id of the part or of the group of questions."""

    goes: Goes
    id: str = ""

    def __str__(self) -> str:
        return f"{self.goes}:{self.id}" if self.id else str(self.goes)

    @classmethod
    def read(cls, text: str) -> "Destination":
        """The destination that `str` wrote. Raises ValueError for anything else."""
        goes, _, id_ = text.partition(":")
        return cls(Goes(goes), id_)


ABOVE = Destination(Goes.ABOVE)
ASIDE = Destination(Goes.ASIDE)
HEADING = Destination(Goes.HEADING)
TITLE = Destination(Goes.TITLE)
