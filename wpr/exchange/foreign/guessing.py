"""Guessing: where each piece of somebody's document most likely goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from wpr.domain.guide import Guide
from wpr.exchange.blocks import line_of
from wpr.exchange.foreign.destination import ABOVE, ASIDE, HEADING, TITLE, Destination, Goes
from wpr.exchange.foreign.habits import habits_of
from wpr.exchange.foreign.piece import Piece, Shape
from wpr.exchange.foreign.release import Release, is_title, paragraphs_of
from wpr.exchange.foreign.wordings import Meaning, Means, Wordings, named, unnumbered_question
from wpr.prose.markdown import from_markdown

_WHOLE: Final = frozenset({"pr faq", "prfaq", "pr faq document", "working backwards"})
_QUOTES: Final = frozenset({"citat", "quote", "quotes", "quotation", "zitat", "cita", "citation"})
"""Headings of a quotation that do not say whose it is."""

_BELOW: Final = 0.5
"""Levels that a section without a heading of its own stands below the last heading."""

_INTERROGATIVE: Final = re.compile(
    r"(?:what|how|why|who|whom|whose|when|where|which|can|could|do|does|did|is|are|will|would|should"
    r"|vad|hur|varför|vem|vilka|vilken|vilket|när|var|kan|får|måste|ska|är|finns|was|wie|warum|wer"
    r"|wann|wo|welche|quoi|comment|pourquoi|qui|quand|où|quel|quelle|qué|cómo|por qué|quién|cuándo)"
    r"\b",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(r"\[[^\[\]]*\]\([^()]*\)")
_SENTENCE: Final = re.compile(r"[.!]\s")


def guess(
    pieces: Sequence[Piece], guide: Guide, wordings: Wordings, *, is_titled: bool = False
) -> list[tuple[Piece, Destination]]:
    """The pieces with their destinations. Those of a press release without headings are cut once
    more, at its paragraphs. `is_titled`: the document has its name from somewhere else."""
    return list(_Guess(pieces, guide, wordings, is_titled=is_titled).all())


@dataclass(frozen=True, slots=True)
class _Section:
    """What the headings below one of this level belong to; `group` is whose questions they are,
    "" when it is not said."""

    level: float
    means: Means
    group: str = ""
    is_implied: bool = False  # the release below a title, which ends where another section begins


class _Guess:
    def __init__(
        self, pieces: Sequence[Piece], guide: Guide, wordings: Wordings, *, is_titled: bool
    ) -> None:
        self._pieces = pieces
        self._wordings = wordings
        self._parts = {part.id for part in guide.parts()}
        self._groups = [group.id for group in guide.question_groups()]
        self._sections: list[_Section] = []
        self._level = 0  # of the last heading
        self._asked_level = 0  # of the last heading that asked
        self._has_asked = False  # whether a question of this section has been read
        self._group = ""  # whose questions are being read; "" when it is not said
        self._has_title = False
        self._named = ""  # the part that the next piece is
        self._release = Release()
        self._is_plain = all(piece.shape is not Shape.HEADING for piece in pieces)
        self._words = [plain_words(piece.heading) for piece in pieces]
        self._meanings = [wordings.meaning(words) for words in self._words]
        self._habits = habits_of(pieces, [self._opens(at) for at in range(len(pieces))])
        names_release = any(map(self._names_release, range(len(pieces))))
        self._is_headed = is_titled and not names_release  # the first heading is the headline
        self._has_questions = any(
            meaning is not None and meaning.means is Means.QUESTIONS for meaning in self._meanings
        )

    def all(self) -> Iterator[tuple[Piece, Destination]]:
        for at, piece in enumerate(self._pieces):
            if not piece.heading:
                yield from self._text(piece, is_first=not at)
                continue
            meaning = self._meanings[at]
            if self._is_question(piece, at):
                self._has_asked = True
                yield piece, Destination(Goes.QUESTION, self._group or self._groups[0])
            elif meaning and meaning.means is not Means.PART:
                yield from self._section(piece, meaning)
            elif meaning:
                yield from self._part(piece, meaning.id, at)
            else:
                yield from self._other(piece, at)

    def _opens(self, at: int) -> bool:
        meaning = self._meanings[at]
        stands_out = self._pieces[at].shape is Shape.HEADING or self._is_plain
        return stands_out and meaning is not None and meaning.means is not Means.PART

    def _is_question(self, piece: Piece, at: int) -> bool:
        """Whether a piece is one; where it is not, the sections that its heading ends are left."""
        meaning = self._meanings[at]
        if self._groups and not (meaning and meaning.means is not Means.PART):
            if piece.asks and self._is_asked(piece, at):
                self._asked_level = piece.level if piece.is_heading else self._asked_level
                self._level = piece.level if piece.is_heading else self._level
                return True
            if not self._is_within_answer(piece, at):
                self._leave(piece)
            if not piece.asks and self._is_told(piece, at):
                self._asked_level = self._asked_level or piece.level
                return True
        else:
            self._leave(piece)
        return False

    def _is_within_answer(self, piece: Piece, at: int) -> bool:
        """Whether a heading among marked questions, though as high as theirs, is of an answer."""
        return (
            self._in(Means.QUESTIONS)
            and self._meanings[at] is None
            and self._habits[at].usual is Shape.MARKED
            and piece.level == self._sections[-1].level
            and self._has_asked
            and not self._heads(piece, at)
        )

    def _is_asked(self, piece: Piece, at: int) -> bool:
        """Whether a piece that asks is a question of the document, and not one within its prose."""
        usual = self._habits[at].usual
        if piece.shape is Shape.MARKED:
            return True
        if usual is None or piece.shape > usual:
            return False
        is_plain = piece.shape is Shape.ASKS
        is_prose = is_plain and _SENTENCE.search(piece.heading) is not None
        if self._in(Means.QUESTIONS):
            return bool(piece.body.strip()) or not is_prose
        if self._in(Means.RELEASE) and (self._has_questions or self._meanings[at]):
            return False
        return not (is_prose or (is_plain and self._has_questions))

    def _is_told(self, piece: Piece, at: int) -> bool:
        """Whether a piece among questions is one, though it does not end as one."""
        habit = self._habits[at]
        if not self._in(Means.QUESTIONS) or not piece.body.strip() or self._heads(piece, at):
            return False
        if piece.shape is Shape.HEADING:
            within_answer = 0 < self._asked_level < piece.level
            return piece.level in habit.levels and not within_answer
        if piece.shape is not Shape.BOLD or habit.usual is not Shape.BOLD:
            return False
        words = self._words[at]
        if _INTERROGATIVE.match(words) or unnumbered_question(words) != words:
            return True
        return not (habit.most_bold_ask or words.endswith((":", "：")))

    def _heads(self, piece: Piece, at: int) -> bool:
        """Whether the piece after this one is one of its questions, so that it only names them."""
        if at + 1 == len(self._pieces):
            return False
        after = self._pieces[at + 1]
        if not piece.body.strip():
            return after.asks or piece.level < after.level <= 6
        return after.asks and after.level > piece.level

    def _names_release(self, at: int) -> bool:
        meaning = self._meanings[at] if at < len(self._pieces) else None
        return meaning is not None and meaning.means is Means.RELEASE

    def _in(self, means: Means) -> bool:
        return bool(self._sections) and self._sections[-1].means is means

    def _leave(self, piece: Piece) -> None:
        """Leave the sections that a heading of this level ends."""
        if piece.shape is not Shape.HEADING:
            return
        self._level = piece.level
        while self._sections and self._sections[-1].level >= piece.level:
            self._sections.pop()
            self._group = self._sections[-1].group if self._sections else ""
        if piece.level <= self._asked_level:
            self._asked_level = 0

    def _section(self, piece: Piece, meaning: Meaning) -> Iterator[tuple[Piece, Destination]]:
        level = piece.level if piece.shape is Shape.HEADING else self._level + _BELOW
        while self._sections and (
            self._sections[-1].level >= level or self._sections[-1].is_implied
        ):
            self._sections.pop()
        above = self._sections[-1].group if self._sections else ""
        is_asked = meaning.means is Means.QUESTIONS and bool(self._groups)
        self._group = (meaning.id or above) if is_asked else ""
        self._asked_level, self._has_asked = 0, False
        self._sections.append(_Section(level, meaning.means, self._group))
        yield replace(piece, body="", source=""), HEADING
        below = Piece(Shape.TEXT, "", piece.body, line=piece.line + 1)
        if meaning.means is Means.RELEASE:
            yield from self._text(below)
        elif piece.body.strip():
            yield below, ASIDE

    def _part(self, piece: Piece, part: str, at: int) -> Iterator[tuple[Piece, Destination]]:
        if self._in(Means.QUESTIONS):
            yield piece, ABOVE
            return
        if part in self._release.filled and part in {"headline", "subheadline"}:
            yield piece, ASIDE
            return
        if part in {"headline", "subheadline"} and not piece.body.strip():
            self._named = part  # what stands below it, in bold or as a heading
            yield piece, HEADING
            return
        if self._words[at].casefold().strip(": ") in _QUOTES:
            yield piece, self._to(self._release.quote(piece.body))
            return
        yield piece, self._to(self._release.fill(part))

    def _other(self, piece: Piece, at: int) -> Iterator[tuple[Piece, Destination]]:
        """A heading that says something of its own."""
        below = Piece(Shape.TEXT, "", piece.body, line=piece.line + 1)
        in_release = self._in(Means.RELEASE)
        is_below = at > 0 and not self._pieces[at - 1].body.strip() and piece.is_heading
        if not (self._has_title or self._sections) and piece.shape is Shape.HEADING:
            self._has_title = self._release.is_named = True
            level = 0 if piece.level == 1 else piece.level
            self._sections = [_Section(level, Means.RELEASE, is_implied=True)]
            says_more = named(piece.heading) not in _WHOLE
            yield replace(piece, body="", source=""), self._above() if says_more else HEADING
            if self._names_release(at + 1) and below.body.strip():
                yield below, ASIDE  # who owns it, its state, its contents: the release comes next
            else:
                yield from self._text(below)
        elif in_release and self._named:
            yield replace(piece, body="", source=""), self._to(self._release.fill(self._named))
            self._named = ""
            yield from self._text(below)
        elif in_release and self._release.is_dateline(piece.heading):
            yield piece, self._to(self._release.fill("lead") if piece.body.strip() else "lead")
        elif in_release and (line := self._release.line_left(piece, is_right_below=is_below)):
            yield replace(piece, body="", source=""), self._to(self._release.fill(line))
            yield from self._text(below)
        elif self._in(Means.QUESTIONS) and self._heads(piece, at):
            self._group = self._sections[-1].group or self._wordings.whose(self._words[at])
            self._asked_level = 0
            yield piece, ASIDE if piece.body.strip() else HEADING
        elif piece.shape in {Shape.LABEL, Shape.ASKS} or in_release or self._in(Means.QUESTIONS):
            yield piece, ABOVE
        else:
            yield piece, ASIDE

    def _above(self) -> Destination:
        """The first heading of all names the document, or the release when that has a name."""
        return self._to(self._release.fill("headline")) if self._is_headed else TITLE

    def _text(self, piece: Piece, *, is_first: bool = False) -> Iterator[tuple[Piece, Destination]]:
        """Text without a heading: a press release, paragraph by paragraph, or something before."""
        if not piece.body.strip():
            return
        if not self._in(Means.RELEASE) and not self._is_plain:
            yield piece, ASIDE
            return
        paragraphs = [(piece.line + line, text) for line, text in paragraphs_of(piece.body)]
        if self._is_plain and is_first and is_title(paragraphs[0][1]):
            self._has_title = self._release.is_named = True
            line, words = paragraphs.pop(0)
            yield Piece(Shape.BOLD, words.strip(), "", line=line), TITLE
        for at, (line, paragraph) in enumerate(paragraphs):
            if _PICTURE.fullmatch(paragraph.strip()):
                yield Piece(Shape.TEXT, "", paragraph, line=line), ASIDE
                continue
            part = self._release.part_of(paragraph, is_last=at == len(paragraphs) - 1)
            yield Piece(Shape.TEXT, "", paragraph, line=line), self._to(part)

    def _to(self, part: str) -> Destination:
        return Destination(Goes.PART, part) if part in self._parts else ASIDE


@lru_cache(maxsize=4096)
def plain_words(heading: str) -> str:
    """The words of a heading in Markdown."""
    return line_of(from_markdown(f"# {heading}").child(0)) if heading else ""
