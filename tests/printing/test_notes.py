"""What was said about a document, in print: at the end or in the margin, with names or without."""

from dataclasses import replace

import page
import pytest

from tests.printing.papers import DRAFT, PAPER, SWEDISH, pages
from wpr.exchange.document_file import write
from wpr.printing.note import Note
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

NOTES = (
    Note(1, "Ingress", "läxhjälpen", "Bo Ek", ("Bra <början>?", "Anna: Ja."), part="lead"),
    Note(2, "Vad kostar det?", "", "", ("Dyrt.",), asked=1),
    Note(3, "Hela dokumentet", "", "Eva", ("Klart.",)),
)


@pytest.mark.parametrize("in_margin", [False, True])
def test_every_note_is_printed_once_and_the_standards_are_met(
    renderer: Renderer, in_margin: bool
) -> None:
    options = replace(DRAFT, notes=NOTES, notes_heading="Kommentarer", in_margin=in_margin)
    pdf = print_pdf(PAPER, SWEDISH, options, renderer=renderer, write_source=write).pdf
    first, *rest = pages(pdf)
    last = " ".join(rest)
    assert ("Bo Ek: läxhjälpen Bra <början>?" in first.replace("- ", "")) is in_margin
    assert ("Bo Ek: Bra <början>?" in last) is not in_margin
    for words in ("Dyrt.", "Eva: Klart."):
        assert (first + last).count(words) == 1
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        assert page.validate_pdf_bytes(pdf, profile=profile).is_compliant
