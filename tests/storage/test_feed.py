"""The feed: what is committed reaches those who listen, from any process and over a restart."""

import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import enumerate as threads

import pytest
from sqlalchemy import func, select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.postgresql import PostgresqlServer
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, EventRow
from wpr.storage.feed import KEPT, Feed, Told, announce, events_since
from wpr.storage.migrating import migrate


def say(database: Database, words: str) -> None:
    """Commit one event of the only document, as a service would."""
    with database.writing() as session:
        document = session.scalars(select(DocumentRow).with_for_update()).one()
        announce(session, document, {"kind": words}, datetime.now(UTC))


def next_of(told: SimpleQueue[Told], seconds: float = 5) -> str:
    return told.get(timeout=seconds).body


def test_what_is_committed_is_heard_soon(database: Database, cast: Cast) -> None:
    feed = Feed(database)
    with feed.listening(cast.document_id) as told:
        say(database, "hello")
        feed.kick()
        assert next_of(told) == '{"kind":"hello"}'


def test_what_another_process_commits_is_heard_too(database: Database, cast: Cast) -> None:
    elsewhere = (
        "import sys\n"
        "from tests.storage.test_feed import say\n"
        "from wpr.storage.database import Database\n"
        "say(Database(sys.argv[1]), 'from elsewhere')"
    )
    url = database.url.render_as_string(hide_password=False)
    with Feed(database).listening(cast.document_id) as told:
        subprocess.run([sys.executable, "-c", elsewhere, url], check=True)
        assert next_of(told) == '{"kind":"from elsewhere"}'


def test_everybody_hears_everything_once_and_in_order(database: Database, cast: Cast) -> None:
    feed = Feed(database)
    with feed.listening(cast.document_id) as one, feed.listening(cast.document_id) as two:
        assert feed.count() == 2
        for number in range(50):
            say(database, str(number))
        for told in (one, two):
            heard = [told.get(timeout=5) for _ in range(50)]
            assert [event.body for event in heard] == [f'{{"kind":"{n}"}}' for n in range(50)]
            assert [event.seq for event in heard] == list(range(heard[0].seq, heard[0].seq + 50))
    assert feed.count() == 0


def test_what_is_taken_back_is_never_heard(database: Database, cast: Cast) -> None:
    with Feed(database).listening(cast.document_id) as told:
        with pytest.raises(ZeroDivisionError):
            say_and_fail(database)
        say(database, "afterwards")
        assert next_of(told) == '{"kind":"afterwards"}'


def say_and_fail(database: Database) -> None:
    with database.writing() as session:
        document = session.scalars(select(DocumentRow).with_for_update()).one()
        announce(session, document, {"kind": "never"}, NOW)
        session.flush()
        _ = 1 / 0


def test_one_who_was_away_too_long_is_told_so(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        document = session.scalars(select(DocumentRow).with_for_update()).one()
        for _ in range(2 * KEPT):
            announce(session, document, {"kind": "x"}, NOW)
            session.flush()
    with database.reading() as session:
        seq = session.scalars(select(DocumentRow.seq)).one()
        kept = session.scalar(select(func.count()).select_from(EventRow))
        assert kept is not None
        assert KEPT <= kept < 2 * KEPT
        assert events_since(session, cast.document_id, 0) is None
        recent = events_since(session, cast.document_id, seq - 3)
        assert recent is not None
        assert [event.seq for event in recent] == [seq - 2, seq - 1, seq]


def test_it_goes_on_when_postgresql_has_been_away() -> None:
    with PostgresqlServer() as server, closing(Database(server.url(server.create()))) as database:
        migrate(database)
        with database.writing() as session:
            session.add(
                DocumentRow(
                    title="A",
                    language="sv",
                    guide="school",
                    stage="draft",
                    created_at=NOW,
                    changed_at=NOW,
                )
            )
        with Feed(database).listening(1) as told:
            say(database, "before")
            assert next_of(told) == '{"kind":"before"}'
            server.stop()
            time.sleep(0.5)
            server.start()
            say(database, "after")
            assert next_of(told) == '{"kind":"after"}'


def test_it_ends_with_the_database(database: Database, cast: Cast) -> None:
    with Feed(database).listening(cast.document_id):
        assert any(thread.name == "wpr-feed" for thread in threads())
    before = {thread for thread in threads() if thread.name == "wpr-feed"}
    database.close()
    assert not any(thread.is_alive() for thread in before)
