"""A text as plain words, without marks and list markers: to search, to count, to show in short."""

from collections.abc import Iterator

from prosemirror.model import Node

from wpr.prose.schema import children


def plain(doc: Node) -> str:
    """The words of a text: a blank line between paragraphs, a line break for a hard break."""
    return "\n\n".join(blocks(doc))


def words(doc: Node) -> int:
    """How many words a text has: what stands between spaces and holds a letter or a digit."""
    return sum(any(char.isalnum() for char in word) for word in plain(doc).split())


def blocks(node: Node) -> Iterator[str]:
    """The words of each paragraph, those of list items too, in order; empty ones are "".

    A character here is one in the editor: a hard break is one line break, and nothing is added.
    """
    if node.is_textblock:
        yield "".join(child.text or "\n" for child in children(node))
        return
    for child in children(node):
        yield from blocks(child)
