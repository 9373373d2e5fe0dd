"""A text as HTML: escaped, with no more markup than the schema has marks and nodes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from prosemirror.model import Mark, Node

from wpr.prose.language import Passage
from wpr.prose.pieces import BREAK, Piece, is_whole, pieces_of, text_of
from wpr.prose.schema import is_address

Typeset = Callable[[Sequence[str]], Sequence[str]]
"""What sets the runs of one paragraph: as many strings out as in, a hard break being "\\n"."""

Foreign = Callable[[str], Sequence[Passage]]
"""What finds the passages of a paragraph that are not in the document's language."""

_TAGS: Final = {"em": "em", "strong": "strong"}


def to_html(
    doc: Node,
    typeset: Typeset = tuple,
    may_link: Callable[[str], bool] = is_address,
    foreign: Foreign = lambda _: (),
) -> str:
    """The blocks of `doc` as HTML: p, ul, ol (start), li, br, strong, em, a (href, rel), span.

    Empty paragraphs are left out. A link whose address `may_link` refuses becomes its text.
    `typeset` may exchange signs in the text; it never sees an address. What `foreign` finds says
    its language (lang) and, where that is written from the right, its direction (dir).
    """
    return _Writer(typeset, may_link, foreign).blocks(doc)


def line_to_html(doc: Node, typeset: Typeset = tuple, foreign: Foreign = lambda _: ()) -> str:
    """The text of `doc` in one line for a heading, without any tag but for `foreign` passages."""
    nodes = [child for block in doc.children for child in block.children]
    pieces = list(pieces_of(nodes, foreign(text_of(nodes))))
    said = typeset([" " if one.words == BREAK else one.words for one in pieces])
    runs = zip(said, pieces, strict=True)
    return "".join(
        _spoken(passage, escape("".join(run for run, _ in within)))
        for passage, within in groupby(runs, key=lambda pair: pair[1].passage)
    ).strip()


@dataclass(frozen=True, slots=True)
class _Writer:
    typeset: Typeset
    may_link: Callable[[str], bool]
    foreign: Foreign

    def blocks(self, parent: Node) -> str:
        return "".join(self._block(child) for child in parent.children)

    def _block(self, node: Node) -> str:
        match node.type.name:
            case "paragraph":
                return self._paragraph(node)
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

    def _paragraph(self, paragraph: Node) -> str:
        text = text_of(paragraph.children)
        if not text.strip():
            return ""
        passages = self.foreign(text)
        whole = passages[0] if is_whole(passages, text) else None
        pieces = list(pieces_of(paragraph.children, () if whole else passages))
        runs = zip(self.typeset([one.words for one in pieces]), pieces, strict=True)
        inline = "".join(
            _spoken(passage, "".join(self._marked(within)))
            for passage, within in groupby(runs, key=lambda pair: pair[1].passage)
        )
        return f"<p{_language(whole)}>{inline}</p>"

    def _marked(self, runs: Iterable[tuple[str, Piece]]) -> Iterator[str]:
        """The runs with their tags, a mark that goes on over several runs being opened once."""
        open_marks: list[Mark] = []
        for run, piece in runs:
            marks = [mark for mark in piece.node.marks if self._opening(mark)]
            kept = 0
            while kept < min(len(open_marks), len(marks)) and open_marks[kept].eq(marks[kept]):
                kept += 1
            yield from map(_closing, reversed(open_marks[kept:]))
            yield from map(self._opening, marks[kept:])
            open_marks = marks
            yield escape(run) if piece.node.is_text else "<br>"
        yield from map(_closing, reversed(open_marks))

    def _opening(self, mark: Mark) -> str:
        """The start tag of a mark; "" for a link that must not be one."""
        if mark.type.name != "link":
            return f"<{_TAGS[mark.type.name]}>"
        href = str(mark.attrs["href"])
        return f'<a href="{escape(href)}" rel="noopener">' if self.may_link(href) else ""


def _closing(mark: Mark) -> str:
    return f"</{_TAGS.get(mark.type.name, 'a')}>"


def _spoken(passage: Passage | None, html: str) -> str:
    return f"<span{_language(passage)}>{html}</span>" if passage else html


def _language(passage: Passage | None) -> str:
    """The attributes that say a passage's language; "" for the document's own."""
    if passage is None:
        return ""
    return f' lang="{passage.language}"' + (' dir="rtl"' if passage.runs_from_the_right else "")
