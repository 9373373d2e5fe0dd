"""Pictures of the pages of a finished PDF, made when one is looked at and kept like the PDF."""

import re
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pypdf

from wpr.printing.cache import PNG, Cache
from wpr.printing.faults import NotPrinted, Occupied, RenderFailed, TooLong
from wpr.printing.process import environment

WIDTH: Final = 900
"""Pixels: a page is sharp on a phone, and large enough to be read on a desk."""

_SECONDS: Final = 15.0
_PATIENCE_S: Final = 20.0
_TURNS: Final = threading.BoundedSemaphore(2)
_LARGEST: Final = 8 * 2**20
_LIMIT: Final = 100 * 2**20
_PRESS_END: Final = "press-end"
"""The name of the place where the press release ends; see templates/print/document.html."""


class NoSuchPage(NotPrinted):
    """The PDF has fewer pages."""


@dataclass(frozen=True, slots=True)
class PageCount:
    """How many pages a PDF has, how many of them the press release takes (0: it has none), which
    headings stand on each, and how high a picture of them is."""

    pages: int
    press: int
    headings: Mapping[int, Sequence[str]]
    height: int


def page_count(pdf: bytes) -> PageCount:
    """What a finished PDF of ours says about its pages."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    end = reader.named_destinations.get(_PRESS_END)
    last = reader.get_destination_page_number(end) if end else None
    box = reader.pages[0].mediabox
    return PageCount(
        pages=len(reader.pages),
        press=0 if last is None else last + 1,
        headings=_headings(reader),
        height=round(WIDTH * float(box.height) / float(box.width)),
    )


def _headings(reader: pypdf.PdfReader) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    left: list[Any] = list(reader.outline)
    while left:
        entry = left.pop(0)
        if isinstance(entry, list):
            left[:0] = entry
            continue
        at = reader.get_destination_page_number(entry)
        if at is not None and entry.title:
            found.setdefault(at + 1, []).append(entry.title)
    return found


def picture(pdf: bytes, key: str, number: int, folder: Path) -> bytes:
    """Page `number` of a PDF as a PNG, kept under the PDF's `key` in `folder`.

    Raises NoSuchPage, TooLong, RenderFailed, or Occupied when too many are made at once.
    """
    if not re.fullmatch("[0-9a-f]{64}", key):
        raise ValueError("not a key")
    kept = Cache(folder, _LIMIT, PNG)
    name = f"{key}-{number}"
    if png := kept.get(name):
        return png
    png = _made(pdf, number)
    kept.put(name, png)
    return png


def _made(pdf: bytes, number: int) -> bytes:
    if not _TURNS.acquire(timeout=_PATIENCE_S):
        raise Occupied("too many pages are looked at")
    try:
        done = subprocess.run(  # noqa: S603 (two whole numbers and no word from outside)
            [sys.executable, "-P", "-m", "wpr.printing.viewing", str(number), str(WIDTH)],
            input=pdf,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            cwd="/",
            env=environment(),
        )
    except subprocess.TimeoutExpired:
        raise TooLong(f"page {number} took longer than {_SECONDS:g} seconds to draw") from None
    finally:
        _TURNS.release()
    if done.returncode == 2:
        raise NoSuchPage(f"page {number}")
    if done.returncode or len(done.stdout) > _LARGEST:
        raise RenderFailed(f"page {number} was not drawn (status {done.returncode})")
    return done.stdout
