"""One renderer process, seen from its parent: start it, give it a page, end it."""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Final

from wpr.places import PACKAGE
from wpr.printing import frames
from wpr.printing.assets import FONT_SETTINGS
from wpr.printing.faults import FontMissing, NotPrinted, RenderFailed, TooLarge, TooLong

_START_LIMIT: Final = 30.0
"""Seconds a renderer may take to load; about one is usual, a busy small server needs more."""

_KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH")
"""What a renderer inherits of the environment: no secret, no database address, no proxy."""

_OUT_OF_MEMORY: Final = {-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV, -signal.SIGKILL}
"""How a process ends when a library beneath Python gets no memory, or the system has none left."""


class Process:
    """A warm renderer. `jobs` counts the pages it was given."""

    def __init__(self, memory: int, niceness: int) -> None:
        """Starts it and waits until it is ready. Raises FontMissing or RenderFailed."""
        self.jobs = 0
        self._owner = os.getpid()
        self._conversation, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (no word of it comes from outside)
                [sys.executable, "-P", "-m", "wpr.printing.worker", str(memory), str(niceness)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment(),
            )
        try:
            kind, content = frames.receive(self._conversation, time.monotonic() + _START_LIMIT)
        except (TimeoutError, frames.BrokenOff) as error:
            self.end()
            raise RenderFailed("the renderer does not start") from error
        if kind != frames.READY:
            self.end()
            raise _fault(kind, content)

    def render(self, page: bytes, seconds: float) -> bytes:
        """The page as a PDF. After TooLong, TooLarge and RenderFailed it has to be ended."""
        self.jobs += 1
        until = time.monotonic() + seconds
        try:
            frames.send(self._conversation, frames.PAGE, page, until)
            kind, content = frames.receive(self._conversation, until)
        except TimeoutError as error:
            raise TooLong(f"not set within {seconds:g} seconds") from error
        except frames.BrokenOff as error:
            raise self._why_it_ended() from error
        if kind != frames.PDF:
            raise _fault(kind, content)
        return content

    @property
    def id(self) -> int:
        """The system's number of it."""
        return self._process.pid

    def drop(self) -> None:
        """Stop what it is doing: `render`, in another thread, raises. It has to be ended after."""
        if self._owner == os.getpid():
            self._process.kill()

    def is_usable(self) -> bool:
        """Whether it lives and is this process's own, not a copy that came with a fork."""
        return self._owner == os.getpid() and self._process.poll() is None

    def end(self) -> None:
        """Kill it, in whatever it is doing. A copy that came with a fork is only let go of."""
        self._conversation.close()
        if self._owner == os.getpid():
            self._process.kill()
            self._process.wait()

    def _why_it_ended(self) -> NotPrinted:
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return RenderFailed("the renderer speaks no more")
        if status in _OUT_OF_MEMORY:
            return TooLarge(f"the renderer ran out of memory ({signal.Signals(-status).name})")
        return RenderFailed(f"the renderer ended with status {status}")


def _fault(kind: bytes, content: bytes) -> NotPrinted:
    reason = content.decode(errors="replace")
    if kind == frames.FONT_MISSING:
        return FontMissing(reason)
    return TooLarge(reason) if kind == frames.TOO_LARGE else RenderFailed(reason)


def environment() -> dict[str, str]:
    """What such a process gets to know. Hashes are equal in every one of them, since the order of
    sets must not reach the PDF."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "FONTCONFIG_FILE": str(FONT_SETTINGS),
        "SOURCE_DATE_EPOCH": "0",
        "NO_PROXY": "*",
    }
