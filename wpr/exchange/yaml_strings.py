"""YAML without surprises: a value is the text that stands there, and nothing refers elsewhere."""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import yaml

from wpr.exchange.file_fault import FileFault

_DEEPEST: Final = 8  # far more than a document's facts need; keeps PyYAML from recursing forever
_ESCAPED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value` of the outermost level, with the line it stands on.

    `text` is the value as one text; `items` its list items, None when the value is not a list;
    `pairs` its keys and values with the line of each, None when the value is not a mapping.
    """

    key: str
    line: int
    text: str
    items: tuple[str, ...] | None
    pairs: tuple[tuple[str, str, int], ...] | None


def entries(source: str, file: str, first_line: int) -> Iterator[Entry]:
    """The entries of a YAML mapping; none for nothing but comments.

    Refuses with FileFault, at the line counted from `first_line`: what is not YAML or not a
    mapping, anchors, aliases, tags, deep nesting, and characters that no text can hold.
    """
    loader = None
    try:
        loader = _Loader(source)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise FileFault(file, line, _advice(error.problem or "this is not YAML")) from None
    except yaml.reader.ReaderError as error:
        line = first_line + source.count("\n", 0, error.position)
        raise FileFault(file, line, "there is a control character in the front matter.") from None
    finally:
        if loader:
            loader.dispose()
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise FileFault(
            file, first_line, "the front matter must be lines of the kind “key: value”."
        )
    for key, value in root.value:
        entry = _entry(key, value, source, first_line)
        parts = (part for pair in entry.pairs or () for part in pair[:2])
        if _UNWRITABLE.search("".join((entry.key, entry.text, *parts))):
            raise FileFault(file, entry.line, "there is a control character in the front matter.")
        yield entry


def dump(values: Mapping[str, str | date | list[str] | dict[str, str] | None]) -> str:
    """`values` as YAML that `entries` reads back; None is a key without a value.

    A text that other programs would take for a number, a date or yes/no is written in quotes.
    """
    return yaml.dump(
        dict(values),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=sys.maxsize,
    )


class _Loader(yaml.BaseLoader):
    """PyYAML's reader of strings, refusing what can make a small file large or strange."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, "“*” refers to another value")
        elif event.anchor is not None:
            self._refuse(event, "“&” gives a value a name")
        elif event.tag is not None:
            self._refuse(event, "“!” gives a value a type")
        elif self.depth == _DEEPEST:
            self._refuse(event, "the values are nested too deep")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refuse(self, event: Any, problem: str) -> None:
        raise yaml.composer.ComposerError(None, None, problem, event.start_mark)


class _Dumper(yaml.SafeDumper):
    """PyYAML's writer, with list items indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


def _write_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = '"' if _ESCAPED.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _write_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _write_text)
_Dumper.add_representer(type(None), _write_nothing)


def _entry(key: yaml.Node, value: yaml.Node, source: str, first_line: int) -> Entry:
    items = pairs = None
    text = _text(value, source)
    if isinstance(value, yaml.SequenceNode):
        items = tuple(_text(item, source) for item in value.value)
        text = ", ".join(items)
    if isinstance(value, yaml.MappingNode):
        pairs = tuple(
            (_text(name, source), _text(item, source), first_line + name.start_mark.line)
            for name, item in value.value
        )
    return Entry(_text(key, source), first_line + key.start_mark.line, text, items, pairs)


def _text(node: yaml.Node, source: str) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return source[node.start_mark.index : node.end_mark.index].strip()


def _advice(problem: str) -> str:
    return f"{problem}. In the front matter, a value with signs such as : # & * needs quotes."
