"""Looking changes nothing: every page can be read from a database that cannot be written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import QuestionRow
from wpr.storage.people import User
from wpr.storage.tables import metadata

pytestmark = pytest.mark.both_databases

SignIn = Callable[[FlaskClient, User], FlaskClient]


def pages(app: Flask, cast: Cast, database: Database) -> Iterator[tuple[str, str]]:
    """Every address that can be looked at, by its endpoint."""
    with database.reading() as session:
        question = session.scalars(select(QuestionRow.id)).first()
    there = {
        "document_id": cast.document_id,
        "question_id": question,
        "user_id": cast.bo.id,
        "token": "x",
        "language": "sv",
    }
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint not in {"static", "events.stream"}:
            built = rule.build({name: there.get(name, 1) for name in rule.arguments})
            assert built is not None
            yield rule.endpoint, built[1]


def everything(database: Database) -> dict[str, list[str]]:
    """All rows, but not when somebody was last seen, how often somebody looked for a link that
    there is not, nor which PDFs were handed out: that is noted after the answer if possible."""
    with database.reading() as session:
        return {
            table.name: sorted(
                repr(row)
                for row in session.execute(select(*(c for c in table.c if c.name != "seen_at")))
            )
            for table in metadata().sorted_tables
            if table.name not in {"attempts", "prints"}
        }


def test_looking_at_every_page_changes_no_row(
    app: Flask, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    people = (cast.anna, cast.david, cast.frida, cast.admin)
    clients = [sign_in(app.test_client(), person) for person in people]
    before = everything(database)
    for client in clients:
        for _, address in pages(app, cast, database):
            assert client.get(address).status_code < 500
    assert everything(database) == before


def read_only(database: Database) -> Database:
    """The same database, opened where nobody can write it."""
    if database.is_sqlite:
        file = Path(database.url.database or "")
        return Database(f"sqlite:///file:{file}?mode=ro&uri=true")
    with database.engine.begin() as connection:
        name = database.url.database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    return Database(database.url.render_as_string(hide_password=False))


def test_every_page_is_shown_from_a_read_only_database(
    settings: Settings, app: Flask, database: Database, cast: Cast, sign_in: SignIn
) -> None:
    people = (cast.anna, cast.david, cast.admin)
    clients = [sign_in(app.test_client(), person) for person in people]
    only = read_only(database)
    app_for_readers = create_app(settings, only)
    app_for_readers.config["WTF_CSRF_ENABLED"] = False
    for client in clients:
        reader = app_for_readers.test_client()
        cookie = client.get_cookie("wpr")
        assert cookie is not None
        reader.set_cookie("wpr", cookie.value)
        for endpoint, address in pages(app, cast, database):
            assert reader.get(address).status_code == client.get(address).status_code, endpoint
        assert reader.post("/new", data={"title": "Nytt"}).status_code == 503
    only.close()
