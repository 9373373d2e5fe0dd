"""Reading a document from a text: JSON, Markdown in our own format, or as others write."""

import re

from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Snapshot, Text
from wpr.exchange import json_file
from wpr.exchange.document_reading import read as read_own
from wpr.exchange.file_fault import FileFault
from wpr.exchange.foreign.reading import Foreign, read_foreign
from wpr.prose.plain import words
from wpr.prose.schema import read as read_text


def read(source: str, guides: Guides, name: str = "") -> Snapshot | Foreign:
    """The document in `source`, the text of a file called `name`.

    A document in JSON is one or is refused. A file whose front matter says what only ours does is
    in our format. Any other is read both ways, and as a foreign document if that finds a place for
    more of its words. Refuses with FileFault what both refuse, a file of ours that has a fault, and
    one of which too much would come into one place.
    """
    if json_file.is_json(source, name):
        return json_file.read(source, guides, name)
    if _is_ours(source):
        return read_own(source, guides, name)
    foreign = read_foreign(source, guides, name)
    try:
        document = foreign.document()
    except ValueError as error:
        raise FileFault(name, 1, f"a text here is {error}.") from None
    try:
        own = read_own(source, guides, name)
    except FileFault:
        return foreign
    return own if _many(own.unplaced) <= _many(document.unplaced) else foreign


def _is_ours(source: str) -> bool:
    """Whether the front matter says what only ours says."""
    front = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\n---", source, re.DOTALL)
    return front is not None and bool(
        re.search(
            r"^(?:guide|launch-date|case-number|touches|not-relevant):", front[1], re.MULTILINE
        )
    )


def _many(text: Text) -> int:
    return words(read_text(text))
