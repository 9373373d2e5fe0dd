"""Writing a whole PR/FAQ as a Word document: real styles, headings, lists, links and comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
from babel.dates import format_date
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from prosemirror.model import Node

from wpr.domain.guide import Guide, Kind
from wpr.domain.snapshot import EMPTY, Question, Snapshot, Text
from wpr.exchange.word_runs import (
    Marked,
    language_name,
    passages_in,
    runs_of,
    write_runs,
    write_words,
)
from wpr.prose.plain import plain
from wpr.prose.schema import children, read

if TYPE_CHECKING:
    from docx.document import Document

_DEEPEST_LIST: Final = 3
"""Levels of lists that Word has styles for; what is deeper looks like the last of them."""

_INK: Final = RGBColor(0x0E, 0x55, 0x59)
"""The colour of headings, that of the printed pages: 8:1 on white."""

_NO_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 (Word knows no zones)


@dataclass(frozen=True, slots=True)
class Note:
    """A comment for the margin. `text` names the text it is about as `Origins` does ("part lead",
    "answer 3"; "" for the whole document), `quote` the words there ("" for all of them), which
    `before` characters of it that are no space precede (None: where they stand first)."""

    text: str
    quote: str
    author: str
    body: str
    before: int | None = None


def write(snapshot: Snapshot, guide: Guide, notes: Sequence[Note] = ()) -> bytes:
    """The document as .docx on A4, in the order of the guide, what has no place last.

    Raises ValueError for a text that is not a valid document.
    """
    writer = _Writer(snapshot, guide, notes)
    return writer.written()


class _Writer:
    def __init__(self, snapshot: Snapshot, guide: Guide, notes: Sequence[Note]) -> None:
        self._snapshot = snapshot
        self._guide = guide
        self._notes = list(notes)
        self._document: Document = docx.Document()

    def written(self) -> bytes:
        self._set_page()
        self._say_what_it_is()
        title = self._heading(self._snapshot.title, 0)
        self._annotate("", [title])
        numbers = {id(one): at for at, one in enumerate(self._snapshot.questions)}
        for group in self._guide.groups:
            self._document.add_heading(group.heading, level=1)
            for part in group.parts:
                self._part(part.heading, f"part {part.id}", self._snapshot.part(part.id))
            if group.kind is Kind.QUESTIONS:
                for asked in self._snapshot.asked_in(group.id):
                    self._question(asked, numbers[id(asked)])
        self._left_over(numbers)
        self._facts()
        for note in self._notes:  # what they were about is gone
            self._comment(runs_of([title]), note)
        out = BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _set_page(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(28)
        section.top_margin = section.bottom_margin = Mm(25)
        self._document.styles["Normal"].font.size = Pt(11)
        for name in ("Title", "Heading 1", "Heading 2"):
            self._document.styles[name].font.color.rgb = _INK
        for line in self._document.styles["Title"].element.iter(qn("w:bottom")):
            line.set(qn("w:color"), str(_INK))
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), language_name(self._snapshot.language))
        self._document.styles["Normal"].element.get_or_add_rPr().append(language)

    def _say_what_it_is(self) -> None:
        about = self._document.core_properties
        about.title = self._snapshot.title
        about.author = ", ".join(self._snapshot.facts.team)[:255]
        about.language = self._snapshot.language
        about.identifier = self._snapshot.facts.case_number
        about.comments = ""
        about.created = about.modified = _NO_TIME

    def _facts(self) -> None:
        facts, words = self._snapshot.facts, self._guide.words
        launch = facts.launch_date
        said = {
            "organisation": facts.organisation,
            "place": facts.place,
            "launch_date": launch
            and format_date(launch, words["date_format"], self._guide.language),
            "team": ", ".join(facts.team),
            "decider": facts.decider,
            "case_number": facts.case_number,
        }
        if any(said.values()):
            self._document.add_heading(words["facts"], level=1)
        for name, value in said.items():
            if value:
                paragraph = self._document.add_paragraph()
                paragraph.add_run(f"{words[name]}: ").bold = True
                paragraph.add_run(value)

    def _heading(self, words: str, level: int) -> Paragraph:
        paragraph: Paragraph = self._document.add_heading(level=level)
        write_words(paragraph, words, self._snapshot.language)
        return paragraph

    def _part(self, heading: str, name: str, text: Text) -> None:
        above = self._document.add_heading(heading, level=2)
        self._annotate(name, self._blocks(text), above)

    def _question(self, asked: Question, number: int) -> None:
        words = " ".join(plain(read(asked.question)).split())
        heading = self._heading(words or self._guide.words["not_written"], 2)
        self._annotate(f"question {number}", [heading])
        placed = self._blocks(asked.answer)
        if asked.unknown:
            placed.append(self._document.add_paragraph(self._unknown(asked)))
        self._annotate(f"answer {number}", placed, heading)

    def _unknown(self, asked: Question) -> str:
        unknown, words = asked.unknown, self._guide.words
        if unknown is None or unknown.until is None:
            return words["unknown_undated"].format(role=unknown.role if unknown else "")
        day = format_date(unknown.until, words["date_format"], self._guide.language)
        return words["unknown"].format(role=unknown.role, date=day)

    def _left_over(self, numbers: dict[int, int]) -> None:
        parts = {part.id for part in self._guide.parts()}
        groups = {group.id for group in self._guide.question_groups()}
        strays = [part for part in self._snapshot.parts if part.id not in parts]
        asked = [one for one in self._snapshot.questions if one.group not in groups]
        written = [part for part in strays if part.text != EMPTY]
        if self._snapshot.unplaced == EMPTY and not written and not asked:
            return
        self._document.add_heading(self._guide.words["unplaced"], level=1)
        self._annotate("unplaced", self._blocks(self._snapshot.unplaced))
        for part in written:
            self._part(part.id, f"part {part.id}", part.text)
        for one in asked:
            self._question(one, numbers[id(one)])

    def _blocks(self, text: Text) -> list[Paragraph]:
        return list(self._written_blocks(read(text), 0)) if text != EMPTY else []

    def _written_blocks(self, node: Node, depth: int) -> Iterator[Paragraph]:
        for block in children(node):
            match block.type.name:
                case "bullet_list":
                    yield from self._list(block, depth + 1, "List Bullet", None)
                case "ordered_list":
                    start = int(str(block.attrs["order"]))
                    yield from self._list(block, depth + 1, "List Number", start)
                case _:
                    paragraph = self._document.add_paragraph()
                    write_runs(paragraph, list(children(block)), self._snapshot.language)
                    yield paragraph

    def _list(self, node: Node, depth: int, style: str, start: int | None) -> Iterator[Paragraph]:
        level = min(depth, _DEEPEST_LIST)
        name = style if level == 1 else f"{style} {level}"
        number = None if start is None else self._numbering(name, start)
        for item in children(node):
            for at, paragraph in enumerate(self._written_blocks(item, depth)):
                if paragraph.style is not None and paragraph.style.name == "Normal":
                    more = "List Continue" if level == 1 else f"List Continue {level}"
                    paragraph.style = name if at == 0 else more
                    if at == 0 and number is not None:
                        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                        properties.get_or_add_numId().val = number
                        properties.get_or_add_ilvl().val = 0
                yield paragraph

    def _numbering(self, style: str, start: int) -> int:
        """A list of its own in the look of `style`, which begins at `start`."""
        numbering: Any = self._document.part.numbering_part.element
        used = self._document.styles[style].element.pPr.numPr.numId.val
        number: Any = numbering.add_num(numbering.num_having_numId(used).abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(number.numId)

    def _annotate(
        self, name: str, placed: Sequence[Paragraph], above: Paragraph | None = None
    ) -> None:
        """Put the notes on this text beside their words, or beside all of it and what is above."""
        notes = [one for one in self._notes if one.text == name]
        if not notes:
            return
        self._notes = [one for one in self._notes if one.text != name]
        passages = passages_in(placed, [Marked(one.quote, one.before) for one in notes])
        whole = runs_of([*([above] if above else []), *placed])
        for note, passage in zip(notes, passages, strict=True):
            self._comment(passage or whole, note)

    def _comment(self, runs: Sequence[Run], note: Note) -> None:
        if runs:
            initials = "".join(word[0] for word in note.author.split()[:2])
            self._document.add_comment(runs, note.body, note.author, initials)
