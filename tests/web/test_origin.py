"""Where writing requests may come from: this site's own pages, and nobody else's."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.fixtures.cast import Cast, session_token
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the rules are the same on any database."""
    return "sqlite"


def documents(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(DocumentRow)) or 0


def post(client: FlaskClient, **headers: str) -> int:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/new", data={"title": "Nytt"}, headers=sent).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost", "Sec_Fetch_Site": "same-origin"},
        {"Sec_Fetch_Site": "none"},
        {"Origin": "http://127.0.0.1:8000"},
    ],
    ids=["none told", "ours", "ours, told twice", "typed by hand", "the public address"],
)
def test_our_own_pages_may_write(annas: FlaskClient, headers: dict[str, str]) -> None:
    assert post(annas, **headers) == 303


def test_other_sites_may_not(annas: FlaskClient, database: Database) -> None:
    for origin in (
        "https://evil.example",
        "http://localhost.evil.example",
        "http://localhost:81",
        "http://evil.example#localhost",
        "http://localhost@evil.example",
        "null",
        "",
        "http://[",
        "localhost",
        "file://",
        "http://localhost, http://evil.example",
    ):
        assert post(annas, Origin=origin) == 403, origin
    for site in ("cross-site", "same-site", "", "nonsense"):
        assert post(annas, Sec_Fetch_Site=site) == 403, site
    assert post(annas, Origin="http://localhost", Sec_Fetch_Site="cross-site") == 403
    assert documents(database) == 1


def test_others_may_point_at_us(annas: FlaskClient, document: int) -> None:
    """A link in a mail or on the intranet opens as usual."""
    headers = {"Origin": "https://intranet.example", "Sec-Fetch-Site": "cross-site"}
    assert annas.get(f"/documents/{document}", headers=headers).status_code == 200


def test_behind_a_proxy_the_public_address_counts(
    settings: Settings, database: Database, cast: Cast
) -> None:
    app = create_app(replace(settings, public_url="https://wpr.example.se"), database)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie("__Host-wpr", session_token(database, cast.anna))
    assert post(client, Origin="https://wpr.example.se") == 303
    assert post(client, Origin="https://elsewhere.example.se") == 403


def test_without_the_forms_token_nothing_is_written(
    strict_app: Flask, database: Database, cast: Cast
) -> None:
    client = strict_app.test_client()
    client.set_cookie("wpr", session_token(database, cast.anna))
    answer = client.post("/new", data={"title": "Nytt"}, headers={"Accept": "text/html"})
    assert answer.status_code == 403
    assert "Sidan var för gammal" in answer.text
    strange = client.post("/new", data={"title": "Nytt", "csrf_token": "x"})
    assert strange.status_code == 403
    script = client.post("/texts/1/steps", json={"version": 0, "client": "a", "steps": []})
    assert script.status_code == 403
    assert script.json is not None
    assert script.json["error"] == "http-403"
    assert documents(database) == 1


def test_somebody_elses_token_is_none(strict_app: Flask, database: Database, cast: Cast) -> None:
    mine, others = strict_app.test_client(), strict_app.test_client()
    mine.set_cookie("wpr", session_token(database, cast.anna))
    others.get("/sign-in")
    mine.get("/new")
    page = others.get("/sign-in").text
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    assert mine.post("/new", data={"title": "Nytt", "csrf_token": token}).status_code == 403
    own = mine.get("/new").text.split('name="csrf-token" content="')[1].split('"')[0]
    assert mine.post("/new", data={"title": "Nytt", "csrf_token": own}).status_code == 303
    head = {"X-CSRFToken": own}
    step = {"version": 0, "client": "a", "steps": []}
    assert mine.post("/texts/1/steps", json=step, headers=head).status_code == 200
