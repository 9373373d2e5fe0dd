"""The database: what an act keeps, what readers see meanwhile, what the store's faults become."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.postgresql import PostgresqlServer
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, StepRow
from wpr.storage.fault import Fault, StorageFault
from wpr.storage.people import Attempt, User


@pytest.fixture
def file_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database, whatever the run is on."""
    shutil.copyfile(sqlite_template, tmp_path / "file.db")
    database = Database(f"sqlite:///{tmp_path / 'file.db'}")
    yield database
    database.close()


def attempts(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_an_act_is_kept_whole(database: Database) -> None:
    with database.writing() as session:
        session.add(Attempt(key="one", at=NOW))
        session.add(Attempt(key="two", at=NOW))
    assert attempts(database) == 2


def test_an_act_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            session.add(Attempt(key="one", at=NOW))
            session.flush()
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert attempts(database) == 0


def test_reading_keeps_nothing(database: Database) -> None:
    with database.reading() as session:
        session.add(Attempt(key="one", at=NOW))
    assert attempts(database) == 0


def test_readers_go_on_while_somebody_writes(database: Database) -> None:
    with database.writing() as session:
        session.add(Attempt(key="one", at=NOW))
        session.flush()
        asked = time.monotonic()
        assert attempts(database) == 0
        assert time.monotonic() - asked < 4  # a reader who waited would wait for 5 at least


def test_a_time_comes_back_in_utc(database: Database) -> None:
    with database.writing() as session:
        session.add(Attempt(key="one", at=NOW))
    with database.reading() as session:
        found = session.scalars(select(Attempt.at)).one()
    assert found == NOW
    assert found.tzinfo is not None


def test_a_document_takes_everything_of_its_own_with_it(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        session.delete(session.get_one(DocumentRow, cast.document_id))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Member)) == 0
        assert session.scalar(select(func.count()).select_from(StepRow)) == 0


def test_a_broken_rule_is_a_mistake_of_ours_and_no_fault_of_the_store(
    database: Database, cast: Cast
) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(User(email=cast.anna.email, name="Anna Two", password_hash="", created_at=NOW))


def test_a_wrong_statement_is_a_mistake_of_ours_too(database: Database) -> None:
    with pytest.raises((OperationalError, ProgrammingError)), database.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))


def test_sqlite_syncs_every_commit_to_the_disk_in_wal_mode(file_database: Database) -> None:
    for engine_use in (file_database.reading, file_database.writing):
        with engine_use() as session:
            assert session.scalar(text("PRAGMA synchronous")) == 2  # FULL
            assert session.scalar(text("PRAGMA journal_mode")) == "wal"
            assert session.scalar(text("PRAGMA foreign_keys")) == 1
            assert session.scalar(text("PRAGMA busy_timeout")) == 5000


def test_a_writer_takes_its_lock_before_it_reads(file_database: Database, tmp_path: Path) -> None:
    with file_database.writing() as session:
        session.scalar(select(func.count()).select_from(Attempt))
        other = sqlite3.connect(tmp_path / "file.db", timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="database is locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_lock_of_a_foreign_program_ends_with_busy(
    file_database: Database, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "file.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    asked = time.monotonic()
    with pytest.raises(StorageFault) as refused, file_database.writing() as session:
        session.scalar(select(func.count()).select_from(Attempt))
    assert refused.value.fault is Fault.BUSY
    assert time.monotonic() - asked < 15
    other.execute("ROLLBACK")
    other.close()
    with file_database.writing() as session:
        session.add(Attempt(key="afterwards", at=NOW))
    assert attempts(file_database) == 1


def test_a_full_disk_stops_writing_but_not_reading(file_database: Database) -> None:
    with file_database.writing() as session:
        session.add(Attempt(key="before", at=NOW))
    with file_database.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))

    @event.listens_for(file_database.engine, "begin")
    def no_room(connection: object) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={room}")  # type: ignore[attr-defined]

    room = pages
    with pytest.raises(StorageFault) as refused, file_database.writing() as session:
        session.add_all(Attempt(key=f"{n}" * 20, at=NOW) for n in range(2000))
    assert refused.value.fault is Fault.FULL
    assert attempts(file_database) == 1
    room = 10_000  # somebody cleared the disk
    with file_database.writing() as session:
        session.add(Attempt(key="after", at=NOW))
    assert attempts(file_database) == 2


def test_a_read_only_database_can_be_read(file_database: Database, tmp_path: Path) -> None:
    with file_database.writing() as session:
        session.add(Attempt(key="before", at=NOW))
    read_only = Database(f"sqlite:///file:{tmp_path / 'file.db'}?mode=ro&uri=true")
    assert attempts(read_only) == 1
    with pytest.raises(StorageFault) as refused, read_only.writing() as session:
        session.add(Attempt(key="after", at=NOW))
    assert refused.value.fault is Fault.READ_ONLY
    assert attempts(read_only) == 1
    read_only.close()


def test_the_wal_stays_while_the_database_is_open(file_database: Database, tmp_path: Path) -> None:
    with file_database.writing() as session:
        session.add(Attempt(key="one", at=NOW))
    with sqlite3.connect(tmp_path / "file.db") as other:
        other.execute("SELECT count(*) FROM attempts").fetchone()
    other.close()  # the last connection to close would remove it; reading then needs to write
    assert (tmp_path / "file.db-wal").exists()


def test_when_every_connection_is_taken_the_next_is_told_it_is_busy(
    file_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = file_database.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.1)
    taken = [file_database.engine.raw_connection() for _ in range(pool.size() + 10 - 1)]  # type: ignore[attr-defined]
    with pytest.raises(StorageFault) as refused:
        attempts(file_database)
    assert refused.value.fault is Fault.BUSY
    for connection in taken:
        connection.close()
    assert attempts(file_database) == 0


def test_postgresql_waits_for_a_row_and_then_says_busy(
    postgresql: PostgresqlServer, postgresql_template: str
) -> None:
    name = postgresql.create(postgresql_template)
    database = Database(postgresql.url(name))
    with database.writing() as session:
        session.add(User(email="a@example.se", name="A", password_hash="", created_at=NOW))
    held, done = Event(), Event()

    def hold() -> None:
        with database.writing() as session:
            session.scalars(select(User).with_for_update()).one()
            held.set()
            done.wait(20)

    holder = Thread(target=hold)
    holder.start()
    held.wait(10)

    def wait() -> None:
        with database.writing() as session:
            session.execute(text("SET LOCAL lock_timeout = 300"))
            session.scalars(select(User).with_for_update()).one()

    with pytest.raises(StorageFault) as refused:
        wait()
    done.set()
    holder.join()
    database.close()
    assert refused.value.fault is Fault.BUSY


def test_a_postgresql_that_comes_back_is_used_again() -> None:
    with PostgresqlServer() as server:
        database = Database(server.url(server.create()))
        with database.reading() as session:
            assert session.scalar(text("SELECT 1")) == 1
        server.stop()
        with pytest.raises(StorageFault) as refused, database.reading() as session:
            session.scalar(text("SELECT 1"))
        assert refused.value.fault is Fault.GONE
        server.start()
        with database.reading() as session:
            assert session.scalar(text("SELECT 1")) == 1
        database.close()


def test_a_connection_given_back_after_closing_is_closed(database: Database) -> None:
    with database.reading() as session:
        driver = session.connection().connection.dbapi_connection
        assert driver is not None
        database.close()
        assert session.scalar(text("SELECT 1")) == 1
    with pytest.raises(Exception, match="closed"):
        driver.cursor().execute("SELECT 1")
