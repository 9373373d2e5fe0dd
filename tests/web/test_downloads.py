"""Downloads: a PDF and a file with a good name, kept by the browser, and never at others' cost."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread
from urllib.parse import unquote
from zipfile import ZipFile

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import send, typed
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Question, Snapshot
from wpr.exchange import document_file
from wpr.printing.line import Line
from wpr.printing.pdf import Printed
from wpr.prose.schema import line, paragraphs
from wpr.services import commenting, importing
from wpr.services.commenting import About, Said
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.web import margin_notes, word

SignIn = Callable[[FlaskClient, User], FlaskClient]
SENTENCE = "Det här är en ganska vanlig mening med ord av olika längd. "


def long_document(
    database: Database, guides: Guides, owner_id: int, answers: int, size: int
) -> int:
    """A document with so many answers of so many sentences; its id."""
    guide = guides.get("school", "sv")
    group = guide.question_groups()[0].id
    questions = (Question(group, line("Hur?"), paragraphs(SENTENCE * size)),) * answers
    snapshot = Snapshot("Långt", "sv", "school", questions=questions)
    with database.writing() as session:
        return importing.bring_in(session, snapshot, guide, owner_id, NOW).id


def named(disposition: str) -> tuple[str, str]:
    """The two names of a download: for old programs, and with all letters."""
    found = re.fullmatch(
        r"attachment; filename=\"([ -~]*)\"; filename\*=UTF-8''([A-Za-z0-9%._-]+)", disposition
    )
    assert found, disposition
    return found[1], unquote(found[2])


def test_the_pdf_is_a_pdf_and_the_file_a_file(
    annas: FlaskClient, document: int, guides: Guides
) -> None:
    pdf = annas.get(f"/documents/{document}/pdf")
    assert (pdf.status_code, pdf.content_type) == (200, "application/pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert int(pdf.headers["Content-Length"]) == len(pdf.data)
    file = annas.get(f"/documents/{document}/file")
    assert (file.status_code, file.content_type) == (200, "text/markdown; charset=utf-8")
    assert document_file.read(file.text, guides).title == "Veckobrevet"
    for answer in (pdf, file):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert named(answer.headers["Content-Disposition"])[1].startswith("Veckobrevet 2027-03-01.")
    assert file.headers["Cache-Control"] == "no-store"
    assert pdf.headers["Cache-Control"] == "private, no-cache"


def test_a_browser_that_has_this_very_pdf_keeps_it(
    annas: FlaskClient, document: int, lead: int
) -> None:
    first = annas.get(f"/documents/{document}/pdf")
    known = {"If-None-Match": first.headers["ETag"]}
    again = annas.get(f"/documents/{document}/pdf", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"
    send(annas, lead, 0, typed("Nytt. "))
    changed = annas.get(f"/documents/{document}/pdf", headers=known)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert changed.data != first.data


@pytest.mark.parametrize("tag", ['"x"', "x", '"', "W/", '"' + "x" * 5000 + '"'])
def test_a_strange_tag_is_another_pdf(annas: FlaskClient, document: int, tag: str) -> None:
    answer = annas.get(f"/documents/{document}/pdf", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Åter till läxorna", "Åter till läxorna"),
        ('"Citat" & \'apostrof\'; filename="x.exe"', "Citat apostrof filename x exe"),
        ("a\r\nSet-Cookie: b=c", "a Set-Cookie b c"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\*?", "C Windows"),
        ("🎒", "wpr"),
        ("…", "wpr"),
        ("\u202egnp.exe", "gnp exe"),
        ("ש" * 200, "ש" * 80),
    ],
)
def test_a_name_has_its_letters_and_nothing_a_system_minds(
    annas: FlaskClient, database: Database, document: int, title: str, name: str
) -> None:
    with database.writing() as session:
        session.get_one(DocumentRow, document).title = title
    answer = annas.get(f"/documents/{document}/file")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert "Set-Cookie" not in answer.headers
    plain, full = named(answer.headers["Content-Disposition"])
    assert full == f"{name} 2027-03-01.md"
    assert plain.endswith("2027-03-01.md")


def test_the_day_is_the_one_on_the_wall(
    annas: FlaskClient, database: Database, document: int
) -> None:
    with database.writing() as session:
        late = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Sweden
        session.get_one(DocumentRow, document).changed_at = late
    file = annas.get(f"/documents/{document}/file")
    assert named(file.headers["Content-Disposition"])[1] == "Veckobrevet 2027-07-01.md"


def test_a_document_too_large_for_paper_says_so_and_the_next_one_is_printed(
    annas: FlaskClient, database: Database, guides: Guides, cast: Cast, document: int
) -> None:
    large = long_document(database, guides, cast.anna.id, answers=30, size=3000)
    refused = annas.get(f"/documents/{large}/pdf", headers={"Accept": "text/html"})
    while refused.status_code == 202:
        refused = annas.get(f"/documents/{large}/pdf", headers={"Accept": "text/html"})
    assert refused.status_code == 422
    assert "Dokumentet är för stort för en pdf" in refused.text
    assert "ETag" not in refused.headers
    assert annas.get(f"/documents/{large}/file").status_code == 200
    assert annas.get(f"/documents/{document}/pdf").status_code == 200


def test_who_types_does_not_wait_for_who_prints(
    app: Flask,
    annas: FlaskClient,
    database: Database,
    guides: Guides,
    cast: Cast,
    lead: int,
    sign_in: SignIn,
) -> None:
    long = long_document(database, guides, cast.anna.id, answers=20, size=100)
    statuses: list[int] = []
    printing = sign_in(app.test_client(), cast.anna)
    press = Thread(
        target=lambda: statuses.append(printing.get(f"/documents/{long}/pdf").status_code)
    )
    press.start()
    version = 0
    while press.is_alive():
        assert send(annas, lead, version, typed("a")).status_code == 200
        version += 1
        press.join(0.05)
    assert statuses == [200]
    assert version > 3


def test_open_comments_are_printed_on_request_with_names_or_without(
    annas: FlaskClient, database: Database, document: int, cast: Cast
) -> None:
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        bo = Author(cast.bo.id)
        commenting.start(session, row, bo, About(), Said(f"Vem betalar? @{cast.anna.name}"), NOW)
    plain = annas.get(f"/documents/{document}/pdf").data
    assert "Vem betalar?" not in read(plain)
    for where in ("appendix", "margin"):
        address = f"/documents/{document}/pdf?comments={where}"
        assert f"{cast.bo.name}: Vem betalar?" in read(annas.get(address).data)
        nameless = read(annas.get(f"{address}&names=no").data)
        assert "Vem betalar?" in nameless
        assert cast.bo.name not in nameless
        assert f"@{cast.anna.name}" not in nameless
    assert annas.get(f"/documents/{document}/pdf?comments=elsewhere").data == plain


def read(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_files_say_how_many_comments_they_have_no_room_for(
    annas: FlaskClient, document: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (word, margin_notes):
        monkeypatch.setattr(module, "MOST_NOTES", 2)
    for number in range(5):
        said = {"about": "document", "body": f"Kommentar nummer {number}"}
        assert annas.post(f"/documents/{document}/comments", data=said).status_code == 303
    file = ZipFile(io.BytesIO(annas.get(f"/documents/{document}/word").data))
    comments = file.read("word/comments.xml").decode()
    assert comments.count("Kommentar nummer") == 2
    assert "3 kommentarer till finns i wpr." in comments
    printed = read(annas.get(f"/documents/{document}/pdf?comments=margin").data)
    assert printed.count("Kommentar nummer") == 2
    assert "3 kommentarer till finns i wpr." in printed


def test_html_and_json_of_the_document_and_of_a_version(annas: FlaskClient, document: int) -> None:
    annas.post(f"/documents/{document}/versions", data={"name": "Ett"})
    for path in (f"/documents/{document}", f"/documents/{document}/versions/1"):
        page = annas.get(f"{path}/html")
        assert page.headers["Content-Disposition"].startswith("attachment")
        assert "Veckobrevet" in page.text
        file = annas.get(f"{path}/json")
        assert file.content_type == "application/json"
        made = annas.post("/import", data={"file": (io.BytesIO(file.data), "a.json")})
        assert annas.get(f"{made.location}/json").data == file.data


def test_a_browser_is_told_what_it_waits_for_and_a_program_gets_the_file(
    annas: FlaskClient, document: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = Event()
    pdf = b"%PDF-1.7\n%%EOF\n"

    def slowly(*_: object, **__: object) -> Printed:
        go.wait(20)
        return Printed(pdf, from_cache=False)

    monkeypatch.setattr("wpr.web.printing_line.print_pdf", slowly)
    monkeypatch.setattr("wpr.web.printing_line._PATIENCE_S", 0.05)
    line = Line()
    monkeypatch.setattr("wpr.web.printing_line.app_line", lambda: line)
    path = f"/documents/{document}/pdf"
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    page = annas.get(path, headers=browser)
    assert (page.status_code, page.headers["Refresh"]) == (202, "2")
    assert "Nu är det dess tur." in page.text
    assert f'href="{path}' in page.text
    state = annas.get(path, headers={"Accept": "application/json"})
    assert (state.status_code, state.json) == (202, {"state": "waiting", "before": 0})
    go.set()
    assert annas.get(path).data == pdf
    assert annas.get(path, headers=browser).data == pdf
