"""Apart: a file from outside is unpacked in a process of its own, with little time and memory.

A file made to hurt (packed a thousandfold, nested without end) ends that process and nothing else.
"""

import json
import os
import subprocess
import sys
import threading
from enum import StrEnum
from typing import Any, Final

from wpr.places import PACKAGE

_SECONDS: Final = 15.0
_MEMORY: Final = 768 * 2**20
"""Bytes of address space. A usual document takes a tenth."""

_LARGEST_ANSWER: Final = 16 * 2**20
_PATIENCE_S: Final = 20.0
_TURNS: Final = threading.BoundedSemaphore(2)
_KEPT: Final = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
"""What such a process inherits of the environment: no secret, no database address."""


class Kind(StrEnum):
    """What kind of file it is."""

    WORD = "word"
    PDF = "pdf"


class Unreadable(ValueError):
    """A file that is not what it says, or takes more than a file may."""


def unpack(kind: Kind, raw: bytes, seconds: float = _SECONDS, memory: int = _MEMORY) -> Any:
    """What `wpr.exchange.unpacking` finds in a file. Raises Unreadable."""
    if not _TURNS.acquire(timeout=_PATIENCE_S):
        raise Unreadable("one of too many at once")
    try:
        done = subprocess.run(  # noqa: S603 (no word of it comes from outside)
            [sys.executable, "-P", "-m", "wpr.exchange.unpacking", kind, str(memory)],
            input=raw,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            cwd="/",
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("takes longer to read than a file may") from None
    finally:
        _TURNS.release()
    if done.returncode != 0 or len(done.stdout) > _LARGEST_ANSWER:
        raise Unreadable("takes more memory to read than a file may")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return answer["found"]


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONPATH": str(PACKAGE.parent), "NO_PROXY": "*"}
