"""Steps over HTTP: what is kept, what others were first with, who may send, and who wins."""

import json
from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import (
    history,
    paragraph,
    replaced,
    send,
    text_id_of,
    typed,
    words_of,
)
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

pytestmark = pytest.mark.both_databases

SignIn = Callable[[FlaskClient, User], FlaskClient]


def test_a_step_is_kept_and_numbered(annas: FlaskClient, database: Database, lead: int) -> None:
    before = words_of(database, lead)
    answer = send(annas, lead, 0, typed("Hej ")), send(annas, lead, 1, typed("Å"), typed("Ä", 2))
    assert [(one.status_code, one.json) for one in answer] == [
        (200, {"version": 1}),
        (200, {"version": 3}),
    ]
    assert words_of(database, lead) == f"ÅÄHej {before}"
    assert history(database, lead) == [(0, "anna-1"), (1, "anna-1"), (2, "anna-1")]


def test_who_is_behind_gets_what_the_others_did(annas: FlaskClient, lead: int) -> None:
    others = typed("Bo var först. ")
    send(annas, lead, 0, others, by="bo-1")
    answer = send(annas, lead, 0, typed("Anna "))
    assert answer.status_code == 409
    assert answer.json == {"version": 1, "steps": [others], "clients": ["bo-1"]}


def test_typing_on_an_older_version_is_moved_past_what_others_did(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    before = words_of(database, lead)
    send(annas, lead, 0, typed("Bo: "), by="bo-1")
    answer = send(annas, lead, 0, typed("x", 2), typed("y", 3), move=True)
    assert answer.status_code == 200
    assert answer.json == {
        "version": 3,
        "steps": [typed("Bo: "), typed("x", 6), typed("y", 7)],
        "clients": ["bo-1", "anna-1", "anna-1"],
    }
    assert words_of(database, lead) == f"Bo: {before[0]}xy{before[1:]}"
    assert history(database, lead) == [(0, "bo-1"), (1, "anna-1"), (2, "anna-1")]


def test_what_was_moved_and_is_sent_again_finds_itself_and_is_not_doubled(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    send(annas, lead, 0, typed("Bo: "), by="bo-1")
    first = send(annas, lead, 0, typed("x", 2), move=True)
    kept = words_of(database, lead)
    again = send(annas, lead, 0, typed("x", 2), move=True)
    assert (first.status_code, again.status_code) == (200, 409)
    assert first.json == again.json
    assert words_of(database, lead) == kept


def test_what_cannot_be_moved_by_the_server_is_the_senders_to_move(
    annas: FlaskClient, database: Database, headline: int
) -> None:
    others = typed("Bo: ")
    send(annas, headline, 0, others, by="bo-1")
    kept = words_of(database, headline)
    for step in (replaced(1, 1, paragraph("Nytt")), typed("a\n", 2), typed("x", 9_999)):
        answer = send(annas, headline, 0, step, move=True)
        assert answer.status_code == 409
        assert answer.json == {"version": 1, "steps": [others], "clients": ["bo-1"]}
    assert words_of(database, headline) == kept


def test_a_second_sending_doubles_nothing_and_finds_itself_by_its_name(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    send(annas, lead, 0, typed("ab"), typed("c", 3))
    kept = words_of(database, lead)
    again = send(annas, lead, 0, typed("ab"), typed("c", 3))
    assert again.status_code == 409
    assert again.json is not None
    assert again.json["clients"] == ["anna-1", "anna-1"]
    assert words_of(database, lead) == kept


def test_nothing_sent_changes_nothing(annas: FlaskClient, database: Database, lead: int) -> None:
    answer = send(annas, lead, 0)
    assert (answer.status_code, answer.json) == (200, {"version": 0})
    assert history(database, lead) == []


def test_the_steps_since_a_version_can_be_asked_for(annas: FlaskClient, lead: int) -> None:
    steps = [typed("a"), typed("b"), typed("c")]
    send(annas, lead, 0, *steps)
    for since in range(4):
        answer = annas.get(f"/texts/{lead}/steps?since={since}")
        clients = ["anna-1"] * (3 - since)
        assert answer.json == {"version": 3, "steps": steps[since:], "clients": clients}


def test_five_hundred_steps_are_taken(annas: FlaskClient, database: Database, lead: int) -> None:
    assert send(annas, lead, 0, *[typed("å")] * 500).status_code == 200
    assert len(history(database, lead)) == 500
    assert words_of(database, lead).startswith("å" * 500)


def test_a_large_paste_that_fits_is_taken(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    words = "Skolan i Björkdala " * 5000
    assert send(annas, lead, 0, typed(words)).status_code == 200
    assert words_of(database, lead).startswith(words)


def test_a_step_for_somebody_elses_text_finds_nothing(
    app: Flask, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    frida = sign_in(app.test_client(), cast.frida)
    answer = send(frida, lead, 0, typed("a"))
    nowhere = send(frida, 999_999, 0, typed("a"))
    assert (answer.status_code, answer.json) == (404, nowhere.json)
    assert history(database, lead) == []


def test_a_reader_reads_and_does_not_write(
    app: Flask, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    for reader in (cast.david, cast.cecilia, cast.eva):
        client = sign_in(app.test_client(), reader)
        answer = send(client, lead, 0, typed("a"))
        assert answer.status_code == 403
        assert answer.json is not None
        assert answer.json["error"] == "not-allowed"
        assert client.get(f"/texts/{lead}/steps?since=0").status_code == 200
    assert history(database, lead) == []


def test_who_has_signed_out_is_told_so(client: FlaskClient, lead: int) -> None:
    answer = send(client, lead, 0, typed("a"))
    assert (answer.status_code, answer.json) == (401, {"error": "signed-out"})


def test_a_removed_document_takes_no_steps(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    annas.post(f"/documents/{document}/removal")
    assert send(annas, lead, 0, typed("a")).status_code == 404
    annas.post(f"/documents/{document}/return")
    assert send(annas, lead, 0, typed("a")).status_code == 200


def test_every_step_is_told_to_the_pages_of_its_document(
    annas: FlaskClient, database: Database, document: int, lead: int
) -> None:
    with database.reading() as session:
        before = session.get_one(DocumentRow, document)
    send(annas, lead, 0, typed("a"))
    told = annas.get(f"/documents/{document}/changes?since={before.seq}").json
    assert told == {
        "seq": before.seq + 1,
        "events": [
            {"kind": "steps", "text": lead, "version": 0, "steps": [typed("a")], "client": "anna-1"}
        ],
        "people": [],
    }


def test_of_two_at_the_same_version_one_wins_and_the_other_is_told(
    app: Flask, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    hands = [sign_in(app.test_client(), person) for person in (cast.anna, cast.bo)]
    for version in range(5):
        start = Barrier(2)
        statuses: list[int] = []

        def go(
            hand: FlaskClient,
            start: Barrier = start,
            version: int = version,
            statuses: list[int] = statuses,
        ) -> None:
            start.wait(10)
            statuses.append(send(hand, lead, version, typed("x")).status_code)

        threads = [Thread(target=go, args=(hand,)) for hand in hands]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200, 409]
    assert [version for version, _ in history(database, lead)] == [0, 1, 2, 3, 4]


def test_twenty_writers_leave_a_history_without_gaps(
    app: Flask, cast: Cast, database: Database, document: int, sign_in: SignIn
) -> None:
    text_id = text_id_of(database, document, "solution")
    before = words_of(database, text_id)
    failures: list[str] = []

    def write(number: int) -> None:
        client = sign_in(app.test_client(), cast.anna if number % 2 else cast.bo)
        version, left = 0, 50
        while left:
            batch = [typed(f"{chr(97 + number)}")] * min(10, left)
            answer = send(client, text_id, version, *batch, by=f"writer-{number}")
            assert answer.json is not None
            if answer.status_code == 200:
                left -= len(batch)
            elif answer.status_code != 409:
                failures.append(json.dumps(answer.json))
                return
            version = answer.json["version"]

    threads = [Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    kept = history(database, text_id)
    assert [version for version, _ in kept] == list(range(1000))
    words = words_of(database, text_id)
    assert words.endswith(before)
    for number in range(20):
        assert sum(client == f"writer-{number}" for _, client in kept) == 50
        assert words[:1000].count(chr(97 + number)) == 50
