"""Comments over HTTP: as plain forms, for scripts, and with bad input of every kind."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import Cast
from tests.fixtures.hands import send, text_id_of, typed
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def bo(client: FlaskClient, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Bo's browser."""
    return sign_in(client, cast.bo)


@pytest.fixture
def cecilia(app: Flask, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Cecilia's browser; she may comment."""
    return sign_in(app.test_client(), cast.cecilia)


def start(client: FlaskClient, document: int, body: str, **fields: object) -> TestResponse:
    """Post the form for a new thread."""
    data = {"about": "document", "body": body, **fields}
    return client.post(f"/documents/{document}/comments", data=data)


def thread_of(answer: TestResponse) -> str:
    """The address of the thread that a form led to."""
    assert answer.status_code == 303
    return str(answer.location)


def text_of(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_people_talk_without_scripts(
    bo: FlaskClient, cecilia: FlaskClient, document: int, database: Database
) -> None:
    part = text_id_of(database, document, "solution")
    page = cecilia.get(f"/documents/{document}/comments").text
    assert f'<option value="text-{part}"' in page
    thread = thread_of(start(cecilia, document, "Är det så?\n@Bo Dahl", about=f"text-{part}"))
    assert "<br>" in cecilia.get(thread).text
    assert '<span class="mention">@Bo Dahl</span>' in cecilia.get(thread).text
    bo.post(f"{thread}/replies", data={"body": "Ja, se https://example.se/a?b=1."})
    bo.post(f"{thread}/need", data={"must": "1"})
    said = cecilia.get(f"/documents/{document}/comments").text
    assert '<a href="https://example.se/a?b=1" rel="noopener nofollow"' in said
    assert "Måste besvaras före beslut" in text_of(said)
    bo.post(f"{thread}/resolution")
    assert "Inget är öppet" in text_of(cecilia.get(f"/documents/{document}/comments").text)
    resolved = cecilia.get(f"/documents/{document}/comments?state=resolved&person=me").text
    assert "Löst av Bo Dahl" in text_of(resolved)
    assert "Är det så?" in resolved


def test_one_changes_and_takes_back_what_one_said(cecilia: FlaskClient, document: int) -> None:
    thread = thread_of(start(cecilia, document, "Hm"))
    remark = re.search(r'id="comment-(\d+)"', cecilia.get(thread).text)
    assert remark is not None
    address = f"/documents/{document}/remarks/{remark[1]}"
    cecilia.post(address, data={"body": "Så här menar jag"})
    assert "Så här menar jag" in cecilia.get(thread).text
    answer = cecilia.post(f"{address}/removal", follow_redirects=True)
    assert "Din kommentar är borttagen." in text_of(answer.text)
    assert cecilia.get(thread).status_code == 404
    assert f"{address}/return" in answer.text
    cecilia.post(f"{address}/return")
    assert "Så här menar jag" in cecilia.get(thread).text


def test_a_script_in_a_comment_stays_text_everywhere(bo: FlaskClient, document: int) -> None:
    evil = '<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) https://a"b'
    thread = thread_of(start(bo, document, evil))
    item = bo.get(thread, headers=JSON).json
    assert item is not None
    for page in (bo.get(thread).text, bo.get(f"/documents/{document}/comments").text, item["html"]):
        assert "<script>alert" not in page
        assert "<img" not in page
        assert 'href="javascript' not in page
        assert '<a href="https://a" rel=' in page
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("body", ["", "   ", "x" * 10_001, "å" * 100_000])
def test_what_cannot_be_said_comes_back_with_the_reason_beside_it(
    body: str, bo: FlaskClient, document: int
) -> None:
    answer = start(bo, document, body)
    assert answer.status_code == 422
    assert "Skriv något, högst 10000 tecken." in text_of(answer.text)
    assert body.strip() in answer.text
    thread = thread_of(start(bo, document, "Hm"))
    answer = bo.post(f"{thread}/replies", data={"body": body})
    assert (answer.status_code, "Skriv något" in answer.text) == (422, True)
    assert body.strip() in answer.text
    answer = bo.post(f"{thread}/replies", data={"body": body}, headers=JSON)
    assert (answer.status_code, (answer.json or {})["error"]) == (422, "comment-unfit")


def test_a_form_that_is_replayed_is_one_comment(bo: FlaskClient, document: int) -> None:
    addresses = {thread_of(start(bo, document, "Hm", key="k" * 22)) for _ in range(3)}
    assert len(addresses) == 1
    (thread,) = addresses
    for _ in range(3):
        bo.post(f"{thread}/replies", data={"body": "Ja", "key": "r" * 22})
    assert bo.get(thread).text.count("data-comment=") == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"version": 0, "start": 1, "end": 5, "quote": "Hej!"}, 422),
        ({"version": 1, "start": 1, "end": 99_999, "quote": "Samma"}, 422),
        ({"version": 1, "start": -5, "end": 3, "quote": "Samma"}, 422),
        ({"version": 2**31, "start": 1, "end": 6, "quote": "Samma"}, 422),
        ({"version": 1, "start": "x", "end": 6, "quote": "Samma"}, 422),
        ({"about": "text-999999"}, 404),
        ({"about": "text-99999999999"}, 404),
        ({"about": "question-0"}, 404),
        ({"about": "question-x"}, 404),
        ({"about": "nonsense"}, 404),
        ({"key": "k" * 41}, 422),
    ],
)
def test_a_forged_place_is_refused(
    fields: dict[str, object], status: int, bo: FlaskClient, document: int, database: Database
) -> None:
    part = text_id_of(database, document, "solution")
    send(bo, part, 0, typed("Samma språkval för alla."))
    assert start(bo, document, "Hm", **{"about": f"text-{part}", **fields}).status_code == status
    assert (bo.get(f"/documents/{document}/comments", headers=JSON).json or {})["total"] == 0


def test_a_thread_and_a_comment_of_another_document_are_not_found(
    bo: FlaskClient, document: int
) -> None:
    thread = thread_of(start(bo, document, "Hm"))
    other = bo.post("/new", data={"title": "Ett annat"}).location.split("/")[2].split("#")[0]
    thread_id = thread.rsplit("/", 1)[1]
    for path in ("", "/replies", "/resolution", "/reopening", "/need"):
        address = f"/documents/{other}/comments/{thread_id}{path}"
        open_ = bo.post if path else bo.get
        assert open_(address, **({"data": {"body": "x"}} if path else {})).status_code == 404
    for path in ("", "/removal", "/return"):
        answer = bo.post(f"/documents/{other}/remarks/1{path}", data={"body": "x"})
        assert answer.status_code == 404


def test_somebody_elses_comment_is_left_alone(
    bo: FlaskClient, cecilia: FlaskClient, document: int
) -> None:
    thread = thread_of(start(cecilia, document, "Hm"))
    remark = re.search(r'id="comment-(\d+)"', bo.get(thread).text)
    assert remark is not None
    address = f"/documents/{document}/remarks/{remark[1]}"
    assert address not in bo.get(thread).text
    assert bo.post(address, data={"body": "Nej"}).status_code == 403
    assert bo.post(f"{address}/removal").status_code == 403
    assert "Hm" in cecilia.get(thread).text


def test_the_margin_is_told_what_is_said_and_where(
    bo: FlaskClient, document: int, database: Database
) -> None:
    part = text_id_of(database, document, "solution")
    send(bo, part, 0, typed("Samma språkval för alla."))
    place = {"version": 1, "start": 1, "end": 6, "quote": "Samma", "about": f"text-{part}"}
    answer = bo.post(
        f"/documents/{document}/comments", data={"body": "Hm", **place}, headers=JSON
    ).json
    assert answer is not None
    item = answer["item"]
    assert (item["text"], item["spot"], item["isResolved"]) == (part, f"text-{part}", False)
    send(bo, part, 1, typed("Nu: "))
    marks = (bo.get(f"/documents/{document}/comments/marks").json or {})["texts"][str(part)]
    assert marks == {"version": 2, "marks": [[item["id"], 5, 10]]}
    listed = bo.get(f"/documents/{document}/comments", headers=JSON).json or {}
    assert (listed["total"], [one["id"] for one in listed["items"]]) == (1, [item["id"]])
    assert {"key": f"text-{part}", "number": 1}.items() <= next(
        spot for spot in listed["spots"] if spot["number"]
    ).items()


@pytest.mark.parametrize(
    "query",
    [
        "state=x",
        "page=0",
        "page=-1",
        "page=9999999999",
        "person=g",
        "person=99999999999",
        "spot=' OR 1",
        "must=9",
    ],
)
def test_a_strange_filter_is_an_ordinary_page(query: str, bo: FlaskClient, document: int) -> None:
    start(bo, document, "Hm")
    assert bo.get(f"/documents/{document}/comments?{query}").status_code == 200
