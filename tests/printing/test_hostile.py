"""Every kind of print takes what people can put into a document, and shows it or says why not."""

import time
import unicodedata
from contextlib import suppress
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from tests.printing.papers import (
    DRAFT,
    PAPER,
    SWEDISH,
    addresses,
    answering,
    linking,
    pages,
    printed,
    text,
)
from tests.printing.test_limits import many_questions
from wpr.domain.snapshot import Snapshot
from wpr.exchange.document_writing import write as write_source
from wpr.printing.edition import Edition
from wpr.printing.faults import NotPrinted
from wpr.printing.pdf import print_pdf
from wpr.printing.pictures import page_count
from wpr.printing.renderer import Renderer
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import paragraphs
from wpr.prose.schema import write as write_text

SMALL_BLOCK = 256
"""Code points from one sign to the next: the blocks that wider ones are made of, assigned or not.
Unicode's smallest have sixteen."""

RIGHT_TO_LEFT = "שלום עולם (123) – مرحبا بالعالم، ١٢٣ \u202eabc\u202c"
EMOJI = "👩‍🎓👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇸🇪 1️⃣ ☃️ \U0001fae8"


def every_block() -> list[str]:
    signs = [
        chr(point)
        for point in range(0x21, 0x110000, SMALL_BLOCK)
        if unicodedata.category(chr(point)) not in {"Cc", "Cs"}
    ]
    return [" ".join(signs[at : at + 300]) for at in range(0, len(signs), 300)]


def made(snapshot: Snapshot, edition: Edition, renderer: Renderer) -> bytes:
    options = replace(DRAFT, edition=edition)
    return print_pdf(snapshot, SWEDISH, options, renderer=renderer, write_source=write_source).pdf


def drawn(pdf: bytes) -> str:
    """The text as PDFium reads it; pypdf loses its way among so many fonts."""
    with pdfium.PdfDocument(pdf) as document:
        return " ".join(one.get_textpage().get_text_range() for one in document)


@pytest.mark.parametrize("edition", Edition)
def test_every_kind_takes_signs_directions_long_words_and_links(
    edition: Edition, renderer: Renderer
) -> None:
    hostile = answering(
        *map(paragraphs, every_block()),
        paragraphs(RIGHT_TO_LEFT),
        paragraphs(EMOJI),
        paragraphs("å" * 5000),
        write_text(from_markdown("[här](file:///etc/passwd) ![där](file:///etc/passwd)")),
        linking("http://127.0.0.1:9/x"),
    )
    pdf = made(hostile, edition, renderer)
    said = drawn(pdf)
    assert said.count("å") >= 5000
    assert "123" in said
    assert not [one for one in addresses(pdf) if one.startswith("file:")]
    assert "root:" not in said
    assert page_count(pdf).pages == len(pages(pdf)) > 3


def test_three_hundred_questions_have_their_line_numbers(renderer: Renderer) -> None:
    """The meeting's kind is in test_limits, the paragraph of 100,000 characters too."""
    pdf = made(many_questions(300), Edition.READING, renderer)
    assert page_count(pdf).pages == len(pages(pdf)) > 30
    assert "Fråga 299?" in text(pdf)


def test_ten_thousand_items_are_printed_or_refused_and_the_next_document_is_printed() -> None:
    """Within the time it has; a part of the usual, so that the test is short."""
    renderer = Renderer(processes=1, seconds=3.0)
    items = write_text(from_markdown("\n".join(f"- {number}" for number in range(1000))))
    begun = time.process_time()
    with suppress(NotPrinted):
        assert made(answering(*[items] * 10), Edition.READING, renderer).startswith(b"%PDF-")
    assert time.process_time() - begun < 10, "the server itself has next to nothing to do"
    renderer.close()
    usual = Renderer(processes=1)
    assert printed(PAPER, usual).startswith(b"%PDF-")
    usual.close()
