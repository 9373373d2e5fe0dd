"""Taking in a text: shown with a place for each piece, changed by the person, stored whole."""

import io
import re
from html import unescape

import docx
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.margins import changed, homework_club, packed
from wpr.domain.author import Author
from wpr.services import commenting
from wpr.services.commenting import About, Said
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow

SOURCE = """# Läxhjälp på varje skola

I dag öppnar läxhjälpen.

## FAQ

### Vem är det till för?

Elever i årskurs 7–9. <script>alert(1)</script>

## Bilaga

Åäö & siffror
"""


def fields(page: str) -> dict[str, str]:
    """What the form of the page with the pieces would send."""
    source = re.search(r"<textarea name=\"source\"[^>]*>\r?\n(.*?)</textarea>", page, re.DOTALL)
    comments = re.search(r'name="comments" value="([^"]*)"', page)
    assert source
    assert comments
    before = re.search(r"<textarea name=\"before\"[^>]*>\r?\n(.*?)</textarea>", page, re.DOTALL)
    assert before
    chosen = {"source": unescape(source[1]), "comments": unescape(comments[1])}
    chosen["before"] = unescape(before[1])
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        selected = re.search(r'value="([^"]*)" selected', options)
        assert selected, name
        chosen[name] = selected[1]
    return chosen


def documents(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def test_nothing_is_stored_before_the_person_has_seen_where_it_goes(
    annas: FlaskClient, database: Database, document: int
) -> None:
    before = documents(database)
    upload = {"file": (io.BytesIO(SOURCE.encode()), "läxhjälp.md")}
    page = annas.post("/import", data=upload).text
    assert documents(database) == before
    assert "1 fråga" in page
    assert "<script>alert" not in page
    chosen = fields(page)
    assert chosen["source"] == SOURCE
    place = next(name for name, value in chosen.items() if value == "question:pupils")
    made = annas.post("/import/document", data={**chosen, place: "question:staff"})
    assert made.status_code == 303
    assert documents(database) == before + 1
    written = annas.get(f"{made.location}/file").text
    assert written.startswith("---\ntitle: Läxhjälp på varje skola\n")
    staff = written[written.index("# Frågor från medarbetare") :]
    assert "## Vem är det till för?" in staff[: staff.index("\n# ", 1)]
    assert "Åäö & siffror" in written


def test_a_file_of_ours_comes_in_as_it_is(annas: FlaskClient, document: int) -> None:
    source = annas.get(f"/documents/{document}/file").data
    made = annas.post("/import", data={"file": (io.BytesIO(source), "a.md")})
    assert made.status_code == 303
    assert annas.get(f"{made.location}/file").data == source


def test_a_pdf_of_ours_brings_its_document_back(annas: FlaskClient, document: int) -> None:
    pdf = annas.get(f"/documents/{document}/pdf").data
    made = annas.post("/import", data={"file": (io.BytesIO(pdf), "Brevet.pdf")})
    assert made.status_code == 303
    source = annas.get(f"/documents/{document}/file").data
    assert annas.get(f"{made.location}/file").data == source


def test_the_word_file_has_the_comments_and_comes_back(
    annas: FlaskClient, database: Database, document: int, cast: Cast
) -> None:
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        author = Author(user_id=cast.bo.id)
        commenting.start(session, row, author, About(), Said("Bra <idé>"), NOW)
    raw = annas.get(f"/documents/{document}/word")
    assert raw.headers["Content-Disposition"].endswith(".docx")
    comments = docx.Document(io.BytesIO(raw.data)).comments
    assert [(one.author, one.text) for one in comments] == [(cast.bo.name, "Bra <idé>")]
    page = annas.post("/import", data={"file": (io.BytesIO(raw.data), "a.docx")})
    assert page.status_code in {200, 303}


def test_what_cannot_be_read_is_said_beside_the_field_and_the_text_stays(
    annas: FlaskClient,
) -> None:
    empty = annas.post("/import", data={"source": "  "})
    assert empty.status_code == 422
    assert "Här finns ingen text" in empty.text
    for content in (b"\x89PNG\0\1", b"%PDF-1.7\n%nothing follows", b"%PDF-"):
        page = annas.post("/import", data={"file": (io.BytesIO(content), "a.pdf")})
        assert page.status_code == 422
        assert "ingen text som går att läsa" in page.text
    faulty = "---\nguide: factory\n---\nOrd"
    page = annas.post("/import", data={"source": faulty})
    assert page.status_code == 422
    assert "rad 2" in page.text
    assert "Ord</textarea>" in page.text


def test_a_changed_form_is_refused_and_loses_nothing(annas: FlaskClient) -> None:
    for place in ("part:no-such-part", "question:no-such-group", "nowhere"):
        page = annas.post("/import/document", data={"source": SOURCE, "to-0": place})
        assert page.status_code == 422
        assert fields(page.text)["source"] == SOURCE


def test_text_from_old_windows_programs_keeps_its_letters(annas: FlaskClient) -> None:
    for encoding in ("cp1252", "utf-16", "utf-8-sig"):
        upload = {"file": (io.BytesIO(SOURCE.encode(encoding)), "a.txt")}
        assert "Läxhjälp på varje skola" in annas.post("/import", data=upload).text


def test_comments_in_word_become_threads_on_their_words(
    annas: FlaskClient, database: Database, cast: Cast
) -> None:
    page = annas.post("/import", data={"file": (io.BytesIO(homework_club()), "a.docx")}).text
    assert "7 kommentarer" in page
    assert "Vem betalar?" not in fields(page)["source"]
    made = annas.post("/import/document", data=fields(page))
    assert made.status_code == 303
    document_id = int(made.location.rsplit("/", 1)[-1])
    with database.reading() as session:
        threads = session.scalars(
            select(ThreadRow).where(ThreadRow.document_id == document_id).order_by(ThreadRow.id)
        ).all()
        said = [
            session.scalars(
                select(CommentRow.body)
                .where(CommentRow.thread_id == one.id)
                .order_by(CommentRow.id)
            ).all()
            for one in threads
        ]
        slots = [one.text_id and session.get_one(TextRow, one.text_id).name for one in threads]
        question = session.scalars(
            select(QuestionRow).where(QuestionRow.document_id == document_id)
        ).one()
    answered, resolved, asked, heading, title, problem = threads
    assert (answered.place, answered.quote) == ("passage", "Den är gratis.")
    assert answered.text_id == question.answer_id
    assert answered.resolved_at is None
    assert said[0] == [
        "Bo Ek (Word, 2026-05-03 14:05):\nVem betalar?\nVi måste veta.",
        "Cecilia Lind (Word, 2026-05-03 14:05):\nNämnden.",
    ]
    assert (resolved.quote, slots[1]) == ("Den är gratis.", "lead")
    assert resolved.resolved_by_id == cast.anna.id
    assert (asked.place, asked.text_id) == ("passage", question.question_id)
    assert (heading.place, slots[3]) == ("part", "problem")
    assert said[3] == ["Bo Ek (Word, 2026-05-03 14:05), ”Problemet”:\nVems problem?"]
    assert (title.place, title.text_id) == ("document", None)
    assert said[4][0].startswith("@Anna <b> (Word")
    assert problem.quote == "Många elever får ingen hjälp hemma, säger lärarna."
    shown = annas.get(f"/documents/{document_id}/comments").text
    assert "Cecilia Lind (Word, 2026-05-03 14:05):" in shown


def test_comments_that_were_tampered_with_are_refused(annas: FlaskClient) -> None:
    for comments in ("{", "[1]", '[{"remarks": []}]', "null", '{"a": 1}', "[" * 100_000):
        for route in ("/import", "/import/document"):
            page = annas.post(route, data={"source": SOURCE, "comments": comments})
            assert page.status_code == 422, comments
            assert "Kommentarerna i filen" in page.text
            assert "Åäö &amp; siffror" in page.text


def test_tracked_changes_are_accepted_or_kept_as_suggestions(
    annas: FlaskClient, database: Database
) -> None:
    document = docx.Document()
    document.add_heading("Läxhjälpen", level=0)
    document.add_heading("Ingress", level=1)
    changed(document, "Den öppnar för elever i årskurs ", "sex.", "sju.")
    document.add_heading("Problemet", level=1)
    changed(document, "", "", "Helt nytt.")
    document.add_heading("Vanliga frågor", level=1)
    document.add_heading("Vad kostar det?", level=2)
    changed(document, "Det är ", "dyrt.", "gratis.")
    raw = packed(document)
    page = annas.post("/import", data={"file": (io.BytesIO(raw), "a.docx")}).text
    assert "Behåll spårade ändringar som förslag" in page
    for keep, kept, gone in ({}, "gratis.", "dyrt."), ({"keep": "y"}, "dyrt.", "gratis."):
        made = annas.post("/import/document", data=fields(page) | keep)
        assert made.status_code == 303
        written = annas.get(f"{made.location}/file").text
        assert kept in written
        assert gone not in written
    with database.reading() as session:
        proposals = session.scalars(
            select(ThreadRow.proposal).where(ThreadRow.place == "suggestion").order_by(ThreadRow.id)
        ).all()
    assert len(proposals) == 3
    for words in ("sex", "sju"), ("dyrt", "gratis"), ("Helt nytt.",):
        assert any(all(word in str(one) for word in words) for one in proposals)
    assert "Behåll spårade" not in annas.post("/import", data={"source": SOURCE}).text
