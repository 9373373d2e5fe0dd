"""Writing a text as CommonMark that reads back as exactly the same text.

What Markdown cannot say is said by three conventions, which any CommonMark reader shows sensibly:
a character reference (`&#32;`) where a bare character would be trimmed or would stop a mark from
working; a last line that is a lone backslash stands for nothing, so it ends a paragraph on a line
break and writes an empty paragraph; neighbouring lists of the same kind alternate their markers.
"""

import re
from typing import Final, cast

from prosemirror.model import Node

from wpr.prose.markdown_inline import inline
from wpr.prose.markdown_text import spelled
from wpr.prose.schema import children

_CLOSING_HASHES: Final = re.compile(r"(?:(?<=\s)|\A)(?=#+\Z)")
_KEY: Final = re.compile(r"(?=\{#)")


def to_markdown(doc: Node) -> str:
    """The text as Markdown without a final line break; "" for the empty text.

    No line of it can be read as a heading, as front matter or as a line across.
    """
    if doc.child_count == 1 and doc.child(0).node_size == 2:
        return ""
    return _blocks(doc)


def line_to_markdown(doc: Node) -> str:
    """The text of a line, to stand after the `#` of a heading: closing `#` and `{#key}` escaped."""
    words = doc.text_content
    text = spelled(words, hide_first=words[:1].isspace(), hide_last=words[-1:].isspace())
    return _KEY.sub(r"\\", _CLOSING_HASHES.sub(r"\\", text))


def _blocks(parent: Node) -> str:
    written = ""
    previous: Node | None = None
    alternate = False
    for block in children(parent):
        if block.type.name == "paragraph":
            text = inline(block)
        else:
            alternate = previous is not None and previous.type is block.type and not alternate
            text = _list(block, alternate)
        if previous:
            written += "\n" if _may_follow_directly(parent, previous, block) else "\n\n"
        written += text
        previous = block
    return written


def _may_follow_directly(parent: Node, previous: Node, block: Node) -> bool:
    """Whether a list needs no blank line: inside an item, where it can interrupt the paragraph."""
    return (
        parent.type.name == "list_item"
        and previous.type.name == "paragraph"
        and (block.type.name == "bullet_list" or block.attrs.get("order") == 1)
    )


def _list(node: Node, alternate: bool) -> str:
    items = []
    for index, item in enumerate(children(node)):
        if node.type.name == "bullet_list":
            marker = "* " if alternate else "- "
        else:
            number = cast("int", node.attrs["order"]) + index
            marker = f"{number}) " if alternate else f"{number}. "
        items.append(marker + _indented(_blocks(item), len(marker)))
    return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(items)


def _indented(text: str, width: int) -> str:
    """All lines but the first and the blank ones, moved in under a list marker."""
    return re.sub(r"\n(?!\n)", "\n" + " " * width, text)
