"""Printing ahead: what has rested is there before it is asked for, and typing is not held up."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.hands import send, text_id_of, typed
from tests.printing.test_limits import slow
from wpr.ahead import REST, Ahead
from wpr.printing.cache import Cache
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow


@pytest.fixture
def annas(app: Flask, cast: Cast, sign_in) -> FlaskClient:  # type: ignore[no-untyped-def]
    return sign_in(app.test_client(), cast.anna)  # type: ignore[no-any-return]


@pytest.fixture
def ahead(app: Flask) -> Iterator[Ahead]:
    one = Ahead(app)
    yield one
    one._renderer.close()


def changed(database: Database, document_id: int) -> datetime:
    """Say that the document was changed just now."""
    at = datetime.now(UTC)
    with database.writing() as session:
        session.get_one(DocumentRow, document_id).changed_at = at
    return at


def test_what_has_rested_is_there_before_it_is_asked_for(
    ahead: Ahead,
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = changed(database, cast.document_id)
    assert ahead.look(at + REST / 2) == 0
    assert ahead.look(at + REST) == 1
    assert ahead.look(at + REST) == 0
    monkeypatch.setattr("wpr.web.printing_line.print_pdf", None)  # nothing may be printed now
    answer = annas.get(f"/documents/{cast.document_id}/pdf")
    assert answer.data.startswith(b"%PDF-")


def test_what_rested_long_ago_or_is_removed_is_left(
    ahead: Ahead, cast: Cast, database: Database
) -> None:
    at = changed(database, cast.document_id)
    assert ahead.look(at + timedelta(minutes=11)) == 0
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).removed_at = at
    assert ahead.look(at + REST) == 0


def test_who_types_on_stops_it(
    ahead: Ahead,
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = changed(database, cast.document_id)
    monkeypatch.setattr("wpr.printing.pdf.page_html", lambda *_: slow(400))
    made: list[int] = []
    looking = Thread(target=lambda: made.append(ahead.look(at + REST)))
    looking.start()
    while not ahead._renderer._at_work:
        time.sleep(0.02)
    text = text_id_of(database, cast.document_id, "solution")
    begun = time.perf_counter()
    assert send(annas, text, 0, typed("Ett ord", 1)).status_code == 200
    looking.join(timeout=15)
    assert made == [0]
    assert time.perf_counter() - begun < 15
    assert not list(Cache(ahead._house.pdf_folder).folder.glob("*.pdf"))
