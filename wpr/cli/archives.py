"""Archives: everything of an organisation in one zip that can be read by hand, and back in."""

from datetime import UTC, datetime
from pathlib import Path

import click

from wpr.cli.opening import open_database, open_guides, open_settings
from wpr.cli.progress import progress
from wpr.services.archiving import write_archive
from wpr.services.unarchiving import read_archive
from wpr.storage.whole_file import whole_file


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def archive(file: Path) -> None:
    """Put everything there is into FILE.zip, while people write.

    Each document as Markdown and JSON with its versions and comments, people, guides and words:
    readable by hand, and whole. Passwords and links are left out. `wpr unpack` takes it in again.
    """
    settings = open_settings()
    guides = open_guides(settings)
    with (
        open_database(settings) as database,
        progress() as say,
        whole_file(file, 0o600) as out,
        database.reading() as session,
    ):
        made = write_archive(
            session,
            guides,
            settings.guides,
            out,
            datetime.now(UTC),
            lambda done: say(f"{done} documents archived"),
        )
    click.echo(f"{file}: {made.documents} documents, {made.rows} rows.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--guides",
    "guides_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the school's own guides go [default: guides in the data folder].",
)
def unpack(file: Path, guides_folder: Path | None) -> None:
    """Fill an empty installation from the archive FILE.zip.

    One that holds people or documents is left alone: set WPR_DATA to a new folder, or
    WPR_DATABASE_URL to a new database. Nobody has a password afterwards: `wpr user link EMAIL`.
    """
    settings = open_settings()
    folder = guides_folder or settings.data / "guides"
    with open_database(settings, migrated=False) as database, progress() as say:
        found = read_archive(database, file, folder, lambda rows: say(f"{rows} rows taken in"))
    made = found.backup
    click.echo(f"{made.rows.total()} rows as they were at {made.made_at:%Y-%m-%d %H:%M} UTC.")
    if found.guides:
        click.echo(f"The school's own guides are in {folder}: set WPR_GUIDES={folder}.")
    click.echo("Passwords are not in an archive: `wpr user link EMAIL` signs somebody in.")
