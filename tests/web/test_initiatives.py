"""Initiatives: five answers become a draft; what is put away can be taken out again."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.fixtures.cast import Cast
from tests.fixtures.hands import text_id_of, words_of
from wpr.app import create_app
from wpr.places import GUIDES
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]
ANSWERS = {
    "title": "Senare buss",
    "who": "De 74 elever som åker skolbuss hem",
    "problem": "Bussen går 14.50 och läxhjälpen börjar 15.00",
    "benefit": "De kan göra läxorna klara i skolan",
    "evidence": "52 av 74 svarade att de skulle stanna",
    "experience": "Elin får hjälp och tar bussen 16.20",
}


def documents(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def begun(client: FlaskClient, query: str = "", **changed: str) -> int:
    """The id of the document that the answers became."""
    answer = client.post(f"/new{query}", data=ANSWERS | changed)
    assert answer.status_code == 303
    return int(answer.location.rsplit("/", 1)[1])


def test_five_answers_become_the_draft(annas: FlaskClient, database: Database) -> None:
    made = begun(annas)
    assert "74 elever" in words_of(database, text_id_of(database, made, "lead"))
    assert "14.50" in words_of(database, text_id_of(database, made, "problem"))
    page = annas.get(f"/documents/{made}").text
    for answer in ANSWERS.values():
        assert answer in page
    with database.reading() as session:
        document = session.get_one(DocumentRow, made)
        assert (document.language, document.guide, document.stage) == ("sv", "school", "draft")


def test_a_name_is_enough(annas: FlaskClient) -> None:
    made = begun(annas, **dict.fromkeys(ANSWERS.keys() - {"title"}, ""))
    assert annas.get(f"/documents/{made}").status_code == 200


def test_the_language_of_the_document_can_be_another(
    annas: FlaskClient, database: Database
) -> None:
    made = begun(annas, "?guide=school&language=en")
    with database.reading() as session:
        assert session.get_one(DocumentRow, made).language == "en"
    assert 'lang="en"' in annas.get(f"/documents/{made}").text


def test_what_is_written_stays_when_the_language_is_changed(
    annas: FlaskClient, database: Database
) -> None:
    before = documents(database)
    page = annas.post("/new?guide=school&language=en&instead=1", data=ANSWERS)
    assert page.status_code == 200
    assert "Who is it for?" in page.text
    for answer in ANSWERS.values():
        assert answer in page.text
    assert documents(database) == before


def test_a_guide_or_language_that_is_not_there_is_the_usual_one(
    annas: FlaskClient, database: Database
) -> None:
    for query in ("?language=xx", "?guide=nothing", "?language=&guide="):
        assert annas.get(f"/new{query}").status_code == 200
        made = begun(annas, query)
        with database.reading() as session:
            assert session.get_one(DocumentRow, made).guide == "school"


def test_an_initiative_needs_a_name_that_fits(annas: FlaskClient, database: Database) -> None:
    for title in ("", "   ", "\t\r\n", "\N{NO-BREAK SPACE}", "å" * 201):
        answer = annas.post("/new", data=ANSWERS | {"title": title})
        assert answer.status_code == 422
        assert 'id="title-error"' in answer.text
        assert ANSWERS["problem"] in answer.text
        assert documents(database) == 1


def test_a_name_is_one_line_without_odd_characters(annas: FlaskClient, database: Database) -> None:
    made = begun(annas, title="  Senare\r\nbuss \x07 \u2028 åäö 🎒 ")
    with database.reading() as session:
        assert session.get_one(DocumentRow, made).title == "Senare buss åäö 🎒"


def test_an_answer_that_is_too_long_is_told_and_kept_in_the_form(
    annas: FlaskClient, database: Database
) -> None:
    long = "Ord " * 2500
    answer = annas.post("/new", data=ANSWERS | {"problem": long})
    assert answer.status_code == 422
    assert 'id="problem-error"' in answer.text
    assert long in unescape(answer.text)
    assert re.search(r'href="#problem">Skriv högst 2000 tecken', answer.text)
    assert documents(database) == 1


def test_an_answer_just_short_enough_is_taken(annas: FlaskClient, database: Database) -> None:
    made = begun(annas, problem="å" * 2000, who="🎒" * 2000)
    assert "å" * 1999 in words_of(database, text_id_of(database, made, "problem"))


def test_markup_in_answers_stays_words(annas: FlaskClient) -> None:
    made = begun(annas, problem="<script>alert(1)</script> {who} {{ 7*7 }} %(x)s")
    page = annas.get(f"/documents/{made}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {who} {{ 7*7 }} %(x)s" in page


@pytest.mark.parametrize("name", ["meta", "data", "errors", "validate"])
def test_a_schools_own_idea_question_may_have_any_id(
    settings: Settings, database: Database, cast: Cast, sign_in: SignIn, tmp_path: Path, name: str
) -> None:
    own = (GUIDES / "school.sv.toml").read_text(encoding="utf-8")
    own = own.replace('id = "school"', 'id = "own"').replace('id = "evidence"', f'id = "{name}"')
    (tmp_path / "guides").mkdir()
    file = tmp_path / "guides" / "own.sv.toml"
    file.write_text(own.replace("{evidence", "{" + name), encoding="utf-8")
    app = create_app(replace(settings, guides=(file.parent,)), database)
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app.test_client(), cast.anna)
    assert f'name="{name}"' in client.get("/new?guide=own").text
    made = begun(client, "?guide=own", **{name: "Elva av tolv sade ja"})
    assert "Elva av tolv sade ja" in client.get(f"/documents/{made}").text


def test_only_the_owner_puts_away(app: Flask, cast: Cast, document: int, sign_in: SignIn) -> None:
    for person in (cast.bo, cast.david, cast.eva):
        client = sign_in(app.test_client(), person)
        assert client.post(f"/documents/{document}/removal").status_code == 403
    assert (
        sign_in(app.test_client(), cast.frida).post(f"/documents/{document}/removal").status_code
        == 404
    )


def test_what_is_put_away_can_be_taken_out_from_the_message(
    app: Flask, annas: FlaskClient, cast: Cast, document: int, sign_in: SignIn
) -> None:
    bos = sign_in(app.test_client(), cast.bo)
    assert annas.post(f"/documents/{document}/removal").location == "/"
    page = annas.get("/").text
    assert "”Veckobrevet” är borttaget" in page
    assert f'action="/documents/{document}/return"' in page
    assert "Veckobrevet" not in bos.get("/").text
    assert bos.post(f"/documents/{document}/return").status_code == 403
    annas.post(f"/documents/{document}/return")
    assert "Veckobrevet" in bos.get("/").text
    assert annas.post(f"/documents/{document}/return").status_code == 404


def test_putting_away_twice_is_once(annas: FlaskClient, document: int) -> None:
    assert annas.post(f"/documents/{document}/removal").status_code == 303
    assert annas.post(f"/documents/{document}/removal").status_code == 404
