"""Error pages: a true sentence and a way on in the reader's language, JSON for a script."""

import ast
import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from wpr.domain.refusal import Refusal
from wpr.places import PACKAGE
from wpr.printing.faults import FontMissing, Occupied, RenderFailed, TooLarge, TooLong
from wpr.storage.fault import Fault, StorageFault
from wpr.web.sentences import refusal_sentence


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the pages are the same on any database."""
    return "sqlite"


FAULTS: dict[str, tuple[int, Exception | None]] = {
    "400": (400, None),
    "403": (403, None),
    "404": (404, None),
    "405": (405, None),
    "413": (413, None),
    "415": (415, None),
    "429": (429, None),
    "500": (500, None),
    "503": (503, None),
    "a mistake of ours": (500, ZeroDivisionError("secret detail")),
    "a busy store": (503, StorageFault(Fault.BUSY)),
    "a full store": (507, StorageFault(Fault.FULL)),
    "a read-only store": (503, StorageFault(Fault.READ_ONLY)),
    "no store": (503, StorageFault(Fault.GONE)),
    "too large for paper": (422, TooLarge("secret detail")),
    "too slow for paper": (503, TooLong("secret detail")),
    "busy presses": (503, Occupied("secret detail")),
    "a broken press": (503, RenderFailed("secret detail")),
    "no font": (503, FontMissing("secret detail")),
}


@pytest.fixture
def failing(app: Flask, cast: Cast) -> FlaskClient:
    """A browser at an app that fails in every way, at /fail/<which>."""

    @app.get("/fail/<which>")
    def fail(which: str) -> None:
        status, error = FAULTS[which]
        if error is not None:
            raise error
        abort(status)

    return app.test_client()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_failure_has_a_page_in_both_languages(
    failing: FlaskClient, language: str, subtests: pytest.Subtests
) -> None:
    for which, (status, _) in FAULTS.items():
        with subtests.test(which):
            answer = failing.get(
                f"/fail/{which}", headers={"Accept-Language": language, "Accept": "text/html"}
            )
            page = answer.text
            assert answer.status_code == status
            assert answer.mimetype == "text/html"
            assert f'<html lang="{language}"' in page
            assert re.search(r"<h1>[^<]{8,}</h1>", page)
            assert re.search(r'error-page__message">[^<]{20,}</p>', page)
            assert re.search(r'<a class="button button--primary" href="/">', page)
            assert ("Till mina initiativ" in page) == (language == "sv")
            assert "secret" not in page
            assert "Traceback" not in page


def test_the_two_languages_do_not_share_sentences(failing: FlaskClient) -> None:
    for which in FAULTS:
        titles = {
            re.findall(
                r"<h1>(.*?)</h1>",
                failing.get(f"/fail/{which}", headers={"Accept-Language": language}).text,
            )[0]
            for language in ("sv", "en")
        }
        assert len(titles) == 2, which


def test_a_script_gets_json(failing: FlaskClient, subtests: pytest.Subtests) -> None:
    for which, (status, error) in FAULTS.items():
        with subtests.test(which):
            answer = failing.get(f"/fail/{which}", headers={"Accept": "application/json"})
            assert (answer.status_code, answer.mimetype) == (status, "application/json")
            assert answer.json is not None
            assert answer.json.keys() == {"error", "message"}
            assert "secret" not in answer.text
            is_store = isinstance(error, StorageFault)
            assert ("Retry-After" in answer.headers) == (
                is_store or (answer.json["error"] == "not-printed" and status == 503)
            )


def test_a_wrong_method_is_told_the_right_ones(app: Flask, annas: FlaskClient) -> None:
    answer = annas.delete("/new")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(re.split(r",\s*", answer.headers["Allow"]))


def test_an_address_that_is_none_is_not_found(annas: FlaskClient, document: int) -> None:
    for address in (
        "/nothing",
        "/documents/0",
        "/documents/-1",
        "/documents/2147483648",
        "/documents/" + "9" * 30,
        "/documents/" + "9" * 5000,
        "/documents/1e3",
        "/documents/%00",
        "/documents/٣",
        f"/documents/{document}/",
        f"/documents/{document}/nothing",
        f"/documents/{document}%2f..%2f2",
        "/%ff%fe",
        "/texts/99999999999/form",
        "/texts/x/form",
        "/static/",
        "/static/../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/" + "a" * 10_000,
    ):
        answer = annas.get(address)
        assert answer.status_code == 404, address[:60]
        assert "<h1>" in answer.text


def test_thirty_thousand_parts_of_a_form_are_too_many(annas: FlaskClient, document: int) -> None:
    parts = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n\r\n' % number
        for number in range(30_000)
    )
    answer = annas.post(
        f"/documents/{document}/facts",
        data=parts + b"--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413


def test_a_form_larger_than_the_setting_is_not_read(app: Flask, annas: FlaskClient) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    answer = annas.post("/new", data={"title": "o" * 200_000})
    assert answer.status_code == 413
    assert "För mycket på en gång" in answer.text or "mycket" in answer.text


def test_every_refusal_has_its_sentence(app: Flask) -> None:
    """A code without one would end as an error of ours."""
    with app.test_request_context():
        for code, facts in refusals():
            title, message = refusal_sentence(Refusal(code, **dict.fromkeys(facts, 7)))
            assert title, code
            assert message, code
            assert "%(" not in message


def refusals() -> set[tuple[str, tuple[str, ...]]]:
    """The code and the facts of every refusal that stands in the source."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("Refusal"), args=[ast.Constant(str(code)), *_]):
                    found.add((code, tuple(sorted(one.arg or "" for one in node.keywords))))
    assert ("steps-malformed", ()) in found
    assert len(found) > 20
    return found
