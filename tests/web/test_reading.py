"""The reading view: what the meeting will get, on the screen, as it is now."""

from io import BytesIO

from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.fixtures.hands import replaced, send, typed
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow


def test_the_newest_words_are_read(annas: FlaskClient, document: int, lead: int) -> None:
    send(annas, lead, 0, typed("Nyss skrivet. "))
    assert "Nyss skrivet." in annas.get(f"/documents/{document}/reading").text


def test_the_content_mark_is_the_one_on_paper(annas: FlaskClient, document: int) -> None:
    page = annas.get(f"/documents/{document}/reading").text
    mark = page.split("Innehållsmärke ")[1].split(":")[0]
    pdf = PdfReader(BytesIO(annas.get(f"/documents/{document}/pdf").data))
    assert mark in pdf.pages[0].extract_text()


def test_bold_italic_lists_and_links_are_shown_and_nothing_runs(
    annas: FlaskClient, document: int, lead: int
) -> None:
    link = {"type": "link", "attrs": {"href": "https://example.se/?a=1&b=<2>"}}
    words = {"type": "text", "text": "<b>länk</b>", "marks": [link, {"type": "strong"}]}
    assert send(annas, lead, 0, replaced(1, 1, words)).status_code == 200
    page = annas.get(f"/documents/{document}/reading").text
    assert "&lt;b&gt;länk&lt;/b&gt;" in page
    assert 'href="https://example.se/?a=1&amp;b=&lt;2&gt;"' in page
    assert 'rel="noopener' in page


def test_who_reads_is_told_of_open_comments(annas: FlaskClient, document: int) -> None:
    where = f"/documents/{document}/comments"
    assert where not in annas.get(f"/documents/{document}/reading").text
    annas.post(where, data={"about": "document", "body": "Hur vet vi det?"})
    page = annas.get(f"/documents/{document}/reading").text
    assert f'href="{where}">1 kommentar är öppen<' in page


def test_an_empty_document_can_be_read_and_printed(
    annas: FlaskClient, database: Database, document: int
) -> None:
    made = int(annas.post("/new", data={"title": "Tomt"}).location.rsplit("/", 1)[1])
    assert "Tomt" in annas.get(f"/documents/{made}/reading").text
    assert annas.get(f"/documents/{made}/pdf").status_code == 200


def test_a_hostile_title_is_words_on_every_page(
    annas: FlaskClient, database: Database, document: int
) -> None:
    with database.writing() as session:
        session.get_one(DocumentRow, document).title = "<script>alert(1)</script>{{7*7}}"
    for page in ("/reading", "", "/facts", "/people", "/bank"):
        shown = annas.get(f"/documents/{document}{page}")
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in shown.text
