"""A document file on the disk, read for a command."""

from pathlib import Path

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange.document_file import FileFault, read_with_origins
from wpr.exchange.origins import Origins


def read_document(file: Path, guides: Guides) -> Snapshot:
    """The document in a Markdown file. Raises OSError, and FileFault with the place and reason."""
    return read_document_with_origins(file, guides)[0]


def read_document_with_origins(file: Path, guides: Guides) -> tuple[Snapshot, Origins]:
    """The document, and where in the file each of its texts stands. Raises as `read_document`."""
    raw = file.read_bytes()
    try:
        source = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileFault(str(file), line, "the file is not UTF-8 text.") from None
    return read_with_origins(source, guides, str(file))
