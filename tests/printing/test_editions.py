"""The kinds of a document on paper: what each holds and leaves out, all of them to standard."""

from dataclasses import replace
from io import BytesIO

import page
import pypdf
import pytest
from PIL import Image

from tests.printing.papers import ALL_GUIDES, DRAFT, PAPER, SWEDISH, example, pages, tags, text
from tests.printing.test_notes import NOTES
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange.document_file import read, write
from wpr.exchange.pdf_source import source_in
from wpr.printing.edition import Edition, Paper
from wpr.printing.logo import clean_logo
from wpr.printing.look import Look
from wpr.printing.options import Options
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.printing.standards import Variant

EXAMPLES = ("torsdagsbrevet", "samma-sprakval", "a-call-within-a-day")
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)


def logo() -> bytes:
    picture = BytesIO()
    Image.new("RGBA", (400, 100), (138, 21, 56, 128)).save(picture, "PNG")
    return clean_logo(picture.getvalue())


LOOK = Look("#8a1538", logo(), "Björkdala skola")
DECIDED = (("Beslut", "Ja"), ("Vem beslutade", "Rektor"))


def made(
    snapshot: Snapshot, guide: Guide, options: Options, renderer: Renderer
) -> tuple[bytes, str]:
    pdf = print_pdf(snapshot, guide, options, renderer=renderer, write_source=write).pdf
    return pdf, text(pdf).replace("\xa0", " ").replace("- ", "")


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("edition", Edition)
def test_every_kind_of_every_example_is_to_standard_plain_and_with_everything(
    name: str, edition: Edition, renderer: Renderer
) -> None:
    snapshot, guide = example(name)
    plain = replace(DRAFT, edition=edition)
    full = replace(
        plain,
        paper=Paper.LETTER,
        notes=NOTES,
        notes_heading="Kommentarer",
        in_margin=edition is Edition.READING,
        watermark="Utkast",
        decision=DECIDED,
        look=LOOK,
    )
    for options in (plain, full):
        pdf, _ = made(snapshot, guide, options, renderer)
        for profile in PROFILES:
            report = page.validate_pdf_bytes(pdf, profile=profile)
            assert report.is_compliant, [str(failure) for failure in report.failures]
        assert ("/Figure" in tags(pdf)) is bool(options.look.logo)


def test_the_public_one_holds_nothing_internal_on_its_pages_or_inside(renderer: Renderer) -> None:
    options = replace(
        DRAFT, edition=Edition.PUBLIC, notes=NOTES, notes_heading="K", decision=DECIDED,
        says_case=False,
    )  # fmt: skip
    pdf, said = made(PAPER, SWEDISH, options, renderer)
    source = source_in(pdf)
    assert "Måste jag stanna" in said
    assert "Måste jag stanna" in source
    for internal in (
        "Olle Ek", "BJÖ 2027/3", "86 000", "Vem kör", "Vilka dagar", "idéfrågan", "Eva", "Rektor",
        "Om initiativet", "purchase",
    ):  # fmt: skip
        assert internal not in said, internal
        assert internal not in source, internal
    assert "Olle Ek" not in str(pypdf.PdfReader(BytesIO(pdf)).metadata)


def test_the_source_of_a_public_one_reads_back_as_what_is_printed(renderer: Renderer) -> None:
    snapshot, guide = example("torsdagsbrevet")
    options = replace(DRAFT, edition=Edition.PUBLIC)
    pdf, said = made(snapshot, guide, options, renderer)
    assert read(source_in(pdf), ALL_GUIDES).digest()[:10] in said


def test_a_guide_that_calls_no_group_public_gives_the_press_release_alone(
    renderer: Renderer,
) -> None:
    groups = tuple(replace(group, is_public=False) for group in SWEDISH.groups)
    closed = replace(SWEDISH, groups=groups)
    _, said = made(PAPER, closed, replace(DRAFT, edition=Edition.PUBLIC), renderer)
    assert "Så kommer du igång" in said
    assert "Måste jag" not in said


def test_the_decision_paper_ends_with_what_the_meeting_needs(renderer: Renderer) -> None:
    snapshot, guide = example("torsdagsbrevet")
    _, said = made(snapshot, guide, DRAFT, renderer)
    order = ["Det vi kan ändra", "Öppna frågor", "Förslag till beslut", "Underlag", "lagen.nu"]
    places = [said.rindex(words) for words in order]
    assert places == sorted(places)
    _, decided = made(snapshot, guide, replace(DRAFT, decision=DECIDED), renderer)
    assert "Vem beslutade" in decided
    assert "Förslag till beslut" not in decided


def test_line_numbers_begin_anew_on_each_page_and_are_no_text(renderer: Renderer) -> None:
    snapshot, guide = example("torsdagsbrevet")
    reading, said = made(snapshot, guide, replace(DRAFT, edition=Edition.READING), renderer)
    decision, _ = made(snapshot, guide, DRAFT, renderer)
    assert "Anteckningar" in said
    assert not [line for line in lines(reading) if line.isdigit() and int(line) > 20]
    assert len(reading) > len(decision)


def lines(pdf: bytes) -> list[str]:
    reader = pypdf.PdfReader(BytesIO(pdf))
    return [line.strip() for one in reader.pages for line in one.extract_text().splitlines()]


def test_a_watermark_is_drawn_and_is_no_text(renderer: Renderer) -> None:
    pdf, said = made(PAPER, SWEDISH, replace(DRAFT, version="V", watermark="HEMLIG"), renderer)
    plain, _ = made(PAPER, SWEDISH, replace(DRAFT, version="V"), renderer)
    assert "HEMLIG" not in said
    assert len(pdf) > len(plain)


def test_letter_is_letter_and_a4_is_a4(renderer: Renderer) -> None:
    for paper, size in ((Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))):
        pdf, _ = made(PAPER, SWEDISH, replace(DRAFT, paper=paper), renderer)
        box = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox
        assert (round(box.width), round(box.height)) == size


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("edition", Edition)
def test_the_press_release_keeps_to_its_page_on_both_papers(
    name: str, edition: Edition, renderer: Renderer
) -> None:
    snapshot, guide = example(name)
    call = next(part.heading for part in guide.parts() if part.id == "getting-started")
    for paper in Paper:
        options = replace(DRAFT, edition=edition, paper=paper)
        pdf = print_pdf(snapshot, guide, options, renderer=renderer).pdf
        assert call in pages(pdf)[0], paper


def test_the_case_number_is_in_the_header_of_every_page_or_of_none(renderer: Renderer) -> None:
    for says_case in (True, False):
        options = replace(DRAFT, says_case=says_case)
        pdf = print_pdf(replace(PAPER, facts=replace(PAPER.facts, team=())), SWEDISH, options,
                        renderer=renderer).pdf  # fmt: skip
        first, *_ = pages(pdf)
        assert ("BJÖ 2027/3" in first) is says_case


@pytest.mark.parametrize("variant", Variant)
def test_another_variant_is_to_its_standard_and_has_the_source_where_it_may(
    variant: Variant, renderer: Renderer
) -> None:
    options = replace(DRAFT, variant=variant, look=LOOK, watermark="Utkast")
    pdf = print_pdf(PAPER, SWEDISH, options, renderer=renderer, write_source=write).pdf
    archival = page.ValidationProfile[f"PDF_{variant.upper().replace('-', '_')}"]
    for profile in (archival, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    assert bool(pypdf.PdfReader(BytesIO(pdf)).attachments) is variant.may_carry_files
