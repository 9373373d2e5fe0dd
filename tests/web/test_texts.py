"""The plain form of a text: saving without scripts changes little and loses nothing."""

import json
import re
import time
from html import unescape

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.hands import history, send, typed, words_of
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import StepRow, TextRow


def save(client: FlaskClient, text_id: int, source: str, version: object) -> tuple[int, str]:
    """Fill in the form and send it: the status, and the page that follows."""
    answer = client.post(f"/texts/{text_id}/form", data={"version": version, "source": source})
    return answer.status_code, answer.text


def filled_in(page: str) -> tuple[str, str]:
    """The version and the source that a form shows."""
    version = re.search(r'name="version" value="([^"]*)"', page)
    source = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", page, re.DOTALL)
    assert version
    assert source
    return version[1], unescape(source[1])


def complaint(page: str) -> str:
    """What stands beside the field, which a screen reader says with it."""
    found = re.search(r'id="source-error">(.*?)</p>', page, re.DOTALL)
    assert found
    assert 'aria-describedby="source-error"' in page
    assert 'aria-invalid="true"' in page
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


def test_the_form_shows_the_text_as_markdown(annas: FlaskClient, lead: int) -> None:
    save(annas, lead, "Ett **fetare** ord\n\n- och en punkt", 0)
    page = annas.get(f"/texts/{lead}/form").text
    assert filled_in(page) == ("1", "Ett **fetare** ord\n\n- och en punkt")


def test_the_form_is_headed_by_what_the_text_is_called(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    with database.reading() as session:
        asked = questions_of(session, document)[0]
        words = plain(read(session.get_one(TextRow, asked.question_id).content))
    headings = {lead: "Ingress", asked.question_id: words, asked.answer_id: words}
    for text_id, heading in headings.items():
        page = annas.get(f"/texts/{text_id}/form").text
        found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
        assert found
        assert unescape(found[1]).strip() == heading


def test_saving_leads_back_to_the_text(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    answer = annas.post(f"/texts/{lead}/form", data={"version": 0, "source": "Nytt"})
    assert (answer.status_code, answer.location) == (303, f"/documents/{document}#text-{lead}")
    assert words_of(database, lead) == "Nytt"


def test_only_what_is_different_is_changed(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    long = "\n\n".join(f"Stycke {number} om veckobrevet." for number in range(20))
    save(annas, lead, long, 0)
    version = len(history(database, lead))
    save(annas, lead, long.replace("Stycke 7 om", "Stycke 7 handlar om"), version)
    with database.reading() as session:
        bodies = session.scalars(select(StepRow.body).where(StepRow.version >= version)).all()
    assert len(bodies) == 1
    step = json.loads(bodies[0])
    assert step["to"] - step["from"] < 5
    assert "handlar" in bodies[0]
    assert len(bodies[0]) < 200


def test_saving_what_was_there_changes_nothing(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    version, source = filled_in(annas.get(f"/texts/{lead}/form").text)
    assert save(annas, lead, source, version)[0] == 303
    assert history(database, lead) == []


def test_who_is_late_sees_both_wordings_and_then_decides(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    send(annas, lead, 0, typed("Bo var först. "), by="bo-1")
    status, page = save(annas, lead, "Annas lydelse", 0)
    assert status == 422
    assert "Bo var först." in page
    version, source = filled_in(page)
    assert (version, source) == ("1", "Annas lydelse")
    assert words_of(database, lead).startswith("Bo var först.")
    assert save(annas, lead, source, version)[0] == 303
    assert words_of(database, lead) == "Annas lydelse"


def test_a_version_that_is_no_number_counts_as_late(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    before = words_of(database, lead)
    for version in ("", "x", "-1", "1.5", "9" * 5000):
        status, page = save(annas, lead, "Min lydelse", version)
        assert status == 422
        assert filled_in(page) == ("0", "Min lydelse")
    assert words_of(database, lead) == before


def test_a_line_stays_a_line(annas: FlaskClient, database: Database, headline: int) -> None:
    assert save(annas, headline, "Ett **brev**\r\ni veckan", 0)[0] == 303
    assert words_of(database, headline) == "Ett brev i veckan"


def test_what_is_too_long_is_said_beside_the_field_and_stays_there(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    before = words_of(database, lead)
    source = "Skolan " * 43_000  # 300 kB
    status, page = save(annas, lead, source, 0)
    assert status == 422
    assert complaint(page) == "Skriv högst 50000 tecken här."
    assert filled_in(page) == ("0", source)
    assert words_of(database, lead) == before


def test_what_no_text_holds_is_said_beside_the_field_too(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    before = words_of(database, lead)
    for source, why in (
        ("- a\n" * 4_000, "Texten är för lång"),
        ("a\n" * 4_001, "Skriv högst 4000 rader här."),
    ):
        status, page = save(annas, lead, source, 0)
        assert status == 422
        assert complaint(page).startswith(why)
    assert words_of(database, lead) == before


def test_hostile_markdown_takes_no_time(annas: FlaskClient, headline: int, lead: int) -> None:
    bombs = ["[" * 50_000, "![" * 25_000, "> " * 25_000, "*a " * 16_000, "`" * 50_000]
    for number, bomb in enumerate(bombs):
        for text_id in (headline, lead):
            began = time.process_time()
            version, _ = filled_in(annas.get(f"/texts/{text_id}/form").text)
            assert save(annas, text_id, bomb, version)[0] in {303, 422}
            assert time.process_time() - began < 5, number


def test_markup_in_markdown_stays_words(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    save(annas, lead, "<script>alert(1)</script> [hit](javascript:alert(1))", 0)
    for page in (f"/documents/{document}", f"/documents/{document}/reading"):
        shown = annas.get(page).text
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt; hit" in shown
        assert 'href="javascript' not in shown


def test_control_characters_become_spaces(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    save(annas, lead, "a\x07b\x1bc", 0)
    assert words_of(database, lead) == "a b c"
