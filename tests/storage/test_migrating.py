"""Migrating: the rows and the revisions agree, many may start at once, and a kill does no harm."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from tests.fixtures.postgresql import PostgresqlServer
from wpr.places import PACKAGE
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.fault import StorageFault
from wpr.storage.migrating import SchemaFault, migrate, revision_of
from wpr.storage.people import User
from wpr.storage.tables import metadata

REVISIONS = [
    revision.revision
    for revision in ScriptDirectory(str(PACKAGE / "storage" / "migrations")).walk_revisions()
]


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """A database without tables."""
    with closing(Database(empty_database_url)) as database:
        yield database


def differences(database: Database) -> list[object]:
    """What Alembic would still change to make the tables those of the rows."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata()))


def test_the_revisions_make_the_tables_of_the_rows(database: Database) -> None:
    assert differences(database) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_revision_leads_to_the_newest_schema(empty: Database, revision: str) -> None:
    migrate(empty, revision)
    with empty.engine.connect() as connection:
        assert revision_of(connection) == revision
    migrate(empty)
    assert differences(empty) == []


def test_rows_of_the_first_schema_are_there_in_the_newest(empty: Database) -> None:
    migrate(empty, "0001")
    with empty.writing() as session:
        session.execute(
            text(
                "INSERT INTO documents (title, language, guide, stage, place, organisation, team,"
                " decider, case_number, created_at, changed_at, seq) VALUES ('A', 'sv', 'school',"
                " 'draft', '', '', '[]', '', '', '2027-01-01', '2027-01-01', 0)"
            )
        )
        session.execute(
            text(
                "INSERT INTO texts (document_id, slot, name, is_line, version, content, words,"
                " gaps) VALUES (1, 'part', 'lead', false, 0, '{}', 0, 0)"
            )
        )
    migrate(empty)
    with empty.reading() as session:
        assert session.scalars(select(DocumentRow)).one().touches == []
        assert session.scalars(select(TextRow)).one().name == "lead"


def test_migrating_what_is_migrated_does_nothing(database: Database) -> None:
    assert migrate(database) is False


def test_every_constraint_has_the_name_of_its_kind_and_table(database: Database) -> None:
    inspector = inspect(database.engine)
    for table in metadata().tables:
        names = [(inspector.get_pk_constraint(table)["name"], "pk")]
        names += [(one["name"], "fk") for one in inspector.get_foreign_keys(table)]
        names += [(one["name"], "uq") for one in inspector.get_unique_constraints(table)]
        names += [(one["name"], "ck") for one in inspector.get_check_constraints(table)]
        names += [
            (one["name"], "ix")
            for one in inspector.get_indexes(table)
            if not one.get("duplicates_constraint")
        ]
        for name, kind in names:
            assert re.match(rf"{kind}__{table}(__|$)", name or ""), f"{table}: {name}"


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaFault, match="schema 9999"):
        migrate(database)
    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


MIGRATE = """
import sys
from wpr.places import PACKAGE
from wpr.storage.database import Database
from wpr.storage.migrating import migrate
print(migrate(Database(sys.argv[1])))
"""


MIGRATE_BY_SIX = """
import os, sys
from wpr.storage.database import Database
from wpr.storage.migrating import migrate
for _ in range(6):
    if os.fork() == 0:
        os.write(1, b"%d\\n" % migrate(Database(sys.argv[1])))
        os._exit(0)
sys.exit(max(os.wait()[1] for _ in range(6)))
"""


@pytest.mark.parametrize("go", range(3))
def test_six_processes_may_begin_with_an_empty_database(empty_database_url: str, go: int) -> None:
    told = subprocess.run(
        [sys.executable, "-c", MIGRATE_BY_SIX, empty_database_url],
        check=False,
        capture_output=True,
        text=True,
    )
    assert sorted(told.stdout.split()) == ["0"] * 5 + ["1"], told
    with closing(Database(empty_database_url)) as database:
        assert differences(database) == []


MIGRATE_AND_DIE = """
import os, signal, sys
from sqlalchemy import event
from wpr.places import PACKAGE
from wpr.storage.database import Database
from wpr.storage.migrating import migrate
database, left = Database(sys.argv[1]), int(sys.argv[2])
@event.listens_for(database.engine, "after_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    left -= statement.lstrip().startswith(("CREATE", "ALTER", "INSERT", "UPDATE"))
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
migrate(database)
"""


@pytest.mark.parametrize("statements", [1, 2, 5, 9, 14])
def test_a_migration_killed_in_the_middle_is_done_by_the_next_start(
    empty_database_url: str, statements: int
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", MIGRATE_AND_DIE, empty_database_url, str(statements)], check=False
    )
    assert killed.returncode == -9
    with closing(Database(empty_database_url)) as database:
        assert migrate(database) is True
        assert differences(database) == []
        with database.reading() as session:
            assert session.query(User).count() == 0


def test_a_server_that_does_not_answer_is_a_fault_of_the_store() -> None:
    with (
        closing(Database("postgresql://wpr@127.0.0.1:1/wpr")) as database,
        pytest.raises(StorageFault),
    ):
        migrate(database)


def test_a_migration_waits_for_another_one_however_long_it_takes(
    postgresql: PostgresqlServer,
) -> None:
    url = postgresql.url(postgresql.create())
    with closing(Database(url)) as first, first.engine.connect() as other:
        other.execute(text("SELECT pg_advisory_lock(7827570)"))  # "wpr", as migrating spells it
        waiting = subprocess.Popen([sys.executable, "-c", MIGRATE, url], stdout=subprocess.PIPE)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(9)  # longer than the lock_timeout of ordinary work
        other.execute(text("SELECT pg_advisory_unlock(7827570)"))
        assert waiting.communicate()[0].strip() == b"True"
