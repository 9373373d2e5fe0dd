"""Serving the pages, and doing the queue's work where that is done on a machine of its own."""

import logging
import signal
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import Final

import click

from wpr import serving
from wpr.app import create_app, queue_of
from wpr.cli.faults import sentence
from wpr.cli.opening import open_database, open_guides, open_settings, refuse_without_redis
from wpr.domain.guide_file import Guides
from wpr.services import drafting, joining
from wpr.settings import SettingFault, Settings, with_secret
from wpr.storage.database import Database
from wpr.storage.fault import Fault, StorageFault
from wpr.storage.migrating import prove_writable
from wpr.storage.queue import STORE_ERRORS

_FAREWELL_S: Final = 15.0
"""How long a mail under way may take when a worker is stopped; else it is sent another time."""


@click.command()
def serve() -> None:
    """Serve the pages until Ctrl+C or SIGTERM.

    Brings the database to the newest schema first. As long as nobody has an account, it prints a
    link where the first administrator is made.
    """
    settings = open_settings()
    refuse_without_redis(settings)
    guides = open_guides(settings)
    serving.refuse_taken_port(settings)
    with open_database(settings) as database:
        if not settings.secret:
            with_secret(settings.data)
        set_up_token = _prepare(database, guides)
        _take_up_mail(settings)

    def started() -> None:
        click.echo(f"wpr serves {settings.public_url} (Ctrl+C stops it).")
        if set_up_token:
            click.echo("Nobody has an account yet. The first administrator begins here:")
            click.echo(f"{settings.public_url}/set-up/{set_up_token}")

    serving.serve(settings, started)


@click.command()
def worker() -> None:
    """Send mail from the queue in Redis, until Ctrl+C or SIGTERM.

    For WPR_QUEUE_URL; without it `wpr serve` does this itself. Several may run, on any machine that
    reaches the same database.
    """
    settings = open_settings()
    if not settings.queue_url:
        raise SettingFault("WPR_QUEUE_URL is not set: `wpr serve` sends the mail itself.")
    refuse_without_redis(settings)
    settings = replace(settings, secret=settings.secret or _shared_secret(settings))
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    is_over = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: is_over.set())
    with open_database(settings) as database:
        workers = serving.workers_for(create_app(settings, database), settings)
        workers.start()
        click.echo("wpr sends mail from the queue in Redis (Ctrl+C stops it).")
        is_over.wait()
        workers.stop(_FAREWELL_S)


def _take_up_mail(settings: Settings) -> None:
    """Let what waits in the queue's file be tried at once: nobody is at work on it any more."""
    if settings.queue_url:
        return
    queue = queue_of(settings)
    try:
        queue.wake(until=datetime.max.replace(tzinfo=UTC))
    except STORE_ERRORS as error:
        reason = sentence(error).rstrip(".")
        click.echo(f"The queue for mail cannot be used: {reason}.", err=True)
    finally:
        queue.close()


def _shared_secret(settings: Settings) -> str:
    """The secret in a data folder that `wpr serve` has used too: links in mail are signed by it."""
    if not (settings.data / "secret").exists():
        raise SettingFault(
            "WPR_SECRET is not set: give this machine and those that serve the pages the same one."
        )
    return with_secret(settings.data)


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
            prove_writable(session)
            for guide in guides:
                drafting.fit_to_guide(session, guide)
            return joining.set_up_token(session, datetime.now(UTC))
    except StorageFault as error:
        if error.fault is not Fault.READ_ONLY:
            raise
        click.echo("The database can only be read; saving is closed.", err=True)
        return None
