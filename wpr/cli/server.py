"""Serving the pages."""

from datetime import UTC, datetime

import click

from wpr import serving
from wpr.cli.opening import open_database, open_guides, open_settings
from wpr.domain.guide_file import Guides
from wpr.services import drafting, joining
from wpr.settings import with_secret
from wpr.storage.database import Database
from wpr.storage.fault import Fault, StorageFault


@click.command()
def serve() -> None:
    """Serve the pages until Ctrl+C or SIGTERM.

    Brings the database to the newest schema first. As long as nobody has an account, it prints a
    link where the first administrator is made.
    """
    settings = open_settings()
    guides = open_guides(settings)
    serving.refuse_taken_port(settings)
    with open_database(settings) as database:
        if not settings.secret:
            with_secret(settings.data)
        set_up_token = _prepare(database, guides)

    def started() -> None:
        click.echo(f"wpr serves {settings.public_url} (Ctrl+C stops it).")
        if set_up_token:
            click.echo("Nobody has an account yet. The first administrator begins here:")
            click.echo(f"{settings.public_url}/set-up/{set_up_token}")

    serving.serve(settings, started)


def _prepare(database: Database, guides: Guides) -> str | None:
    """Fit the documents to the guides; gives the set-up token while nobody has an account.

    A database that can only be read is served for reading.
    """
    with database.reading() as session:
        for guide_id, many in drafting.without_guide(session, {guide.id for guide in guides}):
            click.echo(
                f"The guide “{guide_id}” is not loaded: {many} of the documents follow it, and are"
                " shown by another one. WPR_GUIDES names folders with more guides.",
                err=True,
            )
    try:
        with database.writing() as session:
            for guide in guides:
                drafting.fit_to_guide(session, guide)
            return joining.set_up_token(session, datetime.now(UTC))
    except StorageFault as error:
        if error.fault is not Fault.READ_ONLY:
            raise
        click.echo("The database can only be read; saving is closed.", err=True)
        return None
