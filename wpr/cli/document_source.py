"""A document file on the disk, read for a command."""

from pathlib import Path

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange.document_file import FileFault, read


def read_document(file: Path, guides: Guides) -> Snapshot:
    """The document in a Markdown file. Raises OSError, and FileFault with the place and reason."""
    raw = file.read_bytes()
    try:
        source = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileFault(str(file), line, "the file is not UTF-8 text.") from None
    return read(source, guides, str(file))
