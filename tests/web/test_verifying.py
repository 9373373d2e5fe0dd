"""Is this PDF unchanged: known by its bytes, told by printing it again, and never by its source."""

import io
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests.fixtures.cast import Cast
from wpr.storage.database import Database
from wpr.storage.people import User
from wpr.storage.prints import PrintRow


def verdict(client: FlaskClient, pdf: bytes, status: int = 200) -> str:
    answer = client.post("/verify", data={"file": (io.BytesIO(pdf), "Beslut.pdf")})
    assert answer.status_code == status
    return answer.text.split('data-verdict="')[1].split('"')[0] if status == 200 else answer.text


@pytest.fixture
def pdf(annas: FlaskClient, document: int) -> bytes:
    return annas.get(f"/documents/{document}/pdf").data


def with_another_page(pdf: bytes) -> bytes:
    """The same PDF, source, recipe and metadata, with one visible page taken from its end."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as changed:
        first = changed.pages[0]
        stream = first.Contents.read_bytes()
        first.Contents = changed.make_stream(b"1 0 0 rg 0 0 300 300 re f " + stream)
        changed.save(out)
    return out.getvalue()


def test_what_was_handed_out_is_known_by_everybody_who_holds_it(
    annas: FlaskClient,
    client: FlaskClient,
    document: int,
    cast: Cast,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
    app: Flask,
    pdf: bytes,
) -> None:
    assert verdict(annas, pdf) == "known"
    page = annas.post("/verify", data={"file": (io.BytesIO(pdf), "a.pdf")}).text
    assert "Veckobrevet" in page
    assert f"/documents/{document}/reading" in page
    for stranger in (client, sign_in(app.test_client(), cast.frida)):
        page = stranger.post("/verify", data={"file": (io.BytesIO(pdf), "a.pdf")}).text
        assert 'data-verdict="known"' in page
        assert "Veckobrevet" not in page
        assert "/documents/" not in page


def test_a_version_is_told_by_its_number(annas: FlaskClient, document: int) -> None:
    annas.post(f"/documents/{document}/versions", data={"name": "Till facket"})
    pdf = annas.get(f"/documents/{document}/versions/1/pdf").data
    page = annas.post("/verify", data={"file": (io.BytesIO(pdf), "a.pdf")}).text
    assert "Version 1" in page
    assert f"/documents/{document}/versions/1" in page
    assert "säger något annat" not in page
    annas.post(f"/documents/{document}/facts", data={"title": "Annat", "place": "Lund"})
    page = annas.post("/verify", data={"file": (io.BytesIO(pdf), "a.pdf")}).text
    assert "säger något annat" in page


def test_a_changed_page_with_an_intact_source_is_not_called_unchanged(
    client: FlaskClient, pdf: bytes
) -> None:
    changed = with_another_page(pdf)
    attached = pypdf.PdfReader(BytesIO(changed)).attachments
    assert attached == pypdf.PdfReader(BytesIO(pdf)).attachments
    assert verdict(client, changed) == "changed"
    assert verdict(client, pdf + b"\n") == "changed"


def test_what_is_not_noted_is_printed_again(
    client: FlaskClient, pdf: bytes, database: Database
) -> None:
    with database.writing() as session:
        session.execute(delete(PrintRow))
    assert verdict(client, pdf) == "same"


def test_a_wrong_source_is_a_change(client: FlaskClient, pdf: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as changed:
        source = changed.attachments["pr-faq.md"].get_file().read_bytes()
        other = source.replace(b"Veckobrevet", b"Riksbrevet!")
        assert other != source
        changed.attachments["pr-faq.md"] = pikepdf.AttachedFileSpec(changed, other)
        changed.save(out)
    assert verdict(client, out.getvalue()) == "changed"


def test_another_program_or_machine_says_what_it_cannot_know(
    client: FlaskClient, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wpr.printing.recipe.fingerprint", lambda: "another")
    assert verdict(client, with_another_page(pdf)) == "unshown"


def test_somebody_elses_pdf(client: FlaskClient, cast: Cast) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    out = BytesIO()
    writer.write(out)
    assert verdict(client, out.getvalue()) == "foreign"
    writer.encrypt("hemligt")
    out = BytesIO()
    writer.write(out)
    assert "låst" in verdict(client, out.getvalue(), 422)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"\x00" * 5000])
def test_what_is_no_pdf_gets_a_sentence(client: FlaskClient, cast: Cast, raw: bytes) -> None:
    assert "field__error" in verdict(client, raw, 422)


def test_one_address_without_an_account_does_not_keep_the_printers_busy(
    client: FlaskClient, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wpr.web.verifying._TRIES", 2)
    assert verdict(client, b"%PDF-1.7", 422)
    assert verdict(client, b"%PDF-1.7", 422)
    assert "field__error" in verdict(client, b"%PDF-1.7", 429)
