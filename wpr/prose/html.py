"""A text as HTML: escaped, with no more markup than the schema has marks and nodes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from prosemirror.model import Mark, Node

from wpr.prose.schema import is_address

Typeset = Callable[[Sequence[str]], Sequence[str]]
"""What sets the runs of one paragraph: as many strings out as in, a hard break being "\\n"."""

_TAGS: Final = {"em": "em", "strong": "strong"}


def to_html(
    doc: Node, typeset: Typeset = tuple, may_link: Callable[[str], bool] = is_address
) -> str:
    """The blocks of `doc` as HTML: p, ul, ol (start), li, br, strong, em, a (href, rel).

    Empty paragraphs are left out. A link whose address `may_link` refuses becomes its text.
    `typeset` may exchange signs in the text; it never sees an address.
    """
    return _Writer(typeset, may_link).blocks(doc)


def line_to_html(doc: Node, typeset: Typeset = tuple) -> str:
    """The text of `doc` in one line without any tag, for a heading."""
    runs = typeset([child.text or " " for block in doc.children for child in block.children])
    return escape("".join(runs).strip())


@dataclass(frozen=True, slots=True)
class _Writer:
    typeset: Typeset
    may_link: Callable[[str], bool]

    def blocks(self, parent: Node) -> str:
        return "".join(self._block(child) for child in parent.children)

    def _block(self, node: Node) -> str:
        match node.type.name:
            case "paragraph":
                inline = self._inline(node)
                return f"<p>{inline}</p>" if inline else ""
            case "bullet_list":
                return f"<ul>{self.blocks(node)}</ul>"
            case "ordered_list":
                order = node.attrs["order"]
                start = f' start="{order}"' if order != 1 else ""
                return f"<ol{start}>{self.blocks(node)}</ol>"
            case "list_item":
                return f"<li>{self.blocks(node)}</li>"
            case name:
                raise ValueError(f"no HTML for a node of type {name!r}")

    def _inline(self, paragraph: Node) -> str:
        runs = [child.text or "\n" for child in paragraph.children]
        if not any(run.strip() for run in runs):
            return ""
        return "".join(self._marked(zip(self.typeset(runs), paragraph.children, strict=True)))

    def _marked(self, pieces: Iterable[tuple[str, Node]]) -> Iterator[str]:
        """The runs with their tags, a mark that goes on over several runs being opened once."""
        open_marks: list[Mark] = []
        for run, node in pieces:
            marks = [mark for mark in node.marks if self._opening(mark)]
            kept = 0
            while kept < min(len(open_marks), len(marks)) and open_marks[kept].eq(marks[kept]):
                kept += 1
            yield from map(_closing, reversed(open_marks[kept:]))
            yield from map(self._opening, marks[kept:])
            open_marks = marks
            yield escape(run) if node.is_text else "<br>"
        yield from map(_closing, reversed(open_marks))

    def _opening(self, mark: Mark) -> str:
        """The start tag of a mark; "" for a link that must not be one."""
        if mark.type.name != "link":
            return f"<{_TAGS[mark.type.name]}>"
        href = str(mark.attrs["href"])
        return f'<a href="{escape(href)}" rel="noopener">' if self.may_link(href) else ""


def _closing(mark: Mark) -> str:
    return f"</{_TAGS.get(mark.type.name, 'a')}>"
