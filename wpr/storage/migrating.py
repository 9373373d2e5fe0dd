"""Bringing a database to the newest schema: a step of its own, under a lock, never at import."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from wpr.storage.database import Database

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_ADVISORY_KEY: Final = 0x777072  # "wpr", so that two servers on one PostgreSQL take turns


def migrate(database: Database, revision: str = "head") -> bool:
    """Bring the database to `revision`. True when something was done, False when it was there.

    Several processes may call it at once: the first migrates, the others wait and find it done.
    """
    if revision == "head" and is_current(database):
        return False
    with database.engine.connect() as connection, _alone(database, connection):
        if revision == "head" and _revision(connection) == _head():
            return False
        if database.is_sqlite:
            connection.rollback()  # the journal mode cannot change inside a transaction
            connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    return True


def is_current(database: Database) -> bool:
    """Whether the database has the newest schema. Only reads."""
    with database.engine.connect() as connection:
        return _revision(connection) == _head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _head() -> str | None:
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


@contextmanager
def _alone(database: Database, connection: Connection) -> Iterator[None]:
    if database.is_sqlite:
        with database.lock_file.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _ADVISORY_KEY})
        connection.commit()
        try:
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY_KEY})
            connection.commit()
