"""The page of the question bank, without scripts: every act is a form, and says what it did."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.domain.snapshot import EMPTY
from wpr.prose.schema import line
from wpr.services.asking import MOST_QUESTIONS
from wpr.services.drafting import place_question
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of, set_asides_of
from wpr.storage.documents import DocumentRow, QuestionRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def anna(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    client = sign_in(app.test_client(), cast.anna)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "sv"
    return client


@pytest.fixture
def bank(cast: Cast) -> str:
    return f"/documents/{cast.document_id}/bank"


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers={"Accept-Language": "sv"})
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def offered(html: str) -> set[str]:
    return set(re.findall(r'id="q-(\w+)"', html))


def keys(database: Database, cast: Cast) -> list[str]:
    with database.reading() as session:
        return [row.key for row in questions_of(session, cast.document_id)]


def question_id(database: Database, key: str) -> int:
    with database.reading() as session:
        return session.scalars(select(QuestionRow.id).where(QuestionRow.key == key)).one()


def test_what_it_touches_decides_what_is_offered(anna: FlaskClient, bank: str) -> None:
    assert "34 frågor passar" in page(anna, bank)
    assert "U1" not in offered(page(anna, bank))
    answer = anna.post(f"{bank}/touches", data={"touches": ["purchase", "ai"]})
    assert (answer.status_code, answer.location) == (303, bank)
    html = page(anna, bank)
    assert {"U1", "U2", "U3", "U4", "B3", "T5"} <= offered(html)
    assert len(offered(html)) == 40
    assert len(offered(page(anna, f"{bank}?show=all"))) == 64
    anna.post(f"{bank}/touches", data={})
    assert len(offered(page(anna, bank))) == 34


def test_a_pack_comes_in_with_one_click_and_goes_out_with_another(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    before = keys(database, cast)
    anna.post(f"{bank}/packs/small")
    html = page(anna, bank)
    assert "7 frågor är nu med i dokumentet." in html
    assert len(keys(database, cast)) == len(before) + 7
    undo = re.search(r'action="([^"]+/bank/removal\?question=[^"]+)"', html)
    assert undo
    anna.post(undo[1].replace("&amp;", "&"))
    assert keys(database, cast) == before
    anna.post(f"{bank}/packs/small")
    anna.post(f"{bank}/packs/small")
    assert "fanns redan i dokumentet" in page(anna, bank)
    assert len(keys(database, cast)) == len(before) + 7


def test_a_single_question_comes_in_and_the_page_stays_with_it(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    answer = anna.post(f"{bank}/questions/E3?show=all")
    assert answer.location == f"{bank}?show=all#q-E3"
    assert "E3" in keys(database, cast)
    html = page(anna, bank)
    assert f"/bank/removal?question={question_id(database, 'E3')}" in html


def test_not_relevant_needs_a_reason_and_keeps_what_was_written(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    for reason, status in (("", 422), ("x" * 10_000, 422), ("Det <b>är</b> gratis", 303)):
        answer = anna.post(f"{bank}/questions/E4/set-aside", data={"reason": reason})
        assert answer.status_code == status
        if status == 422:
            assert 'aria-invalid="true"' in answer.get_data(as_text=True)
    html = page(anna, f"{bank}?show=not-relevant")
    assert offered(html) == {"E4"}
    assert "Det &lt;b&gt;är&lt;/b&gt; gratis" in html
    anna.post(f"{bank}/questions/E4/return")
    with database.reading() as session:
        assert set_asides_of(session, cast.document_id) == []


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("questions/Q9", {}),
        ("questions/Q9/set-aside", {"reason": "Nej"}),
        ("questions/Q9/return", {}),
        ("questions/%00", {}),
        ("packs/huge", {}),
        ("touches", {"touches": "magic"}),
        ("questions/E3?show=magic", {}),
    ],
)
def test_what_is_not_in_the_bank_is_not_found(
    address: str, data: dict[str, str], anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    before = keys(database, cast)
    assert anna.post(f"{bank}/{address}", data=data).status_code == 404
    assert keys(database, cast) == before


def test_a_strange_undo_changes_nothing(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    before = keys(database, cast)
    for query in ("", "?question=x", "?question=999999", "?question=-1", f"?question={2**70}"):
        assert anna.post(f"{bank}/removal{query}").status_code == 303
    assert keys(database, cast) == before


def test_a_full_document_says_so(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        for number in range(MOST_QUESTIONS - len(questions_of(session, document.id))):
            place_question(session, document, "staff", number, "", line("?"), EMPTY)
    answer = anna.post(f"{bank}/questions/E3")
    assert answer.status_code == 422
    assert "500" in answer.get_data(as_text=True)


def test_an_honest_gap_stands_where_the_answer_would_be_and_on_every_overview(
    anna: FlaskClient, bank: str, database: Database, cast: Cast
) -> None:
    number = question_id(database, "B1")
    place = f"/documents/{cast.document_id}"
    done = anna.get(f"{place}/progress").get_json()["share"]
    answer = anna.post(
        f"{place}/questions/{number}/unknown",
        data={"role": "ekonomichef Bo", "until": "2027-04-01"},
    )
    assert answer.location == f"{place}#question-{number}"
    assert anna.get(f"{place}/progress").get_json()["share"] > done
    sentence = "Vi vet inte än: ekonomichef Bo svarar senast den 1 april 2027."
    assert sentence in page(anna, place)
    reading = page(anna, f"{place}/reading").replace("\xa0", " ")
    assert sentence in reading
    assert "Öppna frågor" in reading
    html = page(anna, bank)
    assert "Öppna frågor" in html
    assert "ekonomichef Bo" in html
    anna.post(f"{place}/questions/{number}/known")
    assert "Vi vet inte än:" not in page(anna, place)


@pytest.mark.parametrize(
    "data",
    [
        {"role": "", "until": "2027-04-01"},
        {"role": "x" * 10_000},
        {"role": "Rektor", "until": "i vår"},
        {"role": "Rektor", "until": "2027-02-30"},
        {"role": "Rektor", "until": "0001-01-01"},
        {"role": "Rektor", "until": "9999-12-31"},
        {},
    ],
)
def test_a_gap_that_makes_no_sense_is_refused_in_words(
    data: dict[str, str], anna: FlaskClient, database: Database, cast: Cast
) -> None:
    number = question_id(database, "B1")
    answer = anna.post(f"/documents/{cast.document_id}/questions/{number}/unknown", data=data)
    assert answer.status_code == 422
    with database.reading() as session:
        assert session.get_one(QuestionRow, number).unknown_role is None


def test_a_reader_sees_how_it_stands_and_no_buttons(
    app: Flask, cast: Cast, sign_in: SignIn, bank: str
) -> None:
    html = page(sign_in(app.test_client(), cast.david), bank)
    main = html[html.index("<main") : html.index("</main>")]
    assert "34 frågor passar" in main
    assert "<form" not in main


def test_a_new_document_shows_the_way_to_the_bank(anna: FlaskClient) -> None:
    answer = anna.post("/new", data={"title": "Ett nytt"}, follow_redirects=True)
    assert re.search(r'class="button" href="/documents/\d+/bank"', answer.get_data(as_text=True))
