"""The write gate: one writer at a time on a SQLite file, in turn, across threads and processes.

SQLite's own waiting is unfair and takes server threads with it: with eight writers on eight threads
no reader got through. So writers queue here, only so many of them, and give up in time.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from wpr.storage.fault import Fault, StorageFault

PATIENCE_S: Final = 8.0
MOST_WAITING: Final = 24
_NAP_S: Final = 0.002


class WriteGate:
    """Passes one writer at a time. More than MOST_WAITING at once, or PATIENCE_S passed: BUSY."""

    def __init__(self, lock_file: Path) -> None:
        self._lock_file = lock_file
        self._next_file = lock_file.with_name(f"{lock_file.name}.next")
        self._places = BoundedSemaphore(MOST_WAITING)
        self._turn = Lock()

    @contextmanager
    def passed(self) -> Iterator[None]:
        """Hold the gate for one transaction."""
        deadline = time.monotonic() + PATIENCE_S
        if not self._places.acquire(blocking=False):
            raise StorageFault(Fault.BUSY)
        try:
            if not self._turn.acquire(timeout=PATIENCE_S):
                raise StorageFault(Fault.BUSY)
            try:
                with self._among_processes(deadline):
                    yield
            finally:
                self._turn.release()
        finally:
            self._places.release()

    @contextmanager
    def _among_processes(self, deadline: float) -> Iterator[None]:
        # Whoever holds the second lock is next in line, so a process with much to write cannot take
        # the first one again and again before another process has had it.
        with ExitStack() as inside:
            with _locked(self._next_file, deadline):
                inside.enter_context(_locked(self._lock_file, deadline))
            yield


@contextmanager
def _locked(file: Path, deadline: float) -> Iterator[None]:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageFault(Fault.READ_ONLY) from error
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StorageFault(Fault.BUSY) from None
                time.sleep(_NAP_S)
        yield
    finally:
        os.close(descriptor)
