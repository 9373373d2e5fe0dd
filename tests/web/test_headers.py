"""Headers and cookies: on every kind of answer, as strict as a browser can be asked to be."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.cast import PASSWORD, Cast
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.fault import Fault, StorageFault
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]
HOME = "https://wpr.example.se"


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the headers are the same on any database."""
    return "sqlite"


def every_kind(client: FlaskClient, document: int) -> Iterator[tuple[str, TestResponse]]:
    """One answer of each kind, by somebody who is signed in."""
    pages = {
        "a page": "/",
        "a redirection": "/set-up",
        "not found": "/nothing-here",
        "a mistake of ours": "/mistake",
        "a full disk": "/full",
        "JSON": f"/documents/{document}/changes?since=0",
        "a stream": f"/documents/{document}/events",
        "a PDF": f"/documents/{document}/pdf",
        "a file": f"/documents/{document}/file",
        "a style sheet": "/static/css/base.css",
        "a script": "/static/js/theme.js",
        "a font": "/static/fonts/inter-latin-400-normal.woff2",
        "an icon": "/static/icons/favicon.svg",
        "no static file": "/static/nothing.css",
        "a static file by a detour": "/static/../app.py",
    }
    for kind, address in pages.items():
        with client.get(address, base_url=HOME, buffered=False) as answer:
            yield kind, answer
    yield "not allowed", client.delete("/", base_url=HOME)
    yield "after a form", client.post("/new", base_url=HOME, data={"title": "Nytt"})
    yield "a refused form", client.post("/new", base_url=HOME, data={"title": ""})
    yield "another host", client.get("/", base_url="https://elsewhere.example")


def full() -> None:
    raise StorageFault(Fault.FULL)


@pytest.fixture
def https(settings: Settings, database: Database) -> Flask:
    """The app as people reach it over TLS."""
    app = create_app(replace(settings, public_url=HOME), database)
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/mistake", view_func=lambda: 1 / 0)
    app.add_url_rule("/full", view_func=full)
    return app


@pytest.fixture
def annas_https(https: Flask, cast: Cast) -> FlaskClient:
    """Anna, signed in over TLS by the form."""
    client = https.test_client()
    known = {"email": cast.anna.email, "password": PASSWORD}
    assert client.post("/sign-in", base_url=HOME, data=known).status_code == 303
    return client


def test_every_answer_carries_the_headers(
    annas_https: FlaskClient, document: int, subtests: pytest.Subtests
) -> None:
    seen = set()
    for kind, answer in every_kind(annas_https, document):
        with subtests.test(kind):
            seen.add(answer.status_code)
            headers = answer.headers
            policy = dict(
                one.split(" ", 1) for one in headers["Content-Security-Policy"].split("; ")
            )
            assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
            assert policy["script-src"] == policy["style-src"] == "'self'"
            assert policy["base-uri"] == "'none'"
            assert "unsafe" not in headers["Content-Security-Policy"]
            assert "http" not in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Frame-Options"] == "DENY"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "camera=()" in headers["Permissions-Policy"]
            assert "Access-Control-Allow-Origin" not in headers
            age = re.match(
                r"max-age=(\d+); includeSubDomains", headers["Strict-Transport-Security"]
            )
            assert age
            assert int(age[1]) >= 31_536_000
    assert {200, 303, 400, 404, 405, 422, 500, 507} <= seen


def test_without_tls_no_browser_is_told_to_insist_on_it(client: FlaskClient, cast: Cast) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


def test_what_one_person_sees_is_kept_by_nobody(annas: FlaskClient, document: int) -> None:
    for page in ("/", "/new", "/profile", f"/documents/{document}", "/nothing-here"):
        headers = annas.get(page).headers
        assert headers["Cache-Control"] == "no-store", page
        assert "Cookie" in headers["Vary"], page


def test_a_static_file_is_kept_for_good_when_its_address_names_its_content(
    annas: FlaskClient,
) -> None:
    page = annas.get("/").text
    for address in re.findall(r'(?:href|src)="(/static/[^"]+\?v=[^"]+)"', page):
        with annas.get(address) as answer:
            assert answer.status_code == 200, address
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert "Set-Cookie" not in answer.headers
    with annas.get("/static/css/base.css") as answer:
        assert "immutable" not in answer.headers.get("Cache-Control", "")
    assert annas.get("/static/nothing.css?v=1").headers.get("Cache-Control") is None


def test_over_tls_cookies_are_for_this_host_and_for_no_script(https: Flask, cast: Cast) -> None:
    client = https.test_client()
    form = client.get("/sign-in", base_url=HOME).headers.getlist("Set-Cookie")
    known = {"email": cast.anna.email, "password": PASSWORD}
    signed_in = client.post("/sign-in", base_url=HOME, data=known)
    cookies = [*form, *signed_in.headers.getlist("Set-Cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} == {"__Host-wpr", "__Host-wpr-form"}
    for cookie in cookies:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= attributes
        assert not any(part.startswith("domain") for part in attributes)


def test_without_tls_cookies_are_for_no_script_either(app: Flask, cast: Cast) -> None:
    client = app.test_client()
    known = {"email": cast.anna.email, "password": PASSWORD}
    answers = [client.get("/sign-in"), client.post("/sign-in", data=known)]
    cookies = [cookie for one in answers for cookie in one.headers.getlist("Set-Cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} == {"wpr", "wpr-form"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" not in cookie


def test_no_page_has_a_script_or_a_style_of_its_own(
    annas: FlaskClient, app: Flask, cast: Cast, document: int, sign_in: SignIn
) -> None:
    davids = sign_in(app.test_client(), cast.david)
    pages = ["/", "/new", "/profile", "/profile/password", "/nothing-here"]
    pages += [f"/documents/{document}{one}" for one in ("", "/reading", "/facts", "/people")]
    for client in (annas, davids, app.test_client()):
        for page in pages:
            text = client.get(page, follow_redirects=True).text
            assert not re.search(r"<script(?![^>]*\ssrc=)", text), page
            assert not re.search(r"<style|<[^>]+\sstyle=|<[^>]+\son\w+=", text), page
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text), page


def test_a_host_that_is_not_ours_gets_no_page(annas: FlaskClient, document: int) -> None:
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "a b", "@"):
        for address in ("/", f"/documents/{document}", "/static/css/base.css", "/nothing-here"):
            answer = annas.get(address, headers={"Host": host})
            assert answer.status_code == 400, host
            assert "wpr" not in answer.text
        assert annas.post("/new", headers={"Host": host}).status_code == 400
