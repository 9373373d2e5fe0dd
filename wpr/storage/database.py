"""The database: one object that opens sessions for reading and for writing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from wpr.storage.fault import Fault, StorageFault, fault_of
from wpr.storage.gate import WriteGate

BUSY_TIMEOUT_MS: Final = 5000
_MOST_CONNECTIONS: Final = 64
_FAREWELL_S: Final = 2.0


class Database:
    """A SQLite file (the default) or a PostgreSQL database, by SQLAlchemy URL.

    `reading()` gives a session on one consistent state that must not write. `writing()` gives one
    that commits at its end, or keeps nothing when an exception passes through it. Both raise
    StorageFault for what the store itself cannot do.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        self._reader = self.engine if self.is_sqlite else _one_state(self.engine)
        self._writer = self.engine.execution_options(wpr_writes=True)
        self.is_closed = False
        self._background: list[Thread] = []
        self._farewells: list[Callable[[], None]] = []
        self._gate = WriteGate(self.lock_file) if self.is_sqlite else None
        # While one connection is open SQLite keeps its -wal and -shm files, so that reading
        # goes on when the disk becomes full or read-only.
        with faults_named():
            self._anchor = self.engine.raw_connection() if self.is_sqlite else None
        event.listen(self.engine, "checkin", self._given_back)

    @property
    def lock_file(self) -> Path:
        """The file beside a SQLite database that writers and migrations queue at."""
        name = (self.url.database or "").removeprefix("file:")
        return Path(name).with_name(Path(name).name + ".lock")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading. Nothing is committed."""
        with faults_named(), Session(self._reader, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for one act: committed at the end, or not at all."""
        with faults_named(), ExitStack() as stack:
            if self._gate:
                stack.enter_context(self._gate.passed())
            session = stack.enter_context(Session(self._writer, expire_on_commit=False))
            yield session
            session.commit()

    def in_background(self, work: Callable[[], None], name: str) -> None:
        """Let a thread of this process work with the database until it `is_closed`."""
        thread = Thread(target=work, name=name, daemon=True)
        self._background.append(thread)
        thread.start()

    def before_closing(self, farewell: Callable[[], None]) -> None:
        """Call `farewell` when the database is about to be closed: whose work needs it ends it."""
        self._farewells.append(farewell)

    def close(self) -> None:
        """Give back every connection, when those in the background have seen that it is closed.

        What is still in use then is closed when its user gives it back.
        """
        for farewell in self._farewells:
            farewell()
        self.is_closed = True
        for thread in self._background:
            thread.join(_FAREWELL_S)
        if self._anchor is not None:
            self._anchor.close()
        self.engine.dispose()

    def _given_back(self, _connection: Any, record: ConnectionPoolEntry) -> None:
        if self.is_closed:
            record.invalidate()


@contextmanager
def faults_named() -> Iterator[None]:
    """Turn what the database says of itself into StorageFault; other errors pass as they are."""
    try:
        yield
    except NoConnectionFree as error:
        raise StorageFault(Fault.BUSY) from error
    except sqlite3.DatabaseError as error:  # from `prepare` below, where SQLAlchemy wraps nothing
        raise StorageFault(Fault.GONE) from error
    except DBAPIError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise StorageFault(fault) from error


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        pool_size=_MOST_CONNECTIONS,
        pool_timeout=10,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver must not begin transactions by itself: `begin` below says which kind.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA foreign_keys=ON")
        # FULL is what an acknowledged keystroke needs to survive a power cut: NORMAL lost 65 of
        # 2,692 acknowledged saves in six simulated cuts, FULL none.
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("wpr_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _one_state(engine: Engine) -> Engine:
    """The engine as readers use it: all queries of a transaction see the same moment, as SQLite's
    do, or a page could list a question whose texts it has not seen."""
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _postgresql_engine(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=_MOST_CONNECTIONS - 16,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"options": "-c lock_timeout=8000"},
    )
