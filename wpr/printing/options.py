"""What is chosen for one printing, beside the document itself."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from wpr.printing.edition import Edition, Paper
from wpr.printing.look import PLAIN, Look
from wpr.printing.note import Note
from wpr.printing.review import Review
from wpr.printing.standards import Variant


@dataclass(frozen=True, slots=True)
class Options:
    """`version` is the label in the running header ("Utkast", "Version 3"), in the document's
    language. `printed` is the day in the footer, and the PDF's date of creation: the clock is
    never asked, so that equal documents with equal options are equal byte for byte.

    `decision` is what was decided, as terms with what was said, in the document's language: the
    first is the heading and the outcome. Without it there is no such page.

    `notes` is what was said about the document, printed under the heading `notes_heading` at its
    end, or, if `in_margin`, each beside what it is about and only the rest at the end.

    `review` is what reviewers think: a summary, and every answer as an appendix.

    `edition` is for whom, `watermark` a word across every page ("" for none), and `says_case`
    whether the case number stands in the header. In a `variant` that may carry no files the
    document's source is left out."""

    version: str
    printed: date
    decision: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    notes_heading: str = ""
    in_margin: bool = False
    review: Review | None = None
    edition: Edition = Edition.DECISION
    paper: Paper = Paper.A4
    watermark: str = ""
    says_case: bool = True
    look: Look = PLAIN
    variant: Variant = Variant.A3A

    def for_everybody(self) -> Self:
        """The same without anything that somebody said or decided inside the house."""
        return replace(self, decision=(), notes=(), notes_heading="", in_margin=False, review=None)
