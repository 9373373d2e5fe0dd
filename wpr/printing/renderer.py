"""The renderer: at most a few warm processes that make PDFs, shared by all threads of the app."""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from wpr.printing.faults import Occupied, TooLarge
from wpr.printing.process import Process

_SEPARATOR: Final = b"\0"
"""Between a page, its source and its recipe: no text holds a zero byte."""

LARGEST_PAGE: Final = 4 * 2**20
"""Bytes of HTML: some four hundred printed pages, far more than can be set within the limit."""


class Renderer:
    """Makes PDFs of pages. Processes start when first needed; safe to use from any thread."""

    def __init__(
        self,
        processes: int = 2,
        seconds: float = 20.0,
        memory: int = 2**30,
        jobs: int = 100,
        patience: float = 30.0,
        niceness: int = 0,
    ) -> None:
        """`seconds` and `memory` (bytes of address space) limit one document, `jobs` the documents
        after which a process makes room for a fresh one; `patience` is the time in seconds that a
        document waits for its turn. The system gives processes of a higher `niceness` less of its
        time."""
        self._seconds, self._memory, self._jobs = seconds, memory, jobs
        self._patience, self._niceness = patience, niceness
        self._turns = threading.BoundedSemaphore(processes)
        self._idle: list[Process] = []
        self._at_work: set[Process] = set()
        self._lock = threading.Lock()
        atexit.register(self.close)

    def render(self, html: str, source: str = "", recipe: str = "") -> bytes:
        """The page as a PDF, with `source` and `recipe` in it as files when there are such.

        Raises TooLarge, TooLong, RenderFailed, FontMissing, or Occupied when every process stayed
        busy. The next document finds a working renderer in each case.
        """
        page = html.encode(errors="replace")
        if len(page) > LARGEST_PAGE:
            raise TooLarge(f"a page of {len(page)} bytes")
        job = _SEPARATOR.join((page, *(one.encode(errors="replace") for one in (source, recipe))))
        with self._turn():
            return self._rendered(job)

    def warm(self) -> None:
        """Start a process now, so that the first document need not wait for it."""
        with self._turn():
            self._give_back(self._take())

    def drop(self) -> None:
        """Stop what is being made: who waits for it gets NotPrinted."""
        with self._lock:
            for process in self._at_work:
                process.drop()

    def process_ids(self) -> list[int]:
        """The processes that are not at work, by the system's numbers: what is measured."""
        with self._lock:
            return [process.id for process in self._idle]

    def close(self) -> None:
        """End the processes that are not at work."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._patience):
            raise Occupied(f"no renderer was free within {self._patience:g} seconds")
        try:
            yield
        finally:
            self._turns.release()

    def _rendered(self, page: bytes) -> bytes:
        process = self._take()
        with self._lock:
            self._at_work.add(process)
        try:
            pdf = process.render(page, self._seconds)
        except BaseException:
            process.end()
            raise
        finally:
            with self._lock:
                self._at_work.discard(process)
        self._give_back(process)
        return pdf

    def _take(self) -> Process:
        """The process that was last at work, which is the warmest, or a new one."""
        while True:
            with self._lock:
                process = self._idle.pop() if self._idle else None
            if process is None:
                return Process(self._memory, self._niceness)
            if process.is_usable():
                return process
            process.end()

    def _give_back(self, process: Process) -> None:
        if process.jobs >= self._jobs:
            process.end()
            return
        with self._lock:
            self._idle.append(process)
