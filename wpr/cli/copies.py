"""Copies of everything: backup and restore; and the schema they are in."""

from datetime import UTC, datetime
from pathlib import Path

import click

from wpr.cli.opening import open_database, open_settings
from wpr.cli.progress import progress
from wpr.storage import backing_up, migrating


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole database into FILE, while people write.

    FILE holds one consistent state, names and hashed passwords too: keep it as safe as the
    database. It can be restored into SQLite and into PostgreSQL.
    """
    with open_database(open_settings(), migrated=False) as database, progress() as say:
        made = backing_up.back_up(
            database, file, datetime.now(UTC), lambda rows: say(f"{rows} rows copied")
        )
    click.echo(f"{file}: {made.rows.total()} rows, schema {made.revision}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from the backup FILE.

    A database that holds people or documents is left alone: set WPR_DATA to a new folder, or
    WPR_DATABASE_URL to a new database.
    """
    with open_database(open_settings(), migrated=False) as database, progress() as say:
        made = backing_up.restore(database, file, lambda rows: say(f"{rows} rows restored"))
    click.echo(f"{made.rows.total()} rows as they were at {made.made_at:%Y-%m-%d %H:%M} UTC.")


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema (`wpr serve` does it first)."""
    with open_database(open_settings(), migrated=False) as database, progress() as say:
        say("migrating")
        done = migrating.migrate(database)
    click.echo("The database has the newest schema now." if done else "It had the newest schema.")
