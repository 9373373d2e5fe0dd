"""The source that a PDF of ours carries, taken out again."""

from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

BEGINNING: Final = b"%PDF-"
_LARGEST: Final = 4 * 2**20
"""Bytes of a source: twice what a request may hold."""


def source_in(pdf: bytes) -> str:
    """The Markdown file in a PDF. Raises ValueError for a PDF without one, or that cannot be read.

    A packed file that would unpack to far more than a document is refused by the reader.
    """
    try:
        files = PdfReader(BytesIO(pdf)).attachments
        found = [content for name in files if name.endswith(".md") for content in files[name]]
        text = found[0].decode() if len(found) == 1 and len(found[0]) <= _LARGEST else ""
    except (PyPdfError, ValueError, LookupError, TypeError, RecursionError, OSError) as error:
        raise ValueError("a PDF that cannot be read") from error
    if not text:
        raise ValueError("a PDF without its source")
    return text
