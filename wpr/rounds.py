"""Rounds: what every server process looks after by itself, minute by minute."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.guide_file import Guides
from wpr.domain.thinning import Pace, to_drop
from wpr.services import attending, tidying
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.fault import StorageFault
from wpr.storage.presence import any_gone
from wpr.storage.upkeep_queries import automatic_versions, old_steps

log = logging.getLogger(__name__)

_EVERY_S: Final = 60
_TIDY_EVERY: Final = timedelta(hours=1)
_NAP_S: Final = 0.5


class Rounds:
    """Keeps automatic versions, thins out old ones, prunes old steps and drops old notices, each in
    a transaction of its own, so that nobody who writes waits for long. Several processes may go
    their rounds."""

    def __init__(self, database: Database, guides: Guides, settings: Settings) -> None:
        self._database = database
        self._guides = guides
        self._quiet = timedelta(minutes=settings.version_quiet_minutes)
        self._pace = Pace(settings.version_all_days, settings.version_daily_days)
        self._step_days = timedelta(days=settings.step_days)
        self._tidied: datetime | None = None

    def start(self) -> None:
        """Go the rounds in the background until the database is closed."""
        self._database.in_background(self._run, "wpr-rounds")

    def keep_versions(self, now: datetime) -> None:
        """Keep a version of each document that is due."""
        with self._database.reading() as session:
            due = tidying.due(session, self._quiet, now)
        for document_id in due:
            self._act(
                partial(
                    tidying.keep_if_due,
                    document_id=document_id,
                    guides=self._guides,
                    quiet=self._quiet,
                    now=now,
                )
            )

    def tidy(self, now: datetime) -> None:
        """Thin out the automatic versions, prune the steps, and drop old notices."""
        with self._database.reading() as session:
            versions = automatic_versions(session, now - timedelta(days=self._pace.all_days))
            steps = old_steps(session, now - self._step_days)
            has_old_notices = tidying.has_old_notices(session, now)
        for document_id, found in versions.items():
            if to_drop(found, self._pace, now):
                self._act(
                    partial(
                        tidying.thin,
                        document_id=document_id,
                        versions=found,
                        pace=self._pace,
                        now=now,
                    )
                )
        for text_id, version in steps:
            self._act(partial(tidying.prune, text_id=text_id, version=version))
        if has_old_notices:
            self._act(partial(tidying.drop_old_notices, now=now))

    def sweep(self, now: datetime) -> None:
        """Forget the pages that have long been closed without a word."""
        with self._database.reading() as session:
            is_due = any_gone(session, now)
        if is_due:
            self._act(partial(attending.sweep, now=now))

    def _act(self, act: Callable[[Session], object]) -> None:
        """One act. A document that cannot be looked after is logged and left; a fault of the store
        ends the round."""
        if self._database.is_closed:
            return
        try:
            with self._database.writing() as session:
                act(session)
        except StorageFault:
            raise
        except Exception:
            log.exception("rounds: an act failed")

    def _run(self) -> None:
        wait_until = time.monotonic() + _EVERY_S
        while not self._database.is_closed:
            time.sleep(_NAP_S)
            if time.monotonic() < wait_until:
                continue
            wait_until = time.monotonic() + _EVERY_S
            self._go()

    def _go(self) -> None:
        now = datetime.now(UTC)
        try:
            self.keep_versions(now)
            self.sweep(now)
            if self._tidied is None or now - self._tidied >= _TIDY_EVERY:
                self.tidy(now)
                self._tidied = now
        except StorageFault as fault:
            log.warning("rounds: %s", fault)
        except Exception:
            log.exception("rounds failed")
