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
from sqlalchemy.orm import Session

from wpr.storage.database import Database, faults_named

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_ADVISORY_KEY: Final = 0x777072  # "wpr", so that two servers on one PostgreSQL take turns


class SchemaFault(Exception):
    """The database has a schema this version does not know. The text is one sentence."""


def migrate(database: Database, revision: str = "head") -> bool:
    """Bring the database to `revision`. True when something was done, False when it was there.

    Several processes may call it at once: the first migrates, the others wait and find it done.
    Raises SchemaFault for a database made by a newer version, StorageFault when it does not answer.
    """
    wanted = _known(revision)
    with faults_named(), database.engine.connect() as connection:
        if _known(revision_of(connection)) == wanted:
            return False
        connection.rollback()
        with _alone(database, connection):
            if revision_of(connection) == wanted:
                return False
            connection.rollback()  # the journal mode cannot change inside a transaction
            if database.is_sqlite:
                connection.connection.cursor().execute("PRAGMA journal_mode=WAL")
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            connection.commit()
    return True


def prove_writable(session: Session) -> None:
    """Write what is there already: raises StorageFault where saving would."""
    session.execute(text("UPDATE alembic_version SET version_num = version_num"))


def revision_of(connection: Connection) -> str | None:
    """The revision of the schema that is there; None for a database without tables."""
    return MigrationContext.configure(connection).get_current_revision()


def _known(revision: str | None) -> str | None:
    """The revision's own name. Raises SchemaFault when there is no such revision."""
    script = ScriptDirectory(str(_MIGRATIONS))
    if revision == "head":
        return script.get_current_head()
    if revision not in {None, *(known.revision for known in script.walk_revisions())}:
        raise SchemaFault(
            f"The data is of schema {revision}, which this version of wpr does not know:"
            " it was written by a newer one. Install that."
        )
    return revision


@contextmanager
def _alone(database: Database, connection: Connection) -> Iterator[None]:
    if database.is_sqlite:
        with database.lock_file.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    else:
        connection.execute(text("SET LOCAL lock_timeout = 0"))  # another's migration may take long
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _ADVISORY_KEY})
        connection.commit()
        try:
            yield
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _ADVISORY_KEY})
            connection.commit()
