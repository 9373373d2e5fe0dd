"""Ahead: a document that has rested is printed before anybody asks, when nothing else is to do.

Once ten seconds have gone by without a change, the usual PDF goes into the cache, made by a process
of its own of the lowest priority. Who types on stops it at once. A server process at a time does
this, and what fails is left for whoever asks.
"""

import fcntl
import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Flask
from flask_babel import force_locale

from wpr.domain.access import Role
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Snapshot
from wpr.exchange import document_file
from wpr.printing.cache import Cache
from wpr.printing.faults import NotPrinted
from wpr.printing.options import Options
from wpr.printing.pdf import print_key, print_pdf
from wpr.printing.renderer import Renderer
from wpr.services import snapshotting
from wpr.storage.documents import DocumentRow
from wpr.storage.fault import StorageFault
from wpr.storage.resting import changed_at, owner_of, rested
from wpr.web.house import house_of
from wpr.web.print_choice import choice_of, options_of
from wpr.web.visit import DocumentVisit

log = logging.getLogger(__name__)

REST: Final = timedelta(seconds=10)
_NOT_BEFORE: Final = timedelta(minutes=10)
"""What has rested for longer was printed, or has failed, or nobody was there to do it."""

_MOST_AT_A_LOOK: Final = 20
_EVERY_S: Final = 2.0
_WATCH_S: Final = 0.25
_LOWEST_PRIORITY: Final = 19


@dataclass(frozen=True, slots=True)
class _Job:
    """A document's usual printing, and when it was last changed."""

    document_id: int
    changed_at: datetime
    snapshot: Snapshot
    guide: Guide
    options: Options


class Ahead:
    """Prints what has rested. `look` is one round of it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._house = house_of(app)
        self._renderer = Renderer(processes=1, niceness=_LOWEST_PRIORITY)
        self._done: dict[int, datetime] = {}

    def start(self) -> None:
        """Look around in the background until the database is closed."""
        self._house.database.before_closing(self._renderer.drop)
        self._house.database.in_background(self._run, "wpr-ahead")

    def look(self, now: datetime) -> int:
        """Print what has rested and is not printed. Gives how many PDFs were made."""
        with self._house.database.reading() as session:
            found = rested(session, now - _NOT_BEFORE, now - REST, _MOST_AT_A_LOOK)
        self._done = {one: at for one, at in self._done.items() if at > now - _NOT_BEFORE}
        made = 0
        for document_id, at in found:
            if self._done.get(document_id) != at and not self._house.database.is_closed:
                self._done[document_id] = at
                made += self._print(document_id)
        return made

    def _print(self, document_id: int) -> bool:
        job = self._job(document_id)
        folder = self._house.pdf_folder
        if job is None:
            return False
        key = print_key(job.snapshot, job.guide, job.options, carries_source=True)
        if Cache(folder).get(key):
            return False
        with ThreadPoolExecutor(1, "wpr-ahead-print") as thread:
            printing = thread.submit(
                print_pdf,
                job.snapshot,
                job.guide,
                job.options,
                folder,
                self._renderer,
                document_file.write,
            )
            self._watch(job, printing.done)
        try:
            printing.result()
        except (NotPrinted, ValueError) as error:
            log.info("not printed ahead: %s: %s", type(error).__name__, error)
            return False
        return True

    def _watch(self, job: _Job, is_done: Callable[[], bool]) -> None:
        """Stop the printing when the document is changed, or the server is."""
        while not is_done():
            time.sleep(_WATCH_S)
            try:
                with self._house.database.reading() as session:
                    at = changed_at(session, job.document_id)
            except StorageFault:
                at = None
            if at != job.changed_at or self._house.database.is_closed:
                self._renderer.drop()

    def _job(self, document_id: int) -> _Job | None:
        with self._app.app_context(), self._house.database.reading() as session:
            document = session.get(DocumentRow, document_id)
            if document is None:
                return None
            owner = owner_of(session, document_id)
            if owner is None:
                return None
            guide = self._house.guides.get(document.guide, document.language)
            whole = snapshotting.take_whole(session, document, guide)
            visit = DocumentVisit(session, owner, document, Role.OWN)
            with force_locale(document.language):
                options = options_of(visit, guide, whole, choice_of({}))
            return _Job(document_id, document.changed_at, whole.snapshot, guide, options)

    def _run(self) -> None:
        while not self._house.database.is_closed:
            time.sleep(_EVERY_S)
            with suppress(OSError):
                self._go()
        self._renderer.close()

    def _go(self) -> None:
        """One look, unless another server process is at it."""
        folder = self._house.pdf_folder
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / ".ahead", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.look(datetime.now(UTC))
        except BlockingIOError:
            return
        except StorageFault as fault:
            log.warning("printing ahead: %s", fault)
        except Exception:
            log.exception("printing ahead failed")
        finally:
            os.close(lock)
