"""Every PDF is PDF/A-3a and PDF/UA-1, by an independent check, and carries its source."""

import page
import pytest

from tests.printing.papers import ALL_GUIDES, DRAFT, PAPER, SWEDISH, answering, example, opened
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange.document_file import read, write
from wpr.exchange.pdf_source import source_in
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import paragraphs
from wpr.prose.schema import write as write_text

FULL = "1. Ett\n   - två\n     - tre\n\n[Länk](https://example.org/å) **fet** _kursiv_\\\nny rad"
PAPERS = {
    "torsdagsbrevet": example("torsdagsbrevet"),
    "samma-sprakval": example("samma-sprakval"),
    "a-call-within-a-day": example("a-call-within-a-day"),
    "empty": (Snapshot("Tomt", "sv", "school"), SWEDISH),
    "every kind of text": (
        answering(write_text(from_markdown(FULL)), paragraphs("مدرسة", "A&B <b>")),
        SWEDISH,
    ),
}


@pytest.mark.parametrize("name", PAPERS)
def test_it_meets_both_standards_and_carries_its_source(name: str, renderer: Renderer) -> None:
    snapshot, guide = PAPERS[name]
    pdf = printed(snapshot, guide, renderer)
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    assert read(source_in(pdf), ALL_GUIDES) == read(write(snapshot, guide), ALL_GUIDES)


def test_the_metadata_tell_the_version_the_case_and_the_content(renderer: Renderer) -> None:
    with opened(printed(PAPER, SWEDISH, renderer)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["xmpMM:VersionID"] == "Utkast"
        assert metadata["dc:identifier"] == "BJÖ 2027/3"
        assert metadata["xmpMM:InstanceID"] == f"urn:sha256:{PAPER.digest()}"


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.7 and nothing", b"\0" * 100])
def test_what_is_no_pdf_of_ours_has_no_source(damage: bytes) -> None:
    with pytest.raises(ValueError, match="a PDF"):
        source_in(damage)


def test_a_pdf_without_a_source_says_so(renderer: Renderer) -> None:
    with pytest.raises(ValueError, match="without its source"):
        source_in(print_pdf(PAPER, SWEDISH, DRAFT, renderer=renderer).pdf)


def printed(snapshot: Snapshot, guide: Guide, renderer: Renderer) -> bytes:
    return print_pdf(snapshot, guide, DRAFT, renderer=renderer, write_source=write).pdf
