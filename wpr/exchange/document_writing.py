"""Writing a whole PR/FAQ as one Markdown file."""

from collections.abc import Iterator

from prosemirror.model import Node

from wpr.domain.guide import Group, Guide, Kind
from wpr.domain.snapshot import EMPTY, Snapshot, Text
from wpr.exchange.blocks import joined, kept
from wpr.exchange.front_matter import write_front_matter
from wpr.exchange.headings import IDEA, UNPLACED, Headings, Slot, heading_line
from wpr.prose.markdown import line_to_markdown, to_markdown
from wpr.prose.schema import children, line, read


def write(snapshot: Snapshot, guide: Guide) -> str:
    """The document as Markdown with front matter, as described in docs/file-format.md.

    `guide` is the snapshot's own, whose headings are used. A part, an answer or a question that
    this guide has no place for is written with the unplaced text, below its id in bold.
    Raises ValueError for a text that is not a valid document.
    """
    headings = Headings(guide)
    blocks = [write_front_matter(snapshot)]
    blocks.append(_group_heading(headings, IDEA, guide.words["idea"]))
    blocks.extend(_idea(snapshot, headings, guide))
    for group in guide.groups:
        blocks.append(_group_heading(headings, group.id, group.heading))
        blocks.extend(_parts(snapshot, headings, group))
        blocks.extend(_questions(snapshot, headings, group))
    unplaced = _body_of(joined(_without_place(snapshot, guide)))
    if unplaced:
        blocks += [_group_heading(headings, UNPLACED, guide.words["unplaced"]), unplaced]
    return "\n".join(f"{block}\n" for block in blocks if block)


def _idea(snapshot: Snapshot, headings: Headings, guide: Guide) -> Iterator[str]:
    answers = {answer.id: answer.text for answer in snapshot.idea}
    for question in guide.idea:
        slot = Slot(question.id, in_idea=True)
        yield _slot_heading(headings, IDEA, question.question, slot)
        yield _body(answers.get(question.id, EMPTY))


def _parts(snapshot: Snapshot, headings: Headings, group: Group) -> Iterator[str]:
    texts = {part.id: part.text for part in snapshot.parts}
    for part in group.parts:
        yield _slot_heading(headings, group.id, part.heading, Slot(part.id))
        yield _body(texts.get(part.id, EMPTY))


def _questions(snapshot: Snapshot, headings: Headings, group: Group) -> Iterator[str]:
    if group.kind is not Kind.QUESTIONS:
        return
    for asked in snapshot.asked_in(group.id):
        question = read(asked.question)
        mark = asked.key or None
        if mark is None and headings.slot(group.id, question.text_content):
            mark = ""  # a question in the words of a part's heading is still a question
        yield heading_line(2, line_to_markdown(question), mark, asked.unknown)
        yield _body(asked.answer)


def _without_place(snapshot: Snapshot, guide: Guide) -> Iterator[Node]:
    """The unplaced text, and what only another guide, or this guide at another time, had."""
    if snapshot.unplaced != EMPTY:
        yield from children(read(snapshot.unplaced))
    parts = {part.id for part in guide.parts()}
    answers = {question.id for question in guide.idea}
    groups = {group.id for group in guide.question_groups()}
    for part in snapshot.parts:
        if part.id not in parts and part.text != EMPTY:
            yield from kept(part.id, children(read(part.text)))
    for answer in snapshot.idea:
        if answer.id not in answers and answer.text != EMPTY:
            yield from kept(answer.id, children(read(answer.text)))
    for asked in snapshot.questions:
        if asked.group not in groups:
            question = read(asked.question).text_content
            yield from kept(question, children(read(asked.answer)))


def _group_heading(headings: Headings, group: str, words: str) -> str:
    is_clear = headings.group(words) == group
    return heading_line(1, _escaped(words), None if is_clear else group)


def _slot_heading(headings: Headings, group: str, words: str, slot: Slot) -> str:
    is_clear = headings.slot(group, words) == slot
    return heading_line(2, _escaped(words), None if is_clear else slot.id)


def _escaped(words: str) -> str:
    return line_to_markdown(read(line(words)))


def _body(text: Text) -> str:
    return "" if text == EMPTY else _body_of(read(text))


def _body_of(text: Node) -> str:
    return to_markdown(text).strip("\n")
