"""Errands: small notes the server takes after it has answered, so that nobody waits for them.

What must not be lost when the server stops goes into the queue instead (storage/queue).
"""

import logging
from collections.abc import Callable
from queue import Queue
from threading import Event, Lock, Thread
from typing import Final, cast

from flask import Flask, current_app

from wpr.web.house import house_of

log = logging.getLogger(__name__)

MOST_WAITING: Final = 2000
_KEY: Final = "wpr-errands"
_FAREWELL_S: Final = 2.0

Errand = Callable[[], None]


class Errands:
    """One thread that runs errands in order. What it has not run when the server stops is lost."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: Queue[Errand] = Queue()
        self._start = Lock()
        self._is_over = Event()
        self._thread: Thread | None = None

    def run(self, errand: Errand) -> None:
        """Run it soon; dropped (and logged) behind MOST_WAITING others."""
        if self._waiting.qsize() >= MOST_WAITING:
            log.error("%s: too much is waiting; one was dropped", self._name)
            return
        self._waiting.put(errand)
        with self._start:
            if self._is_over.is_set():
                return
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, name=self._name, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Begin no more errands, drop what waits, and give the one under way a moment to end."""
        with self._start:
            self._is_over.set()
        self._waiting.put(_nothing)  # wakes the thread
        if self._thread is not None:
            self._thread.join(_FAREWELL_S)

    def _work(self) -> None:
        while True:
            errand = self._waiting.get()
            if self._is_over.is_set():
                return
            try:
                errand()
            except Exception:
                log.exception("%s failed", self._name)


def _nothing() -> None:
    """The errand that only wakes the thread."""


def install(app: Flask) -> None:
    """Give the app its errands, which end with its database."""
    started = app.extensions[_KEY] = Errands("wpr-soon")
    house_of(app).database.before_closing(started.stop)


def errands() -> Errands:
    """The errands of the app that serves this request."""
    return cast("Errands", current_app.extensions[_KEY])
