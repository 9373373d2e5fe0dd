"""Choosing a PDF and looking at its pages; the look that an administrator gives them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.prose.schema import paragraphs
from wpr.services import dressing
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User


@pytest.fixture
def administrator(
    app: Flask, cast: Cast, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> FlaskClient:
    return sign_in(app.test_client(), cast.admin)


@pytest.fixture
def print_url(cast: Cast) -> str:
    return f"/documents/{cast.document_id}/print"


def pdf_of(client: FlaskClient, cast: Cast, query: str = "") -> tuple[str, str]:
    """The text of a PDF, and what its file is called."""
    answer = client.get(f"/documents/{cast.document_id}/pdf{query}")
    assert answer.status_code == 200
    pages = pypdf.PdfReader(BytesIO(answer.data)).pages
    text = " ".join(" ".join(one.extract_text().split()) for one in pages)
    return text, answer.headers["Content-Disposition"]


def test_a_choice_is_shown_page_by_page_and_remembered(
    annas: FlaskClient, cast: Cast, print_url: str
) -> None:
    first = annas.get(print_url)
    assert 'value="decision" aria-describedby="kind-decision-hint" checked' in first.text
    assert "<img" not in first.text, "nothing is printed before the page is there"
    pages = annas.get(f"{print_url}/pages?kind=reading&paper=letter")
    assert pages.status_code == 200
    assert "print/pages/1?kind=reading&amp;paper=letter" in pages.text
    assert 'alt="Sida 1 av' in pages.text
    again = annas.get(print_url)
    assert 'value="reading" aria-describedby="kind-reading-hint" checked' in again.text


def test_the_pages_come_without_a_script_too(annas: FlaskClient, print_url: str) -> None:
    assert "print/pages/1?kind=public" in annas.get(f"{print_url}?kind=public&pages=yes").text


def test_a_page_is_a_picture_that_nobody_keeps(annas: FlaskClient, print_url: str) -> None:
    answer = annas.get(f"{print_url}/pages/1?paper=letter")
    assert answer.mimetype == "image/png"
    assert answer.headers["Cache-Control"] == "private, no-store"
    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.width == 900
        assert round(picture.height / picture.width, 2) == round(279.4 / 215.9, 2)
        assert len(picture.convert("L").getcolors() or []) > 5, "the page is not empty"
    assert annas.get(f"{print_url}/pages/999").status_code == 404


def test_a_press_release_of_two_pages_is_warned_of(
    annas: FlaskClient, cast: Cast, database: Database, print_url: str
) -> None:
    assert "Mer än en sida" not in annas.get(f"{print_url}/pages").text
    with database.writing() as session:
        query = select(TextRow).where(
            TextRow.document_id == cast.document_id,
            TextRow.slot == "part",
            TextRow.name == "problem",
        )
        session.scalars(query).one().content = paragraphs(
            *["Ord efter ord i en lång rad. " * 40] * 3
        )
    assert "Mer än en sida" in annas.get(f"{print_url}/pages").text


def test_the_case_number_is_in_the_name_of_the_file_when_it_is_in_the_header(
    annas: FlaskClient, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).case_number = "BJÖ 2027/3"
    text, name = pdf_of(annas, cast)
    assert "BJÖ 2027/3" in text
    assert "2027-3" in name
    text, name = pdf_of(annas, cast, "?kind=public")
    assert "BJÖ 2027/3" not in text
    assert "2027-3" not in name
    assert "alla" in name


def test_a_draft_is_marked_and_one_may_leave_the_mark_out(annas: FlaskClient, cast: Cast) -> None:
    marked = annas.get(f"/documents/{cast.document_id}/pdf").data
    unmarked = annas.get(f"/documents/{cast.document_id}/pdf?watermark=no").data
    assert marked != unmarked


def logo(size: tuple[int, int] = (300, 90), form: str = "PNG") -> BytesIO:
    kept = BytesIO()
    Image.new("RGB", size, "#8a1538").save(kept, form)
    kept.seek(0)
    return kept


def sent(client: FlaskClient, **fields: object) -> tuple[int, str]:
    data = {"colour": "#8a1538", "logo_text": "Skolan", **fields}
    answer = client.post("/look", data=data, content_type="multipart/form-data")
    return answer.status_code, answer.text


def test_the_look_is_in_every_pdf_and_is_taken_away_again(
    administrator: FlaskClient, annas: FlaskClient, cast: Cast, database: Database
) -> None:
    assert sent(administrator, logo=(logo(), "logo.png"))[0] == 303
    with database.reading() as session:
        look = dressing.look_of(session)
    assert look.colour == "#8a1538"
    assert look.logo.startswith(b"\x89PNG")
    assert administrator.get("/look/logo").data == look.logo
    pdf = annas.get(f"/documents/{cast.document_id}/pdf?kind=public").data
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages[0].images) == 1
    assert sent(administrator, logo_text="Skola")[0] == 303, "the logo stays"
    with database.reading() as session:
        assert dressing.look_of(session) == replace(look, logo_text="Skola")
    assert sent(administrator, without="y")[0] == 303
    with database.reading() as session:
        assert dressing.look_of(session).logo == b""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"colour": "#ffee88"}, "svår att läsa på vitt"),
        ({"colour": "red"}, "Välj en färg"),
        (
            {"logo": (BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "a.svg")},
            "PNG eller JPEG",
        ),
        ({"logo": (BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 99), "a.png")}, "PNG eller JPEG"),
        ({"logo": (logo(form="GIF"), "a.gif")}, "PNG eller JPEG"),
        ({"logo": (logo((4000, 3000)), "a.png")}, "miljoner bildpunkter"),
        ({"logo": (logo(), "a.png"), "logo_text": ""}, "Skriv vad logotypen"),
    ],
)
def test_a_look_that_cannot_be_printed_is_refused_in_words(
    administrator: FlaskClient, fields: dict[str, object], sentence: str, database: Database
) -> None:
    status, page = sent(administrator, **fields)
    assert status == 422
    assert sentence in page
    with database.reading() as session:
        assert dressing.look_of(session).logo == b""


def test_the_facts_hold_the_proposal_and_the_papers(annas: FlaskClient, cast: Cast) -> None:
    facts = {
        "title": "Buss",
        "proposal": "Rektor beslutar.",
        "papers": "Kalkyl https://x.se/k\n\nB",
    }
    assert annas.post(f"/documents/{cast.document_id}/facts", data=facts).status_code == 303
    text, _ = pdf_of(annas, cast)
    assert "Förslag till beslut Rektor beslutar." in text
    assert "Kalkyl https://x.se/k" in text
    read = annas.get(f"/documents/{cast.document_id}/reading").text
    assert '<a href="https://x.se/k"' in read


def test_a_logo_of_too_many_bytes_is_refused_in_words(
    administrator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wpr.printing.logo.LARGEST_FILE", 100)
    status, page = sent(administrator, logo=(logo(), "a.png"))
    assert status == 422
    assert "större än 1 MB" in page


def test_a_version_is_printed_as_every_kind(annas: FlaskClient, cast: Cast, print_url: str) -> None:
    annas.post(f"/documents/{cast.document_id}/versions", data={"name": "Till nämnden"})
    page = annas.get(f"{print_url}?version=1&kind=reading&pages=yes")
    assert "Ladda ner version 1" in page.text
    assert f"/documents/{cast.document_id}/versions/1/pdf" in page.text
    assert f"{print_url}/pages/1?kind=reading&amp;version=1" in page.text
    assert 'name="comments"' not in page.text
    assert annas.get(f"{print_url}/pages/1?version=1").mimetype == "image/png"
    for bad in ("2", "0", "-1", "x"):
        answer = annas.get(f"{print_url}?version={bad}")
        assert answer.status_code == (404 if bad == "2" else 200)
    printed = f"/documents/{cast.document_id}/versions/1/pdf"
    first, reading = annas.get(printed), annas.get(f"{printed}?kind=reading&watermark=yes")
    assert first.data != reading.data
    assert annas.get(f"{printed}?kind=decision").data == first.data
    assert "l%C3%A4sexemplar" in reading.headers["Content-Disposition"]
