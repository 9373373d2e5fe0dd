"""The runs of a Word document: words with their marks, links and language, and the runs that a
passage is made of."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from prosemirror.model import Node

from wpr.prose.language import Passage, passages
from wpr.prose.pieces import BREAK, is_whole, pieces_of, text_of

_WORDS_NAMES: Final = {"sv": "sv-SE", "en": "en-GB"}


def language_name(language: str) -> str:
    """A language as Word names it."""
    return _WORDS_NAMES.get(language, language)


def write_runs(paragraph: Paragraph, nodes: Sequence[Node], language: str) -> None:
    """The words of a paragraph, those in another language than the document's marked as such."""
    found = passages(text_of(nodes), language)
    if is_whole(found, text_of(nodes)) and found[0].runs_from_the_right:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for piece in pieces_of(nodes, found):
        if piece.words == BREAK:
            paragraph.add_run().add_break()
            continue
        marks = {mark.type.name: mark for mark in piece.node.marks}
        run = paragraph.add_run(piece.words)
        run.bold = True if "strong" in marks else None
        run.italic = True if "em" in marks else None
        if "link" in marks:
            _link(paragraph, run, str(marks["link"].attrs["href"]))
        if piece.passage:
            _say_language(run, piece.passage)


def write_words(paragraph: Paragraph, text: str, language: str) -> None:
    """A plain string."""
    end = 0
    for passage in passages(text, language):
        if before := text[end : passage.start]:
            paragraph.add_run(before)
        _say_language(paragraph.add_run(text[passage.start : passage.end]), passage)
        end = passage.end
    if text[end:]:
        paragraph.add_run(text[end:])


def runs_of(paragraphs: Iterable[Paragraph]) -> list[Run]:
    """Their runs in order, those of links too."""
    return [Run(run, one) for one in paragraphs for run in one._p.iter(qn("w:r"))]


def passage_in(paragraphs: Sequence[Paragraph], words: str, before: int | None) -> list[Run]:
    """The runs of just these words, cut off from others: after `before` characters that are no
    space, or where they stand first. Empty when they do not stand there."""
    wanted = "".join(words.split())
    runs = runs_of(paragraphs)
    places = [(run, at) for run in runs for at, sign in enumerate(run.text) if not sign.isspace()]
    text = "".join(run.text[at] for run, at in places)
    start = before if before is not None and text.startswith(wanted, before) else text.find(wanted)
    if not wanted or start < 0:
        return []
    first, since = places[start]
    last, until = places[start + len(wanted) - 1]
    if until + 1 < len(last.text):
        _cut(last, until + 1)
    if since:
        first, is_one = _cut(first, since), first is last
        last = first if is_one else last
    elements = [one._r for one in runs_of(paragraphs)]
    chosen = elements[elements.index(first._r) : elements.index(last._r) + 1]
    return [Run(run, paragraphs[0]) for run in chosen]


def _cut(run: Run, at: int) -> Run:
    """Two runs of one; the second."""
    text = run.text
    other = deepcopy(run._r)
    run._r.addnext(other)
    run.text = text[:at]
    second = Run(other, run._parent)
    second.text = text[at:]
    return second


def _say_language(run: Run, passage: Passage) -> None:
    properties = run._r.get_or_add_rPr()
    language: Any = OxmlElement("w:lang")
    if passage.runs_from_the_right:
        properties.append(OxmlElement("w:rtl"))
        language.set(qn("w:bidi"), passage.language)
    else:
        language.set(qn("w:val"), language_name(passage.language))
    properties.append(language)


def _link(paragraph: Paragraph, run: Run, href: str) -> None:
    """Make the run a link, in the look that Word gives links."""
    link = OxmlElement("w:hyperlink")
    related = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), related)
    run.font.underline = True
    run._r.addprevious(link)
    link.append(run._r)
