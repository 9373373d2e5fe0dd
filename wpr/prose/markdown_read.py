"""Reading Markdown as a text: exactly what `markdown_write` wrote, sensibly what people wrote.

No word is dropped. What the schema lacks becomes the nearest thing it has: a heading a bold
paragraph, a quotation its paragraphs, code and HTML plain text, an image its description.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it.tree import SyntaxTreeNode
from prosemirror.model import Mark, Node

from wpr.prose.markdown_parser import parser
from wpr.prose.schema import (
    DEEPEST,
    HIGHEST_ORDER,
    LARGEST,
    checked,
    clean,
    is_address,
    schema,
    text_nodes,
)

_STRONG: Final = schema.mark("strong")
_EM: Final = schema.mark("em")
_LANGUAGE: Final = re.compile(r"[a-z0-9+#-]{1,15}")

LARGEST_SOURCE: Final = 8 * LARGEST
"""Characters of Markdown: the largest text, each character written as a reference."""

MOST_LINES: Final = LARGEST // 10
"""Lines of Markdown: two for each paragraph of the largest text, when all of them are empty."""

Marks = tuple[Mark, ...]


def from_markdown(source: str) -> Node:
    """The text that a piece of Markdown says. Raises ValueError when it is too large."""
    if len(source) > LARGEST_SOURCE or source.count("\n") > MOST_LINES:
        raise ValueError(f"larger than {LARGEST_SOURCE} characters or {MOST_LINES} lines")
    tree = SyntaxTreeNode(parser.parse(source))
    blocks = list(_Reader(_used_labels(tree)).blocks(tree, 0)) or [_paragraph([])]
    return checked(schema.node("doc", None, blocks))


def line_from_markdown(source: str) -> Node:
    """The words of a heading as a line: marks dropped, line breaks as spaces."""
    tree = SyntaxTreeNode(parser.parseInline(source))
    words = "".join(node.text or " " for node in _inline(tree.children, ()))
    return checked(schema.node("doc", None, [_paragraph(text_nodes(words))]))


def _used_labels(tree: SyntaxTreeNode) -> set[str]:
    return {
        node.meta["label"]
        for node in tree.walk()
        if node.type in {"link", "image"} and "label" in node.meta
    }


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns blocks into nodes, knowing which definitions the links of the document used."""

    used_labels: set[str]

    def blocks(self, parent: SyntaxTreeNode, lists: int) -> Iterator[Node]:
        """The nodes for what a document, a quotation or an item holds, `lists` lists deep."""
        for block in parent.children:
            match block.type:
                case "bullet_list" | "ordered_list" if lists < DEEPEST:
                    yield self.list(block, lists + 1)
                case "bullet_list" | "ordered_list" | "list_item" | "blockquote":
                    yield from self.blocks(block, lists)
                case "paragraph":
                    yield _paragraph(_inline(block.children, ()))
                case "heading":
                    words = list(_inline(block.children, (_STRONG,)))
                    yield from [_paragraph(words)] if words else []
                case "code_block" | "fence":
                    yield from _code(block)
                case "definition" if block.meta["label"] not in self.used_labels:
                    yield _paragraph(text_nodes(block.content))

    def list(self, block: SyntaxTreeNode, lists: int) -> Node:
        items = [self.item(item, lists) for item in block.children]
        if block.type == "bullet_list":
            return schema.node("bullet_list", None, items)
        order = min(max(int(block.attrs.get("start", 1)), 1), HIGHEST_ORDER)
        return schema.node("ordered_list", {"order": order}, items)

    def item(self, block: SyntaxTreeNode, lists: int) -> Node:
        """A list item, which always begins with a paragraph."""
        content = list(self.blocks(block, lists))
        if not content or content[0].type.name != "paragraph":
            content.insert(0, _paragraph([]))
        return schema.node("list_item", None, content)


def _code(block: SyntaxTreeNode) -> Iterator[Node]:
    """Code as plain paragraphs, one for each stretch without a blank line. What stands after the
    opening fence was meant to be read, unless it can be the name of a language."""
    code = block.content
    if block.info and not (code and _LANGUAGE.fullmatch(block.info)):
        code = f"{block.info.strip()}\n{code}"
    for stretch in code.split("\n\n"):
        if stretch.strip():
            yield _paragraph(_text(stretch.strip("\n"), ()))


def _paragraph(content: Iterable[Node]) -> Node:
    return schema.node("paragraph", None, list(content))


def _inline(nodes: Sequence[SyntaxTreeNode], marks: Marks) -> Iterator[Node]:
    for node in nodes:
        match node.type:
            case "text" | "code_inline":
                yield from _text(node.content, marks)
            case "softbreak":
                yield from _text(" ", marks)
            case "hardbreak":
                yield from _text("\n", marks)
            case "strong":
                yield from _inline(node.children, _with(_STRONG, marks))
            case "em":
                yield from _inline(node.children, _with(_EM, marks))
            case "link":
                yield from _link(node, marks)
            case "image":
                yield from _inline(node.children, marks)
                yield from _aside(node.attrs.get("title"), marks)
            case _:
                yield from _inline(node.children, marks)


def _link(node: SyntaxTreeNode, marks: Marks) -> Iterator[Node]:
    """A link. Without words it shows its address; an address that links may not have stands beside
    the words, and so does a title."""
    href = str(node.attrs["href"])
    allowed = is_address(href)
    linked = _with(schema.mark("link", {"href": href}), marks) if allowed else marks
    words = list(_inline(node.children, linked))
    yield from words or _text(href, linked)
    if words and not allowed:
        yield from _aside(href, marks)
    yield from _aside(node.attrs.get("title"), marks)


def _aside(words: object, marks: Marks) -> Iterator[Node]:
    return _text(f" ({words})" if words else "", marks)


def _text(content: str, marks: Marks) -> Iterator[Node]:
    """Text nodes, with a hard break for every line feed (a character reference can be one)."""
    for number, part in enumerate(content.split("\n")):
        if number:
            yield schema.nodes["hard_break"].create(None, None, list(marks))
        if part:
            yield schema.text(clean(part), list(marks))


def _with(mark: Mark, marks: Marks) -> Marks:
    return tuple(mark.add_to_set(list(marks)))
