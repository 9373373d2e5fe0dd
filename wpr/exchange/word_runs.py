"""The runs of a Word document: words with their marks, links and language, and the runs that a
passage is made of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any, Final, NamedTuple

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


class Marked(NamedTuple):
    """Some words of a text, which `before` characters of it that are no space precede (None: where
    they stand first)."""

    words: str
    before: int | None


def passages_in(paragraphs: Sequence[Paragraph], wanted: Sequence[Marked]) -> list[list[Run]]:
    """The first and the last run of each passage, runs being cut so that they hold nothing else.
    Empty for words that do not stand there."""
    runs = runs_of(paragraphs)
    text = "".join("".join(run.text.split()) for run in runs)
    spans = [_span(text, one) for one in wanted]
    edges = sorted({edge for span in spans if span for edge in span})
    starts, ends, pieces = [], [], []
    end = 0
    for run in runs:
        for piece in _cut(run, [at - end for at in edges[bisect_right(edges, end) :]]):
            start, end = end, end + len("".join(piece.text.split()))
            if start < end:
                starts.append(start)
                ends.append(end)
                pieces.append(piece)
    return [
        [pieces[bisect_left(starts, span[0])], pieces[bisect_left(ends, span[1])]] if span else []
        for span in spans
    ]


def _span(text: str, wanted: Marked) -> tuple[int, int] | None:
    words = "".join(wanted.words.split())
    is_there = wanted.before is not None and text.startswith(words, wanted.before)
    start = wanted.before if is_there and wanted.before is not None else text.find(words)
    return (start, start + len(words)) if words and start >= 0 else None


def _cut(run: Run, after: Sequence[int]) -> list[Run]:
    """A run as several, each ending after as many of its characters that are no space."""
    text = run.text
    solid = [at for at, sign in enumerate(text) if not sign.isspace()]
    cuts = [0, *(solid[count] for count in after if 0 < count < len(solid)), len(text)]
    if len(cuts) == 2:
        return [run]
    pieces = [Run(deepcopy(run._r), run._parent) for _ in cuts[2:]]
    for piece in reversed(pieces):
        run._r.addnext(piece._r)
    for piece, (since, until) in zip([run, *pieces], pairwise(cuts), strict=True):
        piece.text = text[since:until]
    return [run, *pieces]


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
