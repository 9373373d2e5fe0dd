"""Advice over HTTP: the list as a page and as JSON, dismissing it, and the school's word list."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from wpr.services import editing, keeping_words
from wpr.storage.coaching_queries import words_in
from wpr.storage.database import Database
from wpr.storage.document_queries import texts_of
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
JSON = {"Accept": "application/json"}
SOURCE = "Vi ska nyttja salen & gården. Ring Karin på 070-174 06 38."

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def text_id(database: Database, cast: Cast) -> int:
    """The id of the part "solution", which now has two flaws."""
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        text = next(row for row in texts_of(session, document.id) if row.name == "solution")
        editing.rewrite(session, document, text, cast.anna.id, text.version, SOURCE, NOW)
        return text.id


@pytest.fixture
def anna_at(app: Flask, cast: Cast, sign_in: SignIn, text_id: int) -> FlaskClient:
    return sign_in(app.test_client(), cast.anna)


def url(cast: Cast, rest: str = "advice") -> str:
    return f"/documents/{cast.document_id}/{rest}"


def test_the_page_lists_what_is_serious_first_with_links_to_the_text(
    anna_at: FlaskClient, cast: Cast, text_id: int
) -> None:
    page = anna_at.get(url(cast)).get_data(as_text=True)
    assert page.index("Titta på det här först") < page.index("telefonnummer") < page.index("nyttja")
    assert f'href="/documents/{cast.document_id}#text-{text_id}"' in page
    assert "Skriv ”använda”" in page
    assert "<button" in page
    assert "data-replace" not in page


def test_a_script_gets_places_versions_and_items(
    anna_at: FlaskClient, cast: Cast, text_id: int
) -> None:
    answer = anna_at.get(url(cast), headers=JSON).get_json()
    assert answer["versions"][str(text_id)] > 0
    first, *_ = answer["items"]
    assert (first["level"], first["rule"]) == ("strong", "personal-data")
    word = next(item for item in answer["items"] if item["key"] == "nyttja")
    assert (word["text"], word["paragraph"], word["start"], word["end"]) == (text_id, 0, 7, 13)
    assert word["replacements"] == ["använda"]
    assert 'data-replace="använda"' in word["html"]
    assert next(place for place in answer["places"] if text_id in place["texts"])["label"] == (
        "Lösningen"
    )


def test_what_people_write_is_escaped(
    anna_at: FlaskClient, cast: Cast, database: Database, text_id: int
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        text = next(row for row in texts_of(session, document.id) if row.id == text_id)
        source = "Ta med \\[<img src=x onerror=alert(1)>\\] hit."
        editing.rewrite(session, document, text, cast.anna.id, text.version, source, NOW)
    page = anna_at.get(url(cast)).get_data(as_text=True)
    items = anna_at.get(url(cast), headers=JSON).get_json()["items"]
    for drawn in (page, "".join(item["html"] for item in items)):
        assert "onerror" in drawn
        assert "<img" not in drawn


def test_a_dismissal_is_kept_and_undone_without_scripts(anna_at: FlaskClient, cast: Cast) -> None:
    fields = {"rule": "bureaucratic", "key": "nyttja"}
    page = anna_at.post(url(cast, "dismissals"), data=fields, follow_redirects=True)
    said = page.get_data(as_text=True)
    assert "Rådet ges inte längre i det här dokumentet." in said
    assert 'value="nyttja"' not in said
    undo = re.search(r'action="(/documents/\d+/dismissals/\d+/removal)"', said)
    assert undo is not None
    again = anna_at.post(undo[1], follow_redirects=True).get_data(as_text=True)
    assert 'value="nyttja"' in again


def test_a_script_is_told_what_was_done_and_how_to_undo_it(
    anna_at: FlaskClient, cast: Cast
) -> None:
    fields = {"rule": "bureaucratic", "key": "nyttja"}
    done = anna_at.post(url(cast, "dismissals"), data=fields, headers=JSON).get_json()
    assert done["said"]
    items = anna_at.get(url(cast), headers=JSON).get_json()["items"]
    assert "nyttja" not in {item["key"] for item in items}
    anna_at.post(done["undo"], headers=JSON)
    items = anna_at.get(url(cast), headers=JSON).get_json()["items"]
    assert "nyttja" in {item["key"] for item in items}


def test_a_form_without_a_rule_changes_nothing(anna_at: FlaskClient, cast: Cast) -> None:
    assert anna_at.post(url(cast, "dismissals"), data={}).status_code == 422
    assert anna_at.post(url(cast, "words"), data={"word": " " * 3}).status_code == 422
    assert anna_at.post(url(cast, "dismissals"), data={"rule": "none"}).status_code == 404


def test_posting_needs_the_token(
    strict_app: Flask, cast: Cast, sign_in: SignIn, text_id: int
) -> None:
    client = sign_in(strict_app.test_client(), cast.anna)
    fields = {"rule": "bureaucratic", "key": "nyttja"}
    assert client.post(url(cast, "dismissals"), data=fields).status_code == 403


def test_an_editor_adds_a_word_and_takes_it_back(
    anna_at: FlaskClient, cast: Cast, database: Database, app: Flask, sign_in: SignIn
) -> None:
    done = anna_at.post(url(cast, "words"), data={"word": "Nyttja"}, headers=JSON).get_json()
    with database.reading() as session:
        assert words_in(session, "sv") == {"nyttja"}
    bo = sign_in(app.test_client(), cast.bo)
    assert bo.post(done["undo"], headers=JSON).status_code == 404
    assert anna_at.post(done["undo"], headers=JSON).status_code == 200
    with database.reading() as session:
        assert not words_in(session, "sv")


def test_a_word_that_somebody_else_added_is_not_offered_to_be_undone(
    anna_at: FlaskClient, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        keeping_words.keep(session, "nyttja", "sv", cast.bo.id, NOW)
    done = anna_at.post(url(cast, "words"), data={"word": "nyttja"}, headers=JSON).get_json()
    assert done["undo"] == ""


def test_an_administrator_sees_adds_removes_and_brings_back_words(
    app: Flask, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    with database.writing() as session:
        keeping_words.keep(session, "lärplatta", "sv", cast.anna.id, NOW)
    admin = sign_in(app.test_client(), cast.admin)
    page = admin.post("/words", data={"word": "a/b-test", "language": "en"}, follow_redirects=True)
    said = page.get_data(as_text=True)
    assert "lärplatta" in said
    assert "tillagt av Anna Ek" in said
    assert "a/b-test" in said
    with database.reading() as session:
        assert words_in(session, "en") == {"a/b-test"}
    removal = re.findall(r'action="(/words/\d+/removal)"', said)[-1]
    said = admin.post(removal, follow_redirects=True).get_data(as_text=True)
    undo = re.search(r'action="(/words/en/[^"]+)"', said)
    assert undo is not None
    admin.post(undo[1])
    with database.reading() as session:
        assert words_in(session, "en") == {"a/b-test"}


@pytest.mark.parametrize("word", ["", "...", "x" * 81])
def test_what_is_no_word_is_refused_beside_its_field(
    app: Flask, cast: Cast, sign_in: SignIn, word: str
) -> None:
    admin = sign_in(app.test_client(), cast.admin)
    answer = admin.post("/words", data={"word": word, "language": "sv"})
    assert answer.status_code == 422
    assert "word-error" in answer.get_data(as_text=True)
