"""The threads that do the queue's jobs."""

import logging
import time
from threading import Event, Thread
from typing import Final

from wpr.storage.queue import STORE_ERRORS, Queue

log = logging.getLogger(__name__)

_AT_ONCE: Final = 3
"""Jobs done at the same time. They wait for mail servers more than they work."""

_LOOK_S: Final = 1.0
"""How often an empty queue is looked at: other processes may have put something in."""

_PAUSE_S: Final = 5.0
"""How long a store that does not answer is left alone."""


class Workers:
    """Threads for one queue in this process. Other processes may have theirs: a job goes to one."""

    def __init__(self, queue: Queue, tick_s: float) -> None:
        self._queue = queue
        self._tick_s = tick_s
        self._stop = Event()
        self._is_away = False
        self._threads = [
            *(Thread(target=self._work, name=f"wpr-job-{n}", daemon=True) for n in range(_AT_ONCE)),
            Thread(target=self._keep_time, name="wpr-clock", daemon=True),
        ]

    def start(self) -> None:
        """Begin. A process that ends meanwhile loses no job."""
        for thread in self._threads:
            thread.start()

    def stop(self, within_s: float) -> None:
        """Finish the jobs at hand and end; those that take longer are left for another time."""
        self._stop.set()
        self._queue.is_filled.set()
        deadline = time.monotonic() + within_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                if self._queue.do_next():
                    continue
                self._is_away = False
            except STORE_ERRORS as error:
                if not self._is_away:
                    log.warning("the queue does not answer: %s", type(error).__name__)
                self._is_away = True
                self._stop.wait(_PAUSE_S)
            except Exception:
                log.exception("a job failed")
            self._queue.is_filled.wait(_LOOK_S)
            if not self._stop.is_set():
                self._queue.is_filled.clear()

    def _keep_time(self) -> None:
        next_tick = time.monotonic()
        while not self._stop.wait(min(_LOOK_S, self._tick_s)):
            try:
                self._queue.wake()
            except STORE_ERRORS:
                self._stop.wait(_PAUSE_S)  # a worker says so in the log
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + self._tick_s
                self._queue.tick()
