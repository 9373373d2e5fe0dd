"""The PDF: readable by people, by machines and by a screen reader."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest

from tests.printing.papers import (
    PAPER,
    addresses,
    answering,
    example,
    faces,
    linking,
    opened,
    pages,
    printed,
    tags,
    text,
)
from wpr.domain.snapshot import canonical
from wpr.printing.assets import FACES
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs

EXAMPLES = ["torsdagsbrevet", "samma-sprakval", "a-call-within-a-day"]


@pytest.fixture(scope="module", params=EXAMPLES)
def brochure(request: pytest.FixtureRequest, renderer: Renderer) -> tuple[str, bytes]:
    snapshot, guide = example(request.param)
    return request.param, printed(snapshot, renderer, guide)


def test_an_example_reads_in_the_order_of_its_file(brochure: tuple[str, bytes]) -> None:
    name, pdf = brochure
    snapshot, _ = example(name)
    read = text(pdf).replace("- ", "")
    questions = [" ".join(pypdf_words(asked.question)) for asked in snapshot.questions]
    # An open question also stands in the table after them all: the first place is its own.
    places = [read.index(question.replace("- ", "")) for question in questions]
    assert places == sorted(places)


def pypdf_words(line_text: str) -> list[str]:
    return line_text.split('"text":"')[1].split('"', 1)[0].replace("\u00a0", " ").split()


def test_the_press_release_of_an_example_is_one_page(brochure: tuple[str, bytes]) -> None:
    name, pdf = brochure
    first, _, *rest = pages(pdf)
    call = {"en": "How to get started"}.get(example(name)[0].language, "Så kommer du igång")
    assert call in first
    assert "Sida 1 av" in first or "Page 1 of" in first
    assert 4 <= len(rest) <= 6


def test_language_title_authors_and_dates_are_told(renderer: Renderer) -> None:
    with opened(printed(PAPER, renderer)) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.Root.Lang) == "sv"
        assert str(pdf.docinfo["/Title"]) == "Senare buss"
        assert str(pdf.docinfo["/Author"]) == "Maria Holm, rektor, Olle Ek, lärare"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20270317")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Senare buss"


def test_headings_are_bookmarks_in_two_and_three_levels(renderer: Renderer) -> None:
    outline = pypdf.PdfReader(BytesIO(printed(PAPER, renderer))).outline

    def titles(level: Any) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in level]

    assert titles(outline) == [
        "Elever som åker buss kan göra läxorna i skolan",
        [
            "Så kommer du igång",
            "Om initiativet",
            "Frågor från elever och vårdnadshavare",
            ["1 Måste jag stanna varje gång?"],
            "Frågor inför beslut",
            ["2 Vad kostar det?", "3 Vem kör bussen?"],
            "Visionen och detaljerna",
            ["Det vi håller fast vid", "Det vi kan ändra"],
        ],
    ]


def test_every_kind_of_text_has_its_tag(renderer: Renderer) -> None:
    found = tags(printed(PAPER, renderer))
    assert found[0] == "/Document"
    assert found.count("/H1") == 1
    assert found.count("/H2") == 5
    assert found.count("/H3") == 5
    assert {"/P", "/BlockQuote", "/Table", "/TH", "/TD", "/Sect"} <= set(found)


def test_the_text_of_a_list_item_is_its_body(renderer: Renderer) -> None:
    snapshot, guide = example("torsdagsbrevet")
    found = tags(printed(snapshot, renderer, guide))
    items = [place for place, tag in enumerate(found) if tag == "/LI"]
    assert len(items) == found.count("/LBody") == found.count("/Lbl") > 5
    assert all("/LBody" in found[place : place + 5] for place in items)


def test_a_list_begins_with_its_own_number(renderer: Renderer) -> None:
    item = {"type": "list_item", "content": [json.loads(paragraphs("ord"))["content"][0]]}
    listed = {"type": "ordered_list", "attrs": {"order": 9}, "content": [item, item]}
    pdf = printed(answering(canonical({"type": "doc", "content": [listed]})), renderer)
    assert "9. 10." in text(pdf)


def marked(*marks: str) -> str:
    kinds = ",".join(f'{{"type":"{mark}"}}' for mark in marks)
    return line("x").replace('"type":"text"', f'"type":"text","marks":[{kinds}]')


def test_every_face_is_embedded_from_the_files_of_the_app(renderer: Renderer) -> None:
    asked = answering(marked("em"), marked("strong"), marked("em", "strong")).questions
    pdf = printed(replace(PAPER, questions=asked), renderer)
    assert faces(pdf) == dict.fromkeys(
        ["wpr-Display-Semi-Bold", "wpr-Sans", "wpr-Sans-Semi-Bold", "wpr-Serif",
         "wpr-Serif-Italic", "wpr-Serif-Semi-Bold", "wpr-Serif-Semi-Bold-Italic"],
        True,
    )  # fmt: skip
    assert len(faces(pdf)) == len(FACES)


def test_common_signs_need_no_other_font(renderer: Renderer) -> None:
    signs = "→ ← ✓ ✔ ✗ ☐ ≤ ≥ ≠ ± × − ½ € • … ‐ ” ’ » « Ω Я ő ł ²"
    pdf = printed(answering(paragraphs(signs)), renderer)
    assert set(signs) - set(text(pdf)) <= {"✔"}  # drawn as, and read as, the light check mark
    assert all(name.startswith("wpr-") for name in faces(pdf))


def test_writing_that_the_faces_lack_falls_back_on_the_system(renderer: Renderer) -> None:
    read = text(printed(answering(paragraphs("قبل עברית ok")), renderer))
    assert "ok" in read


def test_signs_that_no_font_has_do_not_stop_the_printing(renderer: Renderer) -> None:
    signs = (
        "\U0001f469\u200d\U0001f467 \U0001f1f8\U0001f1ea \U000fffff \U0001d7cf a" + "\u0301" * 300
    )
    assert len(pages(printed(answering(paragraphs(signs)), renderer))) == 2


def test_links_out_of_the_document_are_links_in_the_pdf(renderer: Renderer) -> None:
    hrefs = ["http://exempel.se/", "https://exempel.se/å?q='1'&r=\"2\"", "mailto:a@exempel.se"]
    pdf = printed(answering(*(linking(href) for href in hrefs), linking("/documents/1")), renderer)
    assert addresses(pdf) == [
        "http://exempel.se/",
        "https://exempel.se/%C3%A5?q='1'&r=%222%22",
        "mailto:a@exempel.se",
    ]


def test_title_and_version_run_on_top_and_page_date_and_hash_below(renderer: Renderer) -> None:
    first, second = pages(printed(PAPER, renderer))[:2]
    foot = f"Utkast · 17 mars 2027 · {PAPER.digest()[:10]}"
    assert foot in first
    assert foot in second
    assert "Sida 1 av 2" in first
    assert "Sida 2 av 2" in second
    assert second.count("Senare buss") == 1
    assert "Senare buss" not in first
