"""A document file on the disk, read for a command."""

from collections.abc import Sequence
from pathlib import Path

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot
from wpr.exchange import any_file
from wpr.exchange.document_file import FileFault, read_with_origins
from wpr.exchange.foreign.reading import Foreign
from wpr.exchange.json_file import is_json
from wpr.exchange.margin import MarginThread
from wpr.exchange.origins import Origins
from wpr.exchange.packed_file import Unpacked, is_packed, unpacked
from wpr.exchange.searched_origins import SearchedOrigins


def read_document(file: Path, guides: Guides) -> Snapshot:
    """The document in a file of Markdown, plain text or Word, ours or not, or in a PDF of ours.

    Raises OSError, and FileFault with the place and reason.
    """
    return read_document_with_comments(file, guides)[0]


def read_document_with_comments(
    file: Path, guides: Guides
) -> tuple[Snapshot, Sequence[MarginThread]]:
    """What `read_document` gives, and the comments in a file of Word. Raises as that."""
    unpacked_file = _unpacked(file)
    found = any_file.read(unpacked_file.text, guides, str(file))
    return found.document() if isinstance(found, Foreign) else found, unpacked_file.threads


def read_document_with_origins(file: Path, guides: Guides) -> tuple[Snapshot, Origins]:
    """What `read_document` gives, and where in the file each of its texts stands."""
    source = _unpacked(file).text
    found = any_file.read(source, guides, str(file))
    if isinstance(found, Foreign):
        return found.document(), SearchedOrigins(source)
    if is_json(source, str(file)):
        return found, SearchedOrigins(source)
    return read_with_origins(source, guides, str(file))


def _unpacked(file: Path) -> Unpacked:
    raw = file.read_bytes()
    try:
        if is_packed(raw):
            return unpacked(raw)
    except ValueError as error:
        raise FileFault(str(file), 1, f"the file is {error}.") from None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileFault(str(file), line, "the file is not UTF-8 text.") from None
    if "\0" in text:
        raise FileFault(str(file), text[: text.index("\0")].count("\n") + 1, "this is not text.")
    return Unpacked(text)
