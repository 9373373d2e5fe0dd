"""The event stream: everything once and in order, to those who may hear it and for as long."""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from tests.fixtures.cast import Cast
from tests.fixtures.ears import Ear
from tests.fixtures.hands import send, typed
from wpr.storage.database import Database
from wpr.storage.documents import EventRow
from wpr.storage.people import User
from wpr.web import events

pytestmark = pytest.mark.both_databases

SignIn = Callable[[FlaskClient, User], FlaskClient]
LONG_S = 20.0  # nobody is kept waiting so long, even by a busy machine


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that says every now and then that it is still there, so that tests need not wait."""
    monkeypatch.setattr(events, "_QUIET_S", 0.3)


def test_what_was_missed_comes_first_and_then_what_happens(
    annas: FlaskClient, document: int, lead: int
) -> None:
    for version in range(3):
        send(annas, lead, version, typed("a"))
    with Ear(annas, document, since=1) as ear:
        assert ear.answer.mimetype == "text/event-stream"
        assert ear.answer.headers["Cache-Control"] == "no-store"
        assert ear.answer.headers["X-Accel-Buffering"] == "no"
        assert [ear.next(), ear.next()] == [(2, step(lead, 1)), (3, step(lead, 2))]
        send(annas, lead, 3, typed("a"))
        assert ear.next() == (4, step(lead, 3))


def test_without_a_number_a_stream_begins_now(annas: FlaskClient, document: int, lead: int) -> None:
    send(annas, lead, 0, typed("a"))
    with Ear(annas, document) as ear:
        send(annas, lead, 1, typed("a"))
        assert ear.next() == (2, step(lead, 1))


def test_a_browser_that_reconnects_goes_on_where_it_was(
    annas: FlaskClient, document: int, lead: int
) -> None:
    for version in range(3):
        send(annas, lead, version, typed("a"))
    annas.environ_base["HTTP_LAST_EVENT_ID"] = "2"
    with Ear(annas, document, since=0) as ear:
        assert ear.next() == (3, step(lead, 2))


def test_nothing_is_lost_or_doubled_between_the_missed_and_the_live(
    app: Flask, annas: FlaskClient, cast: Cast, document: int, lead: int, sign_in: SignIn
) -> None:
    """Streams begin while somebody types without a pause."""
    most, enough = 0, Event()

    def write() -> None:
        nonlocal most
        while not enough.is_set():
            assert send(annas, lead, most, typed("a")).status_code == 200
            most += 1

    hand = Thread(target=write)
    hand.start()
    try:
        for number in range(8):
            with Ear(sign_in(app.test_client(), cast.bo), document, since=number) as ear:
                heard = [ear.next() for _ in range(most - number + 15)]
            assert heard == [
                (seq, step(lead, seq - 1)) for seq in range(number + 1, number + 1 + len(heard))
            ]
    finally:
        enough.set()
        hand.join()


def test_a_page_that_was_away_too_long_is_told_that_it_is_behind(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    for version in range(3):
        send(annas, lead, version, typed("a"))
    with database.writing() as session:
        session.execute(delete(EventRow).where(EventRow.seq <= 2))
    told = {"seq": 3, "events": [{"kind": "behind"}], "people": []}
    for since in (0, 1):
        assert annas.get(f"/documents/{document}/changes?since={since}").json == told
        with Ear(annas, document, since=since) as ear:
            assert ear.next() == (-1, {"kind": "behind"})
    kept = annas.get(f"/documents/{document}/changes?since=2").json
    assert kept == {"seq": 3, "events": [step(lead, 2)], "people": []}


@pytest.mark.parametrize("since", [1, 99, 10**30, -1])
def test_a_page_ahead_of_a_restored_database_is_told_that_it_is_behind(
    annas: FlaskClient, document: int, lead: int, since: int
) -> None:
    told = annas.get(f"/documents/{document}/changes?since={since}").json
    assert told == {"seq": 0, "events": [{"kind": "behind"}], "people": []}
    with Ear(annas, document, since=since) as ear:
        assert ear.next() == (-1, {"kind": "behind"})


def test_changes_since_nonsense_are_all_of_them(
    annas: FlaskClient, document: int, lead: int
) -> None:
    send(annas, lead, 0, typed("a"))
    answer = annas.get(f"/documents/{document}/changes?since=x")
    assert answer.json == {"seq": 1, "events": [step(lead, 0)], "people": []}


def test_over_the_cap_a_page_is_asked_to_ask(
    app: Flask, annas: FlaskClient, document: int, lead: int
) -> None:
    app.extensions["wpr"] = replace(app.extensions["wpr"], most_streams=1)
    with Ear(annas, document) as ear:
        send(annas, lead, 0, typed("a"))
        assert ear.next()
        second = annas.get(f"/documents/{document}/events")
        assert (second.status_code, second.json) == (503, {"poll": True})
        assert second.headers["Retry-After"] == "30"
    with Ear(annas, document) as ear:
        assert ear.answer.status_code == 200


def test_who_hangs_up_is_forgotten(app: Flask, annas: FlaskClient, document: int) -> None:
    feed = app.extensions["wpr"].feed
    with Ear(annas, document), Ear(annas, document):
        assert feed.count() == 2
    assert feed.count() == 0


def test_a_removed_members_stream_ends_at_once(
    app: Flask,
    annas: FlaskClient,
    cast: Cast,
    document: int,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "_QUIET_S", LONG_S)
    with Ear(sign_in(app.test_client(), cast.david), document) as ear:
        removed = time.monotonic()
        annas.post(f"/documents/{document}/members/{cast.david.id}/removal")
        assert ear.has_ended()
        assert time.monotonic() - removed < LONG_S


def test_a_removed_documents_streams_end_at_once(
    app: Flask,
    annas: FlaskClient,
    cast: Cast,
    document: int,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(events, "_QUIET_S", LONG_S)
    with Ear(sign_in(app.test_client(), cast.david), document) as ear:
        removed = time.monotonic()
        annas.post(f"/documents/{document}/removal")
        assert ear.has_ended()
        assert time.monotonic() - removed < LONG_S


@pytest.mark.parametrize("somebody_types", [False, True], ids=["in silence", "while bo types"])
def test_who_has_signed_out_hears_no_more(
    app: Flask,
    annas: FlaskClient,
    cast: Cast,
    document: int,
    lead: int,
    sign_in: SignIn,
    somebody_types: bool,
) -> None:
    bo = sign_in(app.test_client(), cast.bo)
    with Ear(annas, document) as ear:
        assert annas.post("/sign-out").status_code == 303
        version, deadline = 0, time.monotonic() + LONG_S
        while somebody_types and ear.is_open():
            assert time.monotonic() < deadline
            send(bo, lead, version, typed("a"))
            version += 1
        assert ear.has_ended()


def test_a_stranger_hears_nothing(app: Flask, cast: Cast, document: int, sign_in: SignIn) -> None:
    frida = sign_in(app.test_client(), cast.frida)
    assert frida.get(f"/documents/{document}/events").status_code == 404
    assert frida.get(f"/documents/{document}/changes?since=0").status_code == 404


def step(text_id: int, version: int) -> dict[str, object]:
    """The event of Anna's key."""
    return {
        "kind": "steps",
        "text": text_id,
        "version": version,
        "steps": [typed("a")],
        "client": "anna-1",
    }
