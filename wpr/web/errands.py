"""Errands: what the server does after it has answered, so that nobody waits for it."""

import logging
import time
from collections.abc import Callable
from itertools import count
from queue import PriorityQueue
from threading import Event, Lock, Thread
from typing import Final, cast

from flask import Flask, current_app

from wpr.web.house import house_of

log = logging.getLogger(__name__)

MOST_WAITING: Final = 2000
_KEY: Final = "wpr-errands"
_NAP_S: Final = 0.5
_FAREWELL_S: Final = 2.0

Errand = Callable[[], None]


class TryLater(Exception):
    """Raised by an errand that should be run again in `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Errands:
    """One thread that runs errands in order. What it has not run when the server stops is lost."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: PriorityQueue[tuple[float, int, Errand]] = PriorityQueue()
        self._numbers = count()
        self._start = Lock()
        self._is_over = Event()
        self._thread: Thread | None = None

    def run(self, errand: Errand, in_seconds: float = 0.0) -> None:
        """Run it soon, or in so many seconds; dropped (and logged) behind MOST_WAITING others."""
        if self._waiting.qsize() >= MOST_WAITING:
            log.error("%s: too much is waiting; one was dropped", self._name)
            return
        self._waiting.put((time.monotonic() + in_seconds, next(self._numbers), errand))
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
        self._waiting.put((0.0, next(self._numbers), _nothing))  # wakes the thread
        if self._thread is not None:
            self._thread.join(_FAREWELL_S)

    def _work(self) -> None:
        while True:
            due, number, errand = self._waiting.get()
            if self._is_over.is_set():
                return
            wait = due - time.monotonic()
            if wait > 0:
                # Put back, not held: something that is due earlier may come meanwhile.
                self._waiting.put((due, number, errand))
                self._is_over.wait(min(wait, _NAP_S))
                continue
            try:
                errand()
            except TryLater as later:
                self.run(errand, later.seconds)
            except Exception:
                log.exception("%s failed", self._name)


def _nothing() -> None:
    """The errand that only wakes the thread."""


class Desk:
    """The app's errands: `soon` for quick ones, `mail` for those that wait for a mail server."""

    def __init__(self) -> None:
        self.soon = Errands("wpr-soon")
        self.mail = Errands("wpr-mail")

    def stop(self) -> None:
        """Stop both. What is left needs the database, so this comes before it is closed."""
        self.soon.stop()
        self.mail.stop()


def install(app: Flask) -> None:
    """Give the app its errands, which end with its database."""
    desk = app.extensions[_KEY] = Desk()
    house_of(app).database.before_closing(desk.stop)


def desk() -> Desk:
    """The errands of the app that serves this request."""
    return cast("Desk", current_app.extensions[_KEY])
