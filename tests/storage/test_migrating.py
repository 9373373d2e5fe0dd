"""Migrating: the rows and the migrations agree, from every revision, and many may start at once."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from wpr.storage.database import Database
from wpr.storage.tables import metadata


def test_the_migrations_make_the_tables_of_the_rows(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata()) == []
