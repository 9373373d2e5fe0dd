"""When the store cannot save: reading goes on, nothing is acknowledged, and the page says why."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, func, select, text
from werkzeug.test import TestResponse

from tests.fixtures.cast import Cast
from wpr.app import create_app
from wpr.settings import Settings
from wpr.storage import gate
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: what is tested here is the file, the disk and the gate."""
    return "sqlite"


def typed(client: FlaskClient, database: Database, words: str) -> TestResponse:
    """Type something at the start of the lead, as the editor sends it."""
    with database.reading() as session:
        row = session.scalars(select(TextRow).where(TextRow.name == "lead")).one()
    step = {
        "stepType": "replace",
        "from": 1,
        "to": 1,
        "slice": {"content": [{"type": "text", "text": words}]},
    }
    body = {"version": row.version, "client": "c", "steps": [step]}
    return client.post(f"/texts/{row.id}/steps", json=body)


def steps(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(StepRow)) or 0


def reads(client: FlaskClient, document_id: int) -> list[int]:
    pages = ("/", f"/documents/{document_id}", f"/documents/{document_id}/reading")
    return [client.get(page).status_code for page in pages]


@contextmanager
def no_room(database: Database) -> Iterator[None]:
    """A disk without room: the file may not grow, and its free pages are taken."""
    with database.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))

    def limit(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    event.listen(database.engine, "begin", limit)
    yield
    event.remove(database.engine, "begin", limit)
    database.engine.dispose()  # the limit stays with every connection that was in use


def test_on_a_full_disk_reading_goes_on_and_saving_says_so(
    client: FlaskClient, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    sign_in(client, cast.anna)
    with no_room(database):
        answers = [typed(client, database, "ord " * 1000) for _ in range(5)]
        assert answers[-1].status_code == 507
        assert answers[-1].json is not None
        assert answers[-1].json["error"] == "storage-full"
        assert reads(client, cast.document_id) == [200, 200, 200]
        kept = steps(database)
        assert kept == sum(answer.status_code == 200 for answer in answers)
    assert typed(client, database, "ord " * 1000).status_code == 200
    assert steps(database) == kept + 1


def test_what_was_not_saved_is_not_said_to_be(
    client: FlaskClient, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    sign_in(client, cast.anna)

    def fill(connection: Connection) -> None:
        if connection.get_execution_options().get("wpr_writes"):
            connection.exec_driver_sql("PRAGMA max_page_count=1")
            try:
                connection.exec_driver_sql("CREATE TABLE filler AS SELECT zeroblob(9000000)")
            finally:
                connection.exec_driver_sql("ROLLBACK")

    event.listen(database.engine, "commit", fill)
    page = client.post("/profile", data={"name": "Anna Ny", "language": ""})
    event.remove(database.engine, "commit", fill)
    database.engine.dispose()
    assert page.status_code == 507
    for seen in (page.text, client.get("/profile").text):
        assert "Din profil är sparad" not in seen
        assert "Anna Ny" not in seen


def test_a_read_only_database_is_read_and_saving_says_so(
    settings: Settings, database: Database, cast: Cast, sign_in: SignIn
) -> None:
    file = Path(database.url.database or "")
    only = Database(f"sqlite:///file:{file}?mode=ro&uri=true")
    client = sign_in(create_app(settings, only).test_client(), cast.anna)
    client.application.config["WTF_CSRF_ENABLED"] = False
    assert reads(client, cast.document_id) == [200, 200, 200]
    refused = typed(client, database, "ord")
    assert refused.status_code == 503
    assert refused.json is not None
    assert refused.json["error"] == "storage-read-only"
    form = client.post(f"/documents/{cast.document_id}/facts", data={"title": "Nytt"})
    assert form.status_code == 503
    assert "Det går inte att spara just nu" in form.text
    only.close()
    assert steps(database) == 0


def test_a_busy_database_says_when_to_come_back(
    client: FlaskClient,
    cast: Cast,
    database: Database,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "PATIENCE_S", 0.3)
    sign_in(client, cast.anna)
    held, done = Event(), Event()

    def hold() -> None:
        with database.writing() as session:
            session.scalars(select(DocumentRow)).all()
            held.set()
            done.wait(20)

    holder = Thread(target=hold)
    holder.start()
    held.wait(10)
    refused = typed(client, database, "ord")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json is not None
    assert refused.json["error"] == "storage-busy"
    assert reads(client, cast.document_id) == [200, 200, 200]
    done.set()
    holder.join()
    assert typed(client, database, "ord").status_code == 200


def test_a_short_lock_is_waited_out(
    client: FlaskClient, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    sign_in(client, cast.anna)
    held = Event()

    def hold() -> None:
        with database.writing() as session:
            session.scalars(select(DocumentRow).with_for_update()).all()
            held.set()
            Event().wait(0.5)

    holder = Thread(target=hold)
    holder.start()
    held.wait(10)
    assert typed(client, database, "ord").status_code == 200
    holder.join()
