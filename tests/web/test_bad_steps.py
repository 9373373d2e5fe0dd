"""Bad steps: every way in which a request can be wrong is refused whole, with a reason."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import (
    Step,
    history,
    paragraph,
    replaced,
    send,
    typed,
    words_of,
)
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


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


def test_a_body_larger_than_the_setting_is_not_read(
    settings: Settings, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    app = create_app(replace(settings, max_request_bytes=100_000), database)
    app.config["WTF_CSRF_ENABLED"] = False
    answer = send(sign_in(app.test_client(), cast.anna), lead, 0, typed("o" * 100_000))
    assert (answer.status_code, answer.mimetype) == (413, "application/json")
    assert history(database, lead) == []


@pytest.mark.parametrize(("letters", "status"), [(90_000, 200), (150_000, 413)])
def test_a_body_of_unknown_length_is_taken_whole_or_refused(
    settings: Settings,
    cast: Cast,
    database: Database,
    lead: int,
    sign_in: SignIn,
    letters: int,
    status: int,
) -> None:
    """It comes in pieces, and only its end says how long it was."""
    app = create_app(replace(settings, max_request_bytes=100_000), database)
    app.config["WTF_CSRF_ENABLED"] = False
    body = {"version": 0, "client": "a", "steps": [typed("o" * letters)]}
    answer = sign_in(app.test_client(), cast.anna).post(
        f"/texts/{lead}/steps",
        input_stream=BytesIO(json.dumps(body).encode()),
        content_type="application/json",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == status


def test_a_form_of_unknown_length_is_not_cut(
    settings: Settings, cast: Cast, database: Database, lead: int, sign_in: SignIn
) -> None:
    app = create_app(replace(settings, max_request_bytes=100_000), database)
    app.config["WTF_CSRF_ENABLED"] = False
    answer = sign_in(app.test_client(), cast.anna).post(
        f"/texts/{lead}/form",
        input_stream=BytesIO(b"version=0&wording=" + b"o" * 100_000),
        content_type="application/x-www-form-urlencoded",
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
