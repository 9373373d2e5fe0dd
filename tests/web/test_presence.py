"""Presence: who has the document open now and where their caret is, and no trace of it later."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from tests.fixtures.cast import Cast
from tests.fixtures.ears import Ear
from tests.fixtures.hands import send, typed
from wpr.domain.guide_file import Guides
from wpr.rounds import Rounds
from wpr.services.attending import MOST_PAGES
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, EventRow
from wpr.storage.people import User
from wpr.storage.presence import PresenceRow
from wpr.web import events

pytestmark = pytest.mark.both_databases

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that says every now and then that it is still there, so that tests need not wait."""
    monkeypatch.setattr(events, "_QUIET_S", 0.3)


@pytest.fixture
def bos(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), cast.bo)


def attend(client: FlaskClient, document: int, page: str, **caret: object) -> TestResponse:
    return client.post(f"/documents/{document}/presence", json={"client": page} | caret)


def people(client: FlaskClient, document: int) -> list[dict[str, Any]]:
    answer = client.get(f"/documents/{document}/changes?since=0").json
    assert answer is not None
    told: list[dict[str, Any]] = answer["people"]
    return told


def names(client: FlaskClient, document: int) -> list[str]:
    return [page["name"] for page in people(client, document)]


def test_who_comes_moves_and_goes_is_told_without_a_number(
    annas: FlaskClient, bos: FlaskClient, cast: Cast, document: int, lead: int
) -> None:
    attend(annas, document, "anna-1", text=lead, version=0, head=5)
    with Ear(bos, document) as ear:
        anna = {
            "client": "anna-1",
            "user": cast.anna.id,
            "name": "Anna Ek",
            "writes": True,
            "text": lead,
            "version": 0,
            "head": 5,
        }
        assert ear.next() == (-1, {"kind": "presence", "people": [anna]})
        attend(annas, document, "anna-1", text=lead, version=0, head=7)
        assert ear.next() == (-1, {"kind": "presence", "people": [anna | {"head": 7}]})
        annas.post(f"/documents/{document}/absence", json={"client": "anna-1"})
        assert ear.next() == (-1, {"kind": "presence", "people": []})


def test_a_caret_may_travel_with_the_steps(
    annas: FlaskClient, bos: FlaskClient, document: int, lead: int
) -> None:
    body = {"version": 0, "client": "anna-1", "steps": [typed("Hej")], "head": 4}
    annas.post(f"/texts/{lead}/steps", json=body)
    (anna,) = people(bos, document)
    assert (anna["text"], anna["version"], anna["head"]) == (lead, 1, 4)
    send(bos, lead, 1, typed("x"), by="bo-1")
    assert names(bos, document) == ["Anna Ek"]  # who tells nothing of a caret is not noted


def test_it_numbers_no_event_and_changes_no_document(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    with database.reading() as session:
        before = session.get_one(DocumentRow, document)
    attend(annas, document, "anna-1", text=lead, version=0, head=1)
    attend(annas, document, "anna-1")
    with database.reading() as session:
        after = session.get_one(DocumentRow, document)
        assert (after.seq, after.changed_at) == (before.seq, before.changed_at)
        assert session.scalar(select(func.count()).select_from(EventRow)) == 0


@pytest.mark.parametrize("how", ["signed out", "removed", "silent"])
def test_who_is_gone_is_not_shown(
    annas: FlaskClient,
    app: Flask,
    cast: Cast,
    database: Database,
    document: int,
    how: str,
    sign_in: SignIn,
) -> None:
    davids = sign_in(app.test_client(), cast.david)
    attend(davids, document, "david-1")
    (david,) = people(annas, document)
    assert david["writes"] is False
    if how == "signed out":
        davids.post("/sign-out")
    elif how == "removed":
        annas.post(f"/documents/{document}/members/{cast.david.id}/removal")
    else:
        long_ago = datetime.now(UTC) - timedelta(seconds=31)
        with database.writing() as session:
            session.execute(update(PresenceRow).values(at=long_ago))
    assert people(annas, document) == []
    attend(annas, document, "anna-1")
    with database.reading() as session:  # who comes sweeps out who was silent
        kept = session.scalars(select(PresenceRow.client)).all()
    assert kept == ["anna-1"] if how != "removed" else "anna-1" in kept


def test_the_rounds_forget_who_went_silently(
    annas: FlaskClient, database: Database, document: int, guides: Guides, settings: Settings
) -> None:
    attend(annas, document, "anna-1")
    rounds = Rounds(database, guides, settings)
    for seconds, kept in ((0, ["anna-1"]), (31, [])):
        rounds.sweep(datetime.now(UTC) + timedelta(seconds=seconds))
        with database.reading() as session:
            assert session.scalars(select(PresenceRow.client)).all() == kept


def test_a_page_ends_only_its_own_presence(
    annas: FlaskClient, bos: FlaskClient, document: int
) -> None:
    attend(annas, document, "anna-1")
    attend(annas, document, "anna-2")
    bos.post(f"/documents/{document}/absence", json={"client": "anna-1"})
    annas.post(f"/documents/{document}/absence", json={"client": "anna-2"})
    assert [page["client"] for page in people(annas, document)] == ["anna-1"]


def test_a_caret_in_another_documents_text_is_none(
    bos: FlaskClient, document: int, lead: int, cast: Cast
) -> None:
    bos.post("/new", data={"title": "Ett annat"})
    attend(bos, document + 1, "bo-1", text=lead, version=0, head=1)
    (page,) = people(bos, document + 1)
    assert (page["text"], page["head"]) == (None, 0)


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"client": ""},
        {"client": "å"},
        {"client": 1},
        {"client": "a", "text": 1},
        {"client": "a", "text": 1, "version": 0, "head": -1},
        {"client": "a", "text": 1, "version": True, "head": 1},
        {"client": "a", "text": 2**31, "version": 0, "head": 1},
    ],
)
def test_nonsense_is_refused(annas: FlaskClient, document: int, body: object) -> None:
    assert annas.post(f"/documents/{document}/presence", json=body).status_code == 400
    assert people(annas, document) == []


def test_one_browser_has_a_limited_number_of_pages(annas: FlaskClient, document: int) -> None:
    for number in range(MOST_PAGES + 1):
        assert attend(annas, document, f"page-{number}").status_code == 200
    assert len(people(annas, document)) == MOST_PAGES
