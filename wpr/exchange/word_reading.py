"""Reading a Word document as Markdown, from which its pieces are recognised as any other text's.

Headings are told by their style or outline level, in whatever language Word speaks. Tracked changes
are read as accepted. Comments come apart from the words; notes come last, and comments that are
more than a margin holds, so that nothing is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from wpr.exchange.margin import MarginThread
from wpr.exchange.word_comments import margin_of
from wpr.exchange.word_styles import Styles

BEGINNING: Final = b"PK\x03\x04"
_LARGEST: Final = 50 * 2**20
"""Bytes that the parts of a document may have when unpacked."""

_MOST_PARTS: Final = 2_000
_COME: Final = (qn("w:ins"), qn("w:moveTo"))
_GONE: Final = (qn("w:del"), qn("w:moveFrom"))
"""What has come by a tracked change, and what has gone."""

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#])")
_LINE_MARK: Final = re.compile(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-+>|])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word document says, as Markdown, and what is said about it. `before` is what it said
    before its tracked changes, "" when it has none."""

    markdown: str
    threads: Sequence[MarginThread]
    before: str = ""


def read(raw: bytes) -> WordText:
    """The text and the comments of a .docx file. Raises ValueError for what is none, or unpacks to
    too much."""
    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
                raise ValueError("larger than a document may be")
        document = docx.Document(BytesIO(raw))
        margin, styles = margin_of(document), Styles(document)
        markdown = _Reader(document, styles, margin.ids, _COME).markdown()
        is_tracked = next(document.element.body.iter(*_COME, *_GONE), None) is not None
        before = _Reader(document, styles, margin.ids, _GONE).markdown() if is_tracked else ""
        return WordText(markdown, margin.threads, before if before != markdown else "")
    except (
        BadZipFile,
        OpcError,
        SyntaxError,
        LookupError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        raise ValueError("not a Word document that can be read") from error


@dataclass
class _Reader:
    document: Document
    styles: Styles
    apart: frozenset[str]
    kept: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        for block in self._blocks(self.document.element.body):
            if block.tag == qn("w:p"):
                self._paragraph(block)
            elif block.tag == qn("w:tbl"):
                self._table(block)
        self._asides()
        return "\n".join(self.lines).strip("\n") + "\n"

    def _blocks(self, parent: Any) -> Iterator[Any]:
        """Paragraphs and tables, those inside of content controls and insertions too."""
        for child in parent:
            if child.tag in {qn("w:p"), qn("w:tbl")}:
                yield child
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), *self.kept}:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> None:
        level = self.styles.level(paragraph)
        words = self._words(paragraph, is_heading=level is not None)
        if not words.strip():
            self.lines.append("")
            return
        if level is not None:
            self.lines += ["", f"{'#' * (level or 1)} {' '.join(words.split())}", ""]
            return
        item = self.styles.item(paragraph)
        if item:
            self.lines.append(item + words.replace("\n", "\\\n" + " " * len(item)))
        else:
            words = _LINE_MARK.sub(_escaped_mark, words)
            self.lines += ["", words.replace("\n", "\\\n"), ""]

    def _words(self, paragraph: Any, *, is_heading: bool = False) -> str:
        """The words of a paragraph as Markdown, a line break as one."""
        runs = [run for run in self._runs(paragraph, "") if run[0]]
        if is_heading or not runs:
            return "".join(_escaped(text) for text, _, _ in runs)
        return "".join(_marked(text, marks, href) for text, marks, href in _joined(runs))

    def _runs(self, parent: Any, href: str) -> Iterator[tuple[str, str, str]]:
        """Text, its marks ("**", "_" or both) and its address; of tracked changes one side."""
        for child in parent:
            if child.tag == qn("w:hyperlink"):
                yield from self._runs(child, self._address(child))
            elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:smartTag"), *self.kept}:
                yield from self._runs(child, href)
            elif child.tag == qn("w:r"):
                yield _text_of(child), _marks_of(child), href

    def _address(self, link: Any) -> str:
        relation = self.document.part.rels.get(link.get(qn("r:id")) or "")
        address = relation.target_ref if relation is not None and relation.is_external else ""
        return address if re.match(r"https?://|mailto:", address) else ""

    def _table(self, table: Any) -> None:
        rows = [
            [
                " ".join(
                    self._words(paragraph).replace("\n", " ").replace("|", "\\|").strip()
                    for paragraph in cell.iter(qn("w:p"))
                ).strip()
                for cell in row.findall(qn("w:tc"))
            ]
            for row in table.findall(qn("w:tr"))
        ]
        if not rows:
            return
        self.lines.append("")
        for at, row in enumerate(rows):
            self.lines.append(f"| {' | '.join(row)} |")
            if at == 0:
                self.lines.append("|" + "---|" * len(row))
        self.lines.append("")

    def _asides(self) -> None:
        """Notes, and comments that do not come apart, each with who wrote it."""
        for relation in self.document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in {"comments", "footnotes", "endnotes"} or relation.is_external:
                continue
            for note in _element_of(relation.target_part):
                if kind == "comments" and note.get(qn("w:id")) in self.apart:
                    continue
                words = " ".join(
                    self._words(paragraph).strip() for paragraph in note.iter(qn("w:p"))
                ).strip()
                if words and note.get(qn("w:type")) is None:
                    author = note.get(qn("w:author"))
                    self.lines += ["", f"{_escaped(author)}: {words}" if author else words]


def _element_of(part: Any) -> Any:
    from_part = getattr(part, "element", None)
    return from_part if from_part is not None else parse_xml(part.blob)


def _text_of(run: Any) -> str:
    words = ""
    for child in run:
        if child.tag in {qn("w:t"), qn("w:delText")}:
            words += child.text or ""
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            words += "\n"
        elif child.tag == qn("w:tab"):
            words += " "
        elif child.tag == qn("w:noBreakHyphen"):
            words += "\u2011"
    return words


def _marks_of(run: Any) -> str:
    return ("**" if _is_on(run, "w:b") else "") + ("_" if _is_on(run, "w:i") else "")


def _is_on(run: Any, name: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val")) not in {"0", "false", "off"}


def _joined(runs: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Runs that look the same as one: Word cuts them wherever somebody stopped typing."""
    text, marks, href = runs[0]
    for more, more_marks, more_href in runs[1:]:
        if (more_marks, more_href) == (marks, href):
            text += more
        else:
            yield text, marks, href
            text, marks, href = more, more_marks, more_href
    yield text, marks, href


def _marked(text: str, marks: str, href: str) -> str:
    words = text.strip(" \n")
    if not words:
        return text
    before = text[: len(text) - len(text.lstrip(" \n"))]
    after = text[len(text.rstrip(" \n")) :]
    marked = _escaped(words)
    if href:
        marked = f"[{marked}](<{href.replace('>', '%3E').replace('<', '%3C')}>)"
    return f"{before}{marks}{marked}{marks[::-1]}{after}"


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def _escaped_mark(found: re.Match[str]) -> str:
    """A line that only looks like an item of a list. A question's number stays what it is."""
    return found[0] if found[2] else f"{found[4]}\\{found[5]}"
