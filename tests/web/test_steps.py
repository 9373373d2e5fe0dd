"""Steps over HTTP: what is kept, what others were first with, every way a request can be bad."""

import json
from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import (
    Step,
    history,
    paragraph,
    replaced,
    send,
    text_id_of,
    typed,
    words_of,
)
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

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


def test_a_version_the_text_never_had_is_refused(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    for version in (1, 99, 10**30):
        address = f"/texts/{lead}/steps?since={version}"
        for answer in (
            send(annas, lead, version, typed("a")),
            annas.get(address, headers={"Accept": "application/json"}),
        ):
            assert answer.status_code == 422
            assert answer.json is not None
            assert answer.json["error"] == "version-unknown"
            assert answer.json["message"]
    assert history(database, lead) == []


def test_steps_since_nonsense_are_refused(annas: FlaskClient, lead: int) -> None:
    for since in ("-1", "x", "", "1.0", "9" * 5000):
        assert annas.get(f"/texts/{lead}/steps?since={since}").status_code in {400, 422}


HOSTILE_STEPS: dict[str, Step] = {
    "beyond the end": typed("a", 99_999),
    "no step": {},
    "unknown kind": {"stepType": "docAttr", "attr": "a", "value": 1},
    "text for a number": {"stepType": "replace", "from": "1", "to": 1},
    "a Boolean for a number": {"stepType": "replace", "from": True, "to": 1},
    "backwards": {"stepType": "replace", "from": 3, "to": 1},
    "before the start": {"stepType": "replace", "from": -1, "to": 1},
    "half an emoji": typed("\ud83c"),
    "a control character": typed("a\x00b"),
    "a line feed": typed("a\nb"),
    "a heading": replaced(0, 0, {"type": "heading", "content": [{"type": "text", "text": "a"}]}),
    "a bare text between paragraphs": replaced(0, 0, {"type": "text", "text": "a"}),
    "an image": replaced(1, 1, {"type": "image", "attrs": {"src": "https://x.example"}}),
    "a script for a link": replaced(
        1,
        1,
        {
            "type": "text",
            "text": "a",
            "marks": [{"type": "link", "attrs": {"href": "javascript:alert(1)"}}],
        },
    ),
    "a link by a mark": {
        "stepType": "addMark",
        "mark": {"type": "link", "attrs": {"href": "data:text/html,x"}},
        "from": 1,
        "to": 3,
    },
    "a list of nothing": replaced(0, 0, {"type": "bullet_list"}),
    "nested nonsense": {"stepType": "replace", "from": 1, "to": 1, "slice": {"content": [[[1]]]}},
    "a mark that is none": replaced(1, 1, {"type": "text", "text": "a", "marks": [7]}),
    "a megabyte": typed("ord " * 250_000),
    "more than a text holds": typed("o" * 200_001),
}


def test_steps_that_do_not_fit_are_refused_whole_and_say_why(
    annas: FlaskClient, database: Database, lead: int, subtests: pytest.Subtests
) -> None:
    before = words_of(database, lead)
    for name, step in HOSTILE_STEPS.items():
        with subtests.test(name):
            answer = send(annas, lead, 0, typed("först "), step)
            assert answer.status_code == 422
            assert answer.json is not None
            assert answer.json["error"] == "steps-refused"
            assert answer.json["message"]
            assert words_of(database, lead) == before
    assert send(annas, lead, 0, typed("sedan ")).status_code == 200


def test_half_a_character_does_not_even_pass_through(
    annas: FlaskClient, database: Database, lead: int
) -> None:
    gone = {"stepType": "replace", "from": 1, "to": 2}
    assert send(annas, lead, 0, typed("\ud83c"), gone).status_code == 422
    assert history(database, lead) == []


def test_an_emoji_cannot_be_split(annas: FlaskClient, database: Database, lead: int) -> None:
    send(annas, lead, 0, typed("🎒"))
    assert send(annas, lead, 1, typed("x", 2)).status_code == 422
    assert words_of(database, lead).startswith("🎒")


TOO_MUCH_FOR_A_LINE: dict[str, Step] = {
    "a second paragraph": replaced(0, 0, paragraph("a")),
    "bold": replaced(1, 1, {"type": "text", "text": "a", "marks": [{"type": "strong"}]}),
    "italic": {"stepType": "addMark", "mark": {"type": "em"}, "from": 1, "to": 3},
    "a line break": replaced(1, 1, {"type": "hard_break"}),
    "a split": {
        "stepType": "replace",
        "from": 2,
        "to": 2,
        "slice": {
            "content": [{"type": "paragraph"}, {"type": "paragraph"}],
            "openStart": 1,
            "openEnd": 1,
        },
    },
}


def test_a_line_stays_one_line_of_plain_text(
    annas: FlaskClient, database: Database, headline: int, subtests: pytest.Subtests
) -> None:
    before = words_of(database, headline)
    for name, step in TOO_MUCH_FOR_A_LINE.items():
        with subtests.test(name):
            assert send(annas, headline, 0, step).status_code == 422
            assert words_of(database, headline) == before


def test_the_same_steps_fit_in_prose(annas: FlaskClient, database: Database, lead: int) -> None:
    assert send(annas, lead, 0, replaced(0, 0, paragraph("a"))).status_code == 200
    bold = {"type": "text", "text": "b", "marks": [{"type": "strong"}]}
    assert send(annas, lead, 1, replaced(1, 1, bold, {"type": "hard_break"})).status_code == 200
    assert words_of(database, lead).startswith("b\na\n\n")


HOSTILE_BODIES: dict[str, Any] = {
    "a list": [],
    "a text": "steps",
    "an empty object": {},
    "no version": {"client": "a", "steps": []},
    "a Boolean version": {"version": False, "client": "a", "steps": []},
    "a broken version": {"version": 0.0, "client": "a", "steps": []},
    "a text version": {"version": "0", "client": "a", "steps": []},
    "a negative version": {"version": -1, "client": "a", "steps": []},
    "NaN": {"version": float("nan"), "client": "a", "steps": []},
    "no client": {"version": 0, "steps": []},
    "an empty client": {"version": 0, "client": "", "steps": []},
    "a long client": {"version": 0, "client": "a" * 41, "steps": []},
    "a client with a zero byte": {"version": 0, "client": "a\x00", "steps": []},
    "a client that is half a character": {"version": 0, "client": "\ud800", "steps": []},
    "a client of another type": {"version": 0, "client": 7, "steps": []},
    "steps as an object": {"version": 0, "client": "a", "steps": {}},
    "steps as texts": {"version": 0, "client": "a", "steps": ["replace"]},
    "501 steps": {"version": 0, "client": "a", "steps": [typed("a")] * 501},
}


def test_a_body_of_the_wrong_shape_is_refused(
    annas: FlaskClient, database: Database, lead: int, subtests: pytest.Subtests
) -> None:
    for name, body in HOSTILE_BODIES.items():
        with subtests.test(name):
            answer = annas.post(f"/texts/{lead}/steps", json=body)
            assert answer.status_code == 422
            assert answer.json is not None
            assert answer.json["error"] == "steps-malformed"
            assert history(database, lead) == []


NO_JSON = {
    "cut": b"{",
    "empty": b"",
    "no UTF-8": b"\xff\xfe",
    "deep lists": b"[" * 10_000 + b"]" * 10_000,
    "deep objects": b'{"steps":' * 10_000 + b"1" + b"}" * 10_000,
    "a number of 5000 digits": b'{"version":1%s,"client":"a","steps":[]}' % (b"0" * 5000),
}


def test_what_is_no_json_is_refused(
    annas: FlaskClient, lead: int, subtests: pytest.Subtests
) -> None:
    for name, body in NO_JSON.items():
        with subtests.test(name):
            answer = annas.post(f"/texts/{lead}/steps", data=body, content_type="application/json")
            assert (answer.status_code, answer.mimetype) == (400, "application/json")


def test_a_deep_step_is_refused(annas: FlaskClient, database: Database, lead: int) -> None:
    deep = '{"content":[' * 400 + "{}" + "]}" * 400
    body = '{"version":0,"client":"a","steps":[{"stepType":"replace","from":1,"to":1,"slice":%s}]}'
    answer = annas.post(f"/texts/{lead}/steps", data=body % deep, content_type="application/json")
    assert answer.status_code == 422
    assert history(database, lead) == []


def test_a_form_is_no_json(annas: FlaskClient, lead: int) -> None:
    assert annas.post(f"/texts/{lead}/steps", data={"version": 0}).status_code == 415


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


def test_a_body_larger_than_the_setting_is_not_read(
    settings: Settings, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    app = create_app(replace(settings, max_request_bytes=100_000), database)
    app.config["WTF_CSRF_ENABLED"] = False
    answer = send(sign_in(app.test_client(), cast.anna), lead, 0, typed("o" * 100_000))
    assert (answer.status_code, answer.mimetype) == (413, "application/json")
    assert history(database, lead) == []


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
