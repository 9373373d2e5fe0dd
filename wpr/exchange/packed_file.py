"""A packed file: a Word document, or a PDF that carries its source, as the text that is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wpr.exchange.apart import Kind, unpack
from wpr.exchange.margin import MarginThread, thread_of

_WORD: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"


def is_packed(raw: bytes) -> bool:
    """Whether a file is of a kind that has to be unpacked before it is read."""
    return raw.startswith((_WORD, _PDF))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The text in a file, the comments that stand beside it, and what the text was before its
    tracked changes, "" without them."""

    text: str
    threads: Sequence[MarginThread] = ()
    before: str = ""


def unpacked(raw: bytes) -> Unpacked:
    """The Markdown in a Word document with its comments, or the source in a PDF of ours. Raises
    ValueError for a file that is damaged, locked, without a source, or takes more time or memory
    than a file may."""
    if raw.startswith(_WORD):
        found = unpack(Kind.WORD, raw)
        threads = [thread_of(one) for one in found["threads"]]
        return Unpacked(str(found["markdown"]), threads, str(found["before"]))
    source = str(unpack(Kind.PDF, raw)["source"])
    if not source:
        raise ValueError("a PDF without its source")
    return Unpacked(source)
