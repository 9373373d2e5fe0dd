"""Placing the sections of a file in a document: where their headings say, the rest kept aside."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wpr.domain.guide import Guide, Shape
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot, Text
from wpr.exchange.blocks import joined, kept, line_of
from wpr.exchange.front_matter import FrontMatter
from wpr.exchange.headings import UNPLACED, Headings, Slot, split_mark, unknown_in
from wpr.exchange.origins import Stretch
from wpr.exchange.sections import Section
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import checked, children, line, paragraphs, read, write

if TYPE_CHECKING:
    from prosemirror.model import Node


class Placing:
    """Takes the sections of a file in order and builds the document of `guide` that they make up.

    `others` are the guide's other languages, whose headings are recognised too. Without a title in
    the front matter, the first upper heading that means nothing else is the title.
    Every method raises ValueError for what is too large for one text.
    """

    def __init__(self, guide: Guide, others: Iterable[Guide], front: FrontMatter) -> None:
        self._title = front.title or ""
        self._facts = front.facts
        self._set_aside = front.set_aside
        self._guide = guide
        self._own = Headings(guide)
        self._headings = Headings(guide, *others)
        self._asked_in = {group.id for group in guide.question_groups()}
        self._lines = {Slot(part.id) for part in guide.parts() if part.shape is Shape.LINE}
        self._texts: dict[Slot, Text] = {}
        self._questions: list[tuple[Question, Section]] = []
        self._stretches: dict[str, list[Stretch]] = {}
        self._unplaced: list[Node] = []
        for key, value in front.strange:
            told = read(paragraphs(*(line.strip() for line in value.split("\n"))))
            self._unplaced.extend(kept(key, children(told)))
            self._stretches["unplaced"] = [Stretch(1, max(front.body_line, 1))]
        self._group = ""
        self._section = Section(0, "", "")

    def upper(self, section: Section) -> None:
        """Place a section at the level of groups: it says where those that follow belong."""
        self._section = section
        words, mark = words_and_mark(section.heading)
        group = self._headings.group(words, mark)
        slot = None if group else self._headings.slot("", words, mark)
        self._group = group or ""
        if slot:
            self._fill(slot, section)
        elif group == UNPLACED:
            self._keep("", section.body)
        elif group:
            says_more = section.body or unknown_in(_one_line(section.heading))
            self._keep(section.heading if says_more else "", section.body)
        elif self._title in ("", words):
            self._title = words
            self._keep("", section.body)
        else:
            self._keep(section.heading, section.body)

    def lower(self, section: Section) -> None:
        """Place a section at the level of parts and questions."""
        self._section = section
        words, mark = words_and_mark(section.heading)
        asked = self._group in self._asked_in
        if asked:
            # Only what `write` takes for a part too, or a question could come back as one.
            slot = None if mark is not None else self._own.slot(self._group, words)
        else:
            slot = self._headings.slot(self._group, words, mark)
        group = self._group if asked else self._guide.group_of(mark or "")
        if slot:
            self._fill(slot, section)
        elif group:
            answer = write(from_markdown(section.body))
            unknown = unknown_in(_one_line(section.heading))
            question = Question(group, line(words), answer, mark or "", unknown)
            self._questions.append((question, section))
        else:
            self._keep(section.heading, section.body)

    def document(self, language: str) -> Snapshot:
        """The document of everything placed. It has all the guide's parts, also the empty ones."""
        guide = self._guide
        return Snapshot(
            title=self._title,
            language=language,
            guide=guide.id,
            facts=self._facts,
            idea=tuple(self._part(Slot(one.id, in_idea=True)) for one in guide.idea),
            parts=tuple(self._part(Slot(part.id)) for part in guide.parts()),
            questions=tuple(question for question, _ in self._in_order()),
            unplaced=write(checked(joined(self._unplaced))),
            set_aside=self._set_aside,
        )

    def stretches(self) -> dict[str, list[Stretch]]:
        """The lines that each text of the document was read from, by the names in `Origins`."""
        found = dict(self._stretches)
        for number, (_, section) in enumerate(self._in_order()):
            found[f"question {number}"] = [_heading_lines(section)]
            found[f"answer {number}"] = [_body_lines(section)]
        return found

    def _in_order(self) -> list[tuple[Question, Section]]:
        return [
            asked
            for group in self._guide.question_groups()
            for asked in self._questions
            if asked[0].group == group.id
        ]

    def _part(self, slot: Slot) -> Part:
        return Part(slot.id, self._texts.get(slot, EMPTY))

    def _fill(self, slot: Slot, section: Section) -> None:
        if unknown_in(_one_line(section.heading)):
            self._keep(section.heading, "")  # only a question can wait for its answer
        text = from_markdown(section.body)
        if write(text) == EMPTY:
            return
        first, *rest = children(text)
        if slot in self._texts or (slot in self._lines and not first.is_textblock):
            self._keep(section.heading, section.body)
        elif slot in self._lines:
            self._texts[slot] = line(line_of(first))
            self._stretches[_name(slot)] = [_body_lines(section)]
            if rest:
                self._unplaced.extend(kept(words_and_mark(section.heading)[0], rest))
                self._set_apart(section)
        else:
            self._texts[slot] = write(text)
            self._stretches[_name(slot)] = [_body_lines(section)]

    def _keep(self, heading: str, body: str) -> None:
        """Keep text aside, its heading in bold: what from_markdown makes of a heading."""
        if heading:
            body = f"# {_one_line(heading)}\n\n{body}"
        if body:
            self._unplaced.extend(children(from_markdown(body)))
            self._set_apart(self._section)

    def _set_apart(self, section: Section) -> None:
        whole = Stretch(section.line, _body_lines(section).last)
        self._stretches.setdefault("unplaced", []).append(whole)


def words_and_mark(heading: str) -> tuple[str, str | None]:
    """The plain words of a heading, and its mark."""
    heading, mark = split_mark(_one_line(heading))
    return line_of(from_markdown(f"# {heading}").child(0)), mark


def _one_line(heading: str) -> str:
    return heading.replace("\n", " ")


def _name(slot: Slot) -> str:
    return f"{'idea' if slot.in_idea else 'part'} {slot.id}"


def _heading_lines(section: Section) -> Stretch:
    return Stretch(section.line, max(section.line, section.body_line - 1))


def _body_lines(section: Section) -> Stretch:
    return Stretch(section.body_line, section.body_line + section.body.count("\n"))
