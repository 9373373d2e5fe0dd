"""The source that a PDF of ours carries, taken out again, with what the PDF says of itself."""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

BEGINNING: Final = b"%PDF-"
_RECIPE: Final = "wpr-recipe.json"
_LARGEST: Final = 4 * 2**20
"""Bytes of a source: twice what a request may hold."""

_DIGEST: Final = re.compile(rb"<xmpMM:InstanceID>urn:sha256:([0-9a-f]{64})</xmpMM:InstanceID>")
_UNREADABLE: Final = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is inside a PDF: the document's file, the recipe it was printed by ("" where there is
    none), and the digest of the content that its metadata name ("" for none)."""

    source: str
    recipe: str
    digest: str


def contents(pdf: bytes) -> Contents:
    """What a PDF carries; all of it empty for one of somebody else. Raises ValueError for a PDF
    that cannot be read, an encrypted one, and one with several sources or a far too large one.

    A packed file that would unpack to far more than a document is refused by the reader.
    """
    try:
        reader = PdfReader(BytesIO(pdf))
        if reader.is_encrypted:
            raise ValueError("locked with a password")
        files = reader.attachments
        sources = [one for name in files if name.endswith(".md") for one in files[name]]
        recipes = files.get(_RECIPE, [])
        metadata = reader.root_object.get("/Metadata")
        said = metadata.get_object().get_data() if metadata is not None else b""
        texts = [*map(bytes.decode, sources)], [*map(bytes.decode, recipes)]
    except _UNREADABLE as error:
        reason = str(error) if "password" in str(error) else "a PDF that cannot be read"
        raise ValueError(reason) from error
    if max(len(sources), len(recipes)) > 1:
        raise ValueError("a PDF with several sources")
    if any(len(one) > _LARGEST for one in (*sources, *recipes)):
        raise ValueError("larger than a document may be")
    digest = _DIGEST.search(said)
    return Contents(
        source="".join(texts[0]),
        recipe="".join(texts[1]),
        digest=digest[1].decode() if digest else "",
    )


def source_in(pdf: bytes) -> str:
    """The Markdown file in a PDF. Raises ValueError for one without it, or that cannot be read."""
    source = contents(pdf).source
    if not source:
        raise ValueError("a PDF without its source")
    return source
