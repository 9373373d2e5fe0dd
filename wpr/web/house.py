"""What the running app has at hand: the database, the guides, the places it writes to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast

from flask import Flask, current_app, request
from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.printing.standards import Variant
from wpr.storage.database import Database
from wpr.storage.feed import Feed
from wpr.storage.queue import Queue

_KEY: Final = "wpr"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class House:
    """The app's own things, made once by `create_app`."""

    database: Database
    feed: Feed
    guides: Guides
    guide_folders: tuple[Path, ...]
    pdf_folder: Path
    public_url: str
    is_https: bool
    language: str
    smtp_url: str
    mail_from: str
    mail_wait: timedelta
    queue: Queue
    most_streams: int
    pdf_variant: Variant


def house() -> House:
    """The house of the app that serves this request."""
    return house_of(current_app)


def house_of(app: Flask) -> House:
    """The house of an app, also where no request is served."""
    return cast("House", app.extensions[_KEY])


def now() -> datetime:
    """The time of this request, for services, which keep no clock of their own."""
    return datetime.now(UTC)


@contextmanager
def transaction() -> Iterator[Session]:
    """A session for this request: one that only reads for GET, one that commits at its end else."""
    database = house().database
    with database.reading() if request.method in _SAFE else database.writing() as session:
        yield session
