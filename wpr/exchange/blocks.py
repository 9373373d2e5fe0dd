"""Texts put together from the blocks of others, and paragraphs made into one line."""

from collections.abc import Iterable, Iterator

from prosemirror.model import Node

from wpr.prose.schema import children, schema, text_nodes


def kept(heading: str, blocks: Iterable[Node]) -> Iterator[Node]:
    """The blocks below their heading, which becomes a paragraph in bold."""
    strong = [schema.mark("strong")]
    yield schema.node("paragraph", None, [node.mark(strong) for node in text_nodes(heading)])
    yield from blocks


def joined(blocks: Iterable[Node]) -> Node:
    """A document of these blocks; the empty document when there are none."""
    return schema.node("doc", None, list(blocks) or [schema.node("paragraph")])


def line_of(paragraph: Node) -> str:
    """The words of a paragraph as one plain line, a link's address in brackets after its words."""
    words = ""
    address = ""
    for node in children(paragraph):
        link = next(
            (str(mark.attrs["href"]) for mark in node.marks if mark.type.name == "link"), ""
        )
        if address != link:
            words += _bracketed(address, words)
        address = link
        words += node.text or " "
    return words + _bracketed(address, words)


def _bracketed(address: str, words: str) -> str:
    return f" ({address})" if address and not words.endswith(address) else ""
