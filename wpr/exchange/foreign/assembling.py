"""Assembling: pieces with their destinations become a document, and not a word is lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from prosemirror.model import Node

from wpr.domain.guide import Guide, Shape
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot
from wpr.exchange.blocks import joined, kept, line_of
from wpr.exchange.foreign.destination import Destination, Goes
from wpr.exchange.foreign.guessing import plain_words
from wpr.exchange.foreign.piece import Piece
from wpr.exchange.foreign.wordings import Wordings, named, unnumbered_question
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import checked, children, line, paragraphs, read, write

LONGEST_TITLE = 200
"""Characters, as the row of a document holds."""


def assemble(
    placed: Iterable[tuple[Piece, Destination]],
    guide: Guide,
    wordings: Wordings,
    language: str,
    title: str,
) -> Snapshot:
    """The document that the pieces make up; `title` when none of them is one.

    A part that several pieces fill holds them one after the other, under their own headings. What
    no place can hold comes into `unplaced`, last the headings whose names the guide's own replace.
    Raises ValueError for a destination that the guide does not have and for too large a text.
    """
    making = _Making(guide, wordings)
    for piece, destination in placed:
        making.place(piece, destination)
    return making.document(language, title)


@dataclass
class _Asked:
    group: str
    question: str
    answer: list[Node] = field(default_factory=list)


class _Making:
    def __init__(self, guide: Guide, wordings: Wordings) -> None:
        self._guide = guide
        self._wordings = wordings
        self._title = ""
        self._parts: dict[str, list[Node]] = {part.id: [] for part in guide.parts()}
        self._lines = {part.id for part in guide.parts() if part.shape is Shape.LINE}
        self._headings = {part.id: part.heading for part in guide.parts()}
        self._groups = {group.id for group in guide.question_groups()}
        self._asked: list[_Asked] = []
        self._aside: list[Node] = []
        self._replaced: list[str] = []
        self._above: list[Node] = self._aside

    def place(self, piece: Piece, destination: Destination) -> None:
        words = plain_words(piece.heading)
        match destination.goes:
            case Goes.TITLE if not self._title and words:
                self._name(words)
                self._keep("", piece.body)
            case Goes.HEADING if not piece.body.strip():
                if words:
                    self._replaced.append(words)
            case Goes.PART if destination.id in self._parts:
                self._fill(destination.id, piece, words)
            case Goes.QUESTION if destination.id in self._groups:
                asked = _Asked(destination.id, unnumbered_question(words).rstrip(":： "))
                self._asked.append(asked)
                self._above = asked.answer
                self._above.extend(_blocks(piece.body))
            case Goes.ABOVE:
                is_kept = bool(piece.source) and not piece.is_heading
                self._above.extend(_blocks(piece.source) if is_kept else _headed(words, piece.body))
            case Goes.ASIDE | Goes.TITLE | Goes.HEADING:
                self._keep(words, piece.body)
            case _:
                raise ValueError(f"not for this guide: {destination}")

    def document(self, language: str, title: str) -> Snapshot:
        if self._replaced:
            self._aside.extend(children(read(paragraphs(" · ".join(self._replaced)))))
        return Snapshot(
            title=(self._title or self._headline() or title)[:LONGEST_TITLE],
            language=language,
            guide=self._guide.id,
            idea=tuple(Part(one.id, EMPTY) for one in self._guide.idea),
            parts=tuple(self._part(part) for part in self._parts),
            questions=tuple(
                Question(asked.group, line(asked.question), _text(asked.answer))
                for group in self._guide.question_groups()
                for asked in self._asked
                if asked.group == group.id
            ),
            unplaced=_text(self._aside),
        )

    def _name(self, words: str) -> None:
        self._title = words
        if len(words) > LONGEST_TITLE:
            self._keep(words, "")
        headline = next((part for part in self._parts if part in self._lines), None)
        if headline and not self._parts[headline] and self._wordings.meaning(words) is None:
            self._parts[headline] = list(children(read(line(words))))

    def _fill(self, part: str, piece: Piece, words: str) -> None:
        meaning = self._wordings.meaning(words)
        only_names = meaning is not None and meaning.id == part
        if part in self._lines and (not only_names or not piece.body.strip()):
            self._replace_title(part)
            blocks = _headed("", piece.heading) + _blocks(piece.body)
        elif only_names:
            self._replace_title(part)
            blocks = _blocks(piece.body)
            if named(words) != named(self._headings[part]):
                self._replaced.append(words)
        else:
            blocks = _headed(words, piece.body)
        self._parts[part].extend(blocks)
        self._above = self._parts[part]

    def _headline(self) -> str:
        blocks = next((self._parts[part] for part in self._parts if part in self._lines), [])
        return line_of(blocks[0]) if blocks and blocks[0].is_textblock else ""

    def _replace_title(self, part: str) -> None:
        """A headline of its own takes the place of the title that stood in for it."""
        stands_in = part in self._lines and len(self._parts[part]) == 1
        if stands_in and self._title and line_of(self._parts[part][0]) == self._title:
            self._parts[part] = []

    def _keep(self, words: str, body: str) -> None:
        self._aside.extend(_headed(words, body))
        self._above = self._aside

    def _part(self, part: str) -> Part:
        blocks = self._parts[part]
        if part not in self._lines or not blocks:
            return Part(part, _text(blocks))
        first, *rest = blocks
        if not first.is_textblock:
            self._aside.extend(kept(self._headings[part], blocks))
            return Part(part, EMPTY)
        if rest:
            self._aside.extend(kept(self._headings[part], rest))
        return Part(part, line(line_of(first)))


def _blocks(body: str) -> list[Node]:
    return list(children(from_markdown(body))) if body.strip() else []


def _headed(words: str, body: str) -> list[Node]:
    return list(kept(words, _blocks(body))) if words else _blocks(body)


def _text(blocks: Iterable[Node]) -> str:
    return write(checked(joined(blocks)))
