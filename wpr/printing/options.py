"""What is chosen for one printing, beside the document itself. The paper is A4."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Options:
    """`version` is the label in the running header ("Utkast", "Version 3"), in the document's
    language. `printed` is the day in the footer, and the PDF's date of creation: the clock is
    never asked, so that equal documents with equal options are equal byte for byte.

    `decision` is what was decided, as terms with what was said, in the document's language: the
    first is the heading and the outcome. Without it there is no such page."""

    version: str
    printed: date
    decision: tuple[tuple[str, str], ...] = ()
