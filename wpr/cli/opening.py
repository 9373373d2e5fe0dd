"""Opening what a command works with: the settings, the guides, the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from wpr.domain.guide_file import Guides, load_guides
from wpr.places import GUIDES
from wpr.settings import SettingFault, Settings, from_environment
from wpr.storage.database import Database
from wpr.storage.migrating import migrate


def open_settings() -> Settings:
    """The settings of this environment. Raises SettingFault."""
    return from_environment(os.environ)


def open_guides(settings: Settings) -> Guides:
    """The guides that come with wpr and the school's own. Raises GuideFault."""
    return load_guides(GUIDES, *settings.guides)


def refuse_without_redis(settings: Settings) -> None:
    """Raises SettingFault where the queue is to be in Redis and its package is missing."""
    if settings.queue_url and find_spec("redis") is None:
        raise SettingFault(
            "WPR_QUEUE_URL needs the Python package redis: pip install 'wpr[redis]'."
        )


@contextmanager
def open_database(settings: Settings, *, migrated: bool = True) -> Iterator[Database]:
    """The database, brought to the newest schema unless told otherwise.

    The data folder is made when it is missing; others on this machine may not look into it. Raises
    SettingFault where it cannot be made or looked into.
    """
    _make_folder(settings.data)
    try:
        database = Database(settings.database_url)
    except ModuleNotFoundError as error:
        raise SettingFault(
            f"WPR_DATABASE_URL needs the Python package {error.name}:"
            " pip install 'wpr[postgresql]'."
        ) from error
    try:
        if migrated:
            migrate(database)
        yield database
    finally:
        database.close()


def _make_folder(data: Path) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingFault(
            f"WPR_DATA is '{data}': the folder cannot be made ({error.strerror})."
        ) from error
    if not os.access(data, os.R_OK | os.X_OK):
        raise SettingFault(f"WPR_DATA is '{data}': wpr may not read this folder.")
