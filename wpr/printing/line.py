"""The line: PDFs that are asked for stand in line, and who asked may come back and look again.

A PDF that two people ask for is made once. What came out is kept for a minute, so that a fault is
told to who comes back for it, and a PDF is there where no folder could be written to.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from wpr.printing.faults import Occupied

AT_ONCE: Final = 2
"""As many as there are renderer processes (see Renderer)."""

_LONGEST: Final = 60
"""PDFs that may wait. Thirty seconds' work on a small server."""

_KEPT_S: Final = 60.0
_MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the line. `before` counts those that come first when it was asked."""

    before: int
    _made: "Future[bytes]"

    def wait(self, seconds: float | None) -> bytes | None:
        """The PDF; None when it is not there within `seconds` (None: however long it takes). Raises
        what making it raised."""
        try:
            return self._made.result(seconds)
        except NotYet:
            return None


@dataclass
class Line:
    """A line with as many who work it off as may print at once. Safe from any thread."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _asked: "dict[str, Future[bytes]]" = field(default_factory=dict)
    _done_at: dict[str, float] = field(default_factory=dict)
    _workers: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="wpr-print")
    )

    def ask(self, key: str, make: Callable[[], bytes]) -> Place:
        """A place for the PDF with this key, the one it has when it waits already. Raises Occupied
        when the line is too long."""
        with self._lock:
            self._forget()
            waiting = [one for one, made in self._asked.items() if not made.done()]
            if key not in self._asked:
                if len(waiting) >= _LONGEST:
                    raise Occupied(f"{_LONGEST} PDFs wait already")
                self._asked[key] = self._workers.submit(make)
                waiting.append(key)
            before = waiting.index(key) if key in waiting else 0
            return Place(before, self._asked[key])

    def _forget(self) -> None:
        """Let go of what was done a while ago."""
        now = time.monotonic()
        for key, made in self._asked.items():
            if made.done():
                self._done_at.setdefault(key, now)
        done = sorted(self._done_at, key=self._done_at.__getitem__)
        for at, key in enumerate(done):
            if now - self._done_at[key] > _KEPT_S or at < len(done) - _MOST_KEPT:
                del self._asked[key], self._done_at[key]


@cache
def app_line() -> Line:
    """The line of this process."""
    return Line()
