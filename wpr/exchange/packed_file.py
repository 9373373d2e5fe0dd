"""A packed file: a Word document, or a PDF that carries its source, as the text that is in it."""

from typing import Final

from wpr.exchange.apart import Kind, unpack

_WORD: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"


def is_packed(raw: bytes) -> bool:
    """Whether a file is of a kind that has to be unpacked before it is read."""
    return raw.startswith((_WORD, _PDF))


def unpacked(raw: bytes) -> str:
    """The Markdown in a Word document, or the source in a PDF of ours. Raises ValueError for a file
    that is damaged, locked, without a source, or takes more time or memory than a file may."""
    if raw.startswith(_WORD):
        return str(unpack(Kind.WORD, raw))
    source = str(unpack(Kind.PDF, raw)["source"])
    if not source:
        raise ValueError("a PDF without its source")
    return source
