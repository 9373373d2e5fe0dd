"""The log of a document: what is written down where it happens, who may read it, and as a table."""

import csv
import io
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from wpr.domain.access import Role
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.verdict import Verdict
from wpr.services import erasing, handing_out, importing, inviting, recording, snapshotting, varying
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow
from wpr.web.activity_words import KINDS
from wpr.web.spreadsheet import as_csv, harmless

SignIn = Callable[[FlaskClient, User], FlaskClient]


def kinds(database: Database, document: int) -> list[str]:
    with database.reading() as session:
        rows = select(ActivityRow.kind).where(ActivityRow.document_id == document)
        return list(session.scalars(rows.order_by(ActivityRow.id)))


def record(
    database: Database, document: int, author: Author, kind: Activity, **facts: object
) -> None:
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        recording.record(session, row, kind, author, NOW, **facts)


def test_what_is_done_with_members_links_and_versions_is_written_down(
    annas: FlaskClient,
    app: Flask,
    cast: Cast,
    database: Database,
    guides: Guides,
    document: int,
    sign_in: SignIn,
) -> None:
    here = f"/documents/{document}"
    assert annas.post(f"{here}/versions", data={"name": "Till facket"}).status_code == 303
    assert (
        annas.post(f"{here}/members/{cast.bo.id}/role", data={"role": "comment"}).status_code == 303
    )
    assert annas.post(f"{here}/members/{cast.david.id}/removal").status_code == 303
    evas = sign_in(app.test_client(), cast.eva)
    assert evas.post(f"{here}/leaving").status_code == 303
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        address = cast.frida.email
        token = inviting.invite_to_document(session, cast.anna, row, address, Role.EDIT, NOW)
        inviting.accept(session, token, session.get_one(User, cast.frida.id), NOW)
    order = handing_out.Order(Role.COMMENT, False, 30, "", "Visad för gäster")
    handing_out.make(database, guides, cast.anna.id, document, order, NOW)
    assert kinds(database, document) == [
        "made", "version", "role", "left", "left", "invited", "joined", "link",
    ]  # fmt: skip
    page = annas.get(f"{here}/activity").text
    for words in (
        "började på dokumentet",
        "sparade versionen ”Till facket”",
        "gav Bo Dahl en annan roll: att kommentera",
        "tog bort David Holm",
        "lämnade dokumentet",
        "bjöd in någon att skriva",
        "gick med för att skriva",
        "skapade en gästlänk för att kommentera",
    ):
        assert words in page, words
    assert cast.frida.email not in page


def test_a_document_that_came_otherwise_says_how(
    cast: Cast, database: Database, guides: Guides, document: int
) -> None:
    guide = guides.get("school", "sv")
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        snapshot = snapshotting.take(session, row, guide)
        brought = importing.bring_in(session, snapshot, guide, cast.anna.id, NOW).id
        copied = varying.copy_as_variant(
            session, row, snapshot, guide, "Annat", cast.anna.id, NOW
        ).id
    assert kinds(database, brought) == ["imported"]
    assert kinds(database, copied) == ["varied"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_has_a_sentence_also_with_facts_that_nobody_knows(
    annas: FlaskClient, cast: Cast, database: Database, document: int, language: str
) -> None:
    annas.post("/language", data={"language": language})
    odd = ({}, {"role": "king", "to": "x", "outcome": 3, "round": None, "people": "many"})
    for kind in Activity:
        for facts in odd:
            record(database, document, Author(cast.anna.id), kind, **facts)
        record(database, document, Author(), kind, person=999_999, role="edit", round=2)
    page = annas.get(f"/documents/{document}/activity")
    assert page.status_code == 200
    assert {Activity(kind) for kind in kinds(database, document)} == set(KINDS)
    second = annas.get(f"/documents/{document}/activity?page=2").text
    assert second != page.text
    assert ("Sida 2 av 2" if language == "sv" else "Page 2 of 2") in second


def test_the_log_is_filtered_and_what_a_filter_cannot_mean_is_left_out(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    record(
        database, document, Author(cast.bo.id), Activity.STAGE, **{"from": "draft", "to": "aside"}
    )
    here = f"/documents/{document}/activity"
    assert "lade" not in annas.get(f"{here}?kind=made").text
    of_bo = annas.get(f"{here}?person={cast.bo.id}").text
    assert "flyttade dokumentet till: Lag" in of_bo
    assert "började på dokumentet" not in of_bo
    for query in (
        "kind=nothing",
        "person=x",
        "person=99999999999",
        "page=-3",
        "page=many",
        "kind=",
    ):
        answer = annas.get(f"{here}?{query}")
        assert answer.status_code == 200, query
        assert "började på dokumentet" in answer.text, query
    for query in ("page=99999999999999999999", "person=999999", "person=g7", "kind=left"):
        answer = annas.get(f"{here}?{query}")
        assert answer.status_code == 200, query
        assert "började på dokumentet" not in answer.text, query


def test_the_log_never_tells_what_a_verdict_says(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    verdict = Verdict.NOT_READY.value
    record(database, document, Author(cast.bo.id), Activity.VERDICT, round=1, verdict=verdict)
    for address in ("activity", "activity.csv"):
        said = annas.get(f"/documents/{document}/{address}").text
        assert "lämnade en bedömning i omgång 1" in said
        assert verdict not in said.lower()
        assert "inte klar" not in said.lower()


def test_the_table_holds_every_line_and_no_formula(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.bo.id).name = '=HYPERLINK("http://x.example";"Åsa")'
    for why in ("+1", "-1", "@a", "\t=1", "\r=1", "  =1", "rad\n=1", 'Bo sa "nej"; se, sen'):
        facts = {"from": "draft", "to": "aside", "why": why}
        record(database, document, Author(cast.bo.id), Activity.STAGE, **facts)
    answer = annas.get(f"/documents/{document}/activity.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["Dag", "Tid", "Vem", "Vad", "Mening", "Skäl", "Version"]
    assert len(rows) == 10
    assert rows[1][2].startswith("'=HYPERLINK")
    assert rows[1][5] == 'Bo sa "nej"; se, sen'
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    only = annas.get(f"/documents/{document}/activity.csv?kind=made").data.decode("utf-8-sig")
    assert only.count("\r\n") == 2


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@a", "\t1", "\r1", " =1", "\n=1", "\ufeff=1", "\uff1d1"]
)
def test_a_cell_that_would_be_calculated_is_defused(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_a_cell_that_is_only_text_is_left_alone() -> None:
    for cell in ("", "Åsa – lärare", "1-2", "a=b", "'x"):
        assert harmless(cell) == cell
    assert as_csv([["å", "b\nc"]]) == '\ufeffå,"b\nc"\r\n'.encode()


def test_lines_about_somebody_who_is_erased_name_nobody_again(
    annas: FlaskClient, cast: Cast, database: Database, document: int
) -> None:
    annas.post(f"/documents/{document}/members/{cast.david.id}/role", data={"role": "comment"})
    assert "David Holm" in annas.get(f"/documents/{document}/activity").text
    with database.writing() as session:
        erasing.erase(session, cast.david.id, {}, NOW)
    with database.reading() as session:
        facts = session.scalars(select(ActivityRow.facts).where(ActivityRow.kind == "role")).one()
        assert facts["person"] == erasing.NOBODY
    assert "David Holm" not in annas.get(f"/documents/{document}/activity").text
