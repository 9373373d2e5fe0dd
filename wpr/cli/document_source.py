"""A document file on the disk, read for a command."""

from pathlib import Path

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange import any_file
from wpr.exchange.document_file import FileFault, read_with_origins
from wpr.exchange.foreign.reading import Foreign
from wpr.exchange.origins import Origins
from wpr.exchange.packed_file import is_packed, unpacked


def read_document(file: Path, guides: Guides) -> Snapshot:
    """The document in a file of Markdown, plain text or Word, ours or not, or in a PDF of ours.

    Raises OSError, and FileFault with the place and reason.
    """
    found = any_file.read(_text(file), guides, str(file))
    return found.document() if isinstance(found, Foreign) else found


def read_document_with_origins(file: Path, guides: Guides) -> tuple[Snapshot, Origins]:
    """The document in a file of our format, and where in the file each of its texts stands. Raises
    as `read_document`."""
    return read_with_origins(_text(file), guides, str(file))


def _text(file: Path) -> str:
    raw = file.read_bytes()
    try:
        if is_packed(raw):
            return unpacked(raw)
    except ValueError as error:
        raise FileFault(str(file), 1, f"the file is {error}.") from None
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileFault(str(file), line, "the file is not UTF-8 text.") from None
