"""The schema of every text, and the only door in and out: stored JSON to a checked node and back.

`schema.json` is shared with the editor in the browser; what only the server judges is added here:
which addresses a link may have, which characters a text may hold, how deep and how large it may be.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from prosemirror.model import Fragment, Node, Schema

LARGEST: Final = 200_000
"""Characters a stored text may have, counted in its JSON: about 60 printed pages."""

DEEPEST: Final = 12
"""How many lists may stand inside each other."""

LONGEST_ADDRESS: Final = 2_000
"""Characters in a link's address; older browsers and mail programs cut longer ones."""

HIGHEST_ORDER: Final = 1_000_000
"""The highest first number of a numbered list."""

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+|/(?!/)\S*", re.IGNORECASE)
_NONCHARACTERS: Final = "".join(
    chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_BROKEN: Final = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
_LISTS: Final = ("bullet_list", "ordered_list")
_DEEPEST_NODE: Final = (
    2 * DEEPEST + 3
)  # the document, list and item by turns, a paragraph, its text


@lru_cache(maxsize=256)  # nodes never change, and a page or a writer reads the same texts again
def read(text: str) -> Node:
    """The checked node of a stored text. Raises ValueError, with the reason, for anything else."""
    if len(text) > LARGEST:
        raise ValueError(f"larger than {LARGEST} characters")
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    _check_shape(value, _DEEPEST_NODE)
    return checked(schema.node_from_json(value))


def write(node: Node) -> str:
    """A node as canonical JSON: equal texts have equal JSON, and the one spelling snapshots use."""
    return canonical(node.to_json())


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with one spelling only: sorted keys, no spaces, letters as themselves.

    Raises ValueError for numbers that JSON does not have (NaN, infinity).
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def line(text: str) -> str:
    """A plain string as a stored text of one line; line breaks in it become spaces."""
    return paragraphs(text)


def paragraphs(*texts: str) -> str:
    """Plain strings as a stored text, one paragraph each; no strings make the empty text."""
    content = [schema.node("paragraph", None, text_nodes(text)) for text in texts or ("",)]
    return write(checked(schema.node("doc", None, content)))


def text_nodes(text: str) -> list[Node]:
    """A cleaned plain string as the content of a paragraph: one text node, or none when empty."""
    return [schema.text(clean(text))] if text else []


def clean(text: str) -> str:
    """The string without characters that a text refuses: control characters become spaces,
    halves of surrogate pairs and code points that are no characters become U+FFFD."""
    return _BROKEN.sub("\N{REPLACEMENT CHARACTER}", _CONTROL.sub(" ", text))


def checked(node: Node) -> Node:
    """The document, neighbouring texts with equal marks joined. Raises ValueError when the schema
    or one of the limits above refuses it."""
    if node.type is not schema.top_node_type or node.marks:
        raise ValueError("not a document")
    joined = _joined(node)
    joined.check()
    _check_texts(joined, 0)
    if len(write(joined)) > LARGEST:
        raise ValueError(f"larger than {LARGEST} characters")
    return joined


def is_line(node: Node) -> bool:
    """Whether the document has the shape of a line: one paragraph of plain text without marks."""
    if node.child_count != 1 or node.child(0).type.name != "paragraph":
        return False
    return all(child.is_text and not child.marks for child in children(node.child(0)))


def children(node: Node) -> Iterator[Node]:
    """The direct children, in order."""
    return iter(node.content.content)


def is_address(value: object) -> bool:
    """Whether a link may point there: http, https, mailto, or a path on this server."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_ADDRESS
        and _ADDRESS.fullmatch(value) is not None
        and clean(value) == value
    )


def _check_shape(value: object, levels: int) -> None:
    """Refuse JSON that the library would crash on or quietly repair, before it sees it."""
    if not levels:
        raise ValueError("nested too deep")
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ValueError("a node is not an object with a type")
    if not isinstance(value.get("attrs", {}), dict):
        raise ValueError("attributes are not an object")
    if value["type"] == "text" and not isinstance(value.get("text"), str):
        raise ValueError("a text node without text")
    for mark in _items(value, "marks"):
        if not isinstance(mark, dict) or not isinstance(mark.get("type"), str):
            raise ValueError("a mark is not an object with a type")
        if not isinstance(mark.get("attrs", {}), dict):
            raise ValueError("attributes are not an object")
    for child in _items(value, "content"):
        _check_shape(child, levels - 1)


def _items(value: dict[str, Any], key: str) -> list[Any]:
    items = value.get(key, [])
    if not isinstance(items, list):
        raise ValueError(f"{key} is not a list")
    return items


def _joined(node: Node) -> Node:
    """The library joins texts when it edits, but takes them as they come in JSON."""
    if node.is_leaf:
        return node
    content = Fragment.from_array([_joined(child) for child in children(node)])
    return node.copy(content)


def _check_texts(node: Node, lists: int) -> None:
    lists += node.type.name in _LISTS
    if lists > DEEPEST:
        raise ValueError(f"more than {DEEPEST} lists inside each other")
    if node.is_text and clean(node.text or "") != node.text:
        raise ValueError("a character that texts do not hold")
    for child in children(node):
        _check_texts(child, lists)


def _check_address(value: object) -> None:
    if not is_address(value):
        raise ValueError("an address that links may not have")


def _check_order(value: object) -> None:
    if type(value) is not int or not 1 <= value <= HIGHEST_ORDER:
        raise ValueError("a list's first number is out of range")


def _load() -> Schema[Any, Any]:
    spec = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    spec["marks"]["link"]["attrs"]["href"]["validate"] = _check_address
    spec["nodes"]["ordered_list"]["attrs"]["order"]["validate"] = _check_order
    return Schema(spec)


schema: Final = _load()
