"""Guessing: where each piece of somebody's document most likely goes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from wpr.domain.guide import Guide
from wpr.exchange.blocks import line_of
from wpr.exchange.foreign.destination import ABOVE, ASIDE, HEADING, TITLE, Destination, Goes
from wpr.exchange.foreign.piece import Piece, Shape
from wpr.exchange.foreign.wordings import Meaning, Means, Wordings, named
from wpr.prose.markdown import from_markdown

_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n(?=\S)(?!(?:[-*+]|\d{1,9}[.)])[ \t])")
_QUOTE: Final = re.compile(
    r"^\s*>|^\W{0,4}[\"“”„«»]|[,.!?][\"”»]\s*[,–—-]?\s*(?:said|says|säger)\b"
)
_CUSTOMER: Final = re.compile(
    r"\b(?:customer|user|parent|guardian|pupil|student|mother|father|kund|elev|förälder"
    r"|vårdnadshavare|mamma|pappa)\b",
    re.IGNORECASE,
)
_WHOLE: Final = frozenset({"pr faq", "prfaq", "pr faq document", "working backwards"})
_LONGEST_TITLE: Final = 150
_DATELINE: Final = re.compile(r"\b(?:19|20)\d\d\b|\[date\]", re.IGNORECASE)
_ITALIC: Final = re.compile(r"^\s*([*_])(?![*_])[^\n]+\1\s*$")
_START: Final = re.compile(
    r"https?://|www\.|\b(?:get started|available (?:now|today|from)|sign up|to learn more|visit"
    r"|learn more|kom igång|läs mer|anmäl|besök|kontakta)\b",
    re.IGNORECASE,
)


def guess(
    pieces: Sequence[Piece], guide: Guide, wordings: Wordings
) -> list[tuple[Piece, Destination]]:
    """The pieces with their destinations. Those of a press release without headings are cut once
    more, at its paragraphs."""
    return list(_Guess(pieces, guide, wordings).all())


class _Guess:
    def __init__(self, pieces: Sequence[Piece], guide: Guide, wordings: Wordings) -> None:
        self._pieces = pieces
        self._wordings = wordings
        self._parts = {part.id for part in guide.parts()}
        self._groups = [group.id for group in guide.question_groups()]
        self._group = ""  # the group whose questions are being read; "" outside of questions
        self._level = 0  # of the heading that opened it
        self._in_release = False
        self._has_title = False
        self._filled: set[str] = set()
        self._quotes = 0
        self._is_plain = all(piece.shape is not Shape.HEADING for piece in pieces)
        self._asked_by = self._shapes()

    def all(self) -> Iterator[tuple[Piece, Destination]]:
        for at, piece in enumerate(self._pieces):
            if not piece.heading:
                yield from self._text(piece)
                continue
            words = plain_words(piece.heading)
            meaning = self._wordings.meaning(words)
            if self._is_question(piece, meaning, at):
                yield piece, Destination(Goes.QUESTION, self._group or self._groups[0])
            elif meaning and meaning.means is not Means.PART:
                yield from self._section(piece, meaning)
            elif meaning:
                yield from self._part(piece, meaning.id)
            else:
                yield from self._other(piece, at)

    def _shapes(self) -> list[Shape | None]:
        """For each piece the shape that most questions of its section have; None without any."""
        shapes: list[Shape | None] = []
        sections: list[list[Piece]] = [[]]
        for piece in self._pieces:
            meaning = self._wordings.meaning(plain_words(piece.heading))
            opens = piece.shape is Shape.HEADING or self._is_plain
            if opens and meaning and meaning.means is not Means.PART:
                sections.append([])
            sections[-1].append(piece)
        for section in sections:
            asking = Counter(piece.shape for piece in section if _asks(piece))
            most = max(asking, key=lambda one: (asking[one], -one)) if asking else None
            shapes.extend([most] * len(section))
        return shapes

    def _is_question(self, piece: Piece, meaning: Meaning | None, at: int) -> bool:
        usual = self._asked_by[at]
        if not self._groups or (meaning and meaning.means is not Means.PART):
            return False
        if piece.shape is Shape.MARKED:
            return True
        if _asks(piece):
            is_usual = usual is not None and piece.shape <= usual
            return is_usual and (bool(self._group) or not (self._in_release and meaning))
        is_below = bool(self._group) and piece.level > self._level and bool(piece.body.strip())
        is_usual = piece.shape is (usual or Shape.HEADING)
        return is_below and is_usual and not self._only_heads(piece, at)

    def _only_heads(self, piece: Piece, at: int) -> bool:
        """Whether the pieces after this one are its questions, so that it only names them."""
        after = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        return after is not None and after.level > piece.level and _asks(after)

    def _section(self, piece: Piece, meaning: Meaning) -> Iterator[tuple[Piece, Destination]]:
        if piece.shape is Shape.HEADING:
            self._level = piece.level
        self._in_release = meaning.means is Means.RELEASE
        is_asked = meaning.means is Means.QUESTIONS and bool(self._groups)
        self._group = (meaning.id or self._groups[0]) if is_asked else ""
        yield replace(piece, body=""), HEADING
        if not piece.body.strip():
            return
        below = Piece(Shape.TEXT, "", piece.body, line=piece.line + 1)
        if self._in_release:
            yield from self._text(below)
        else:
            yield below, ASIDE

    def _part(self, piece: Piece, part: str) -> Iterator[tuple[Piece, Destination]]:
        if self._group and (piece.shape is not Shape.HEADING or piece.level > self._level):
            yield piece, ABOVE
            return
        self._group = ""
        if part in {"leader-quote", "customer-quote"}:
            part = self._quote(part, piece.body)
        if part in self._filled and part in {"headline", "subheadline"}:
            yield piece, ASIDE
            return
        self._filled.add(part)
        yield piece, Destination(Goes.PART, part)

    def _other(self, piece: Piece, at: int) -> Iterator[tuple[Piece, Destination]]:
        """A heading that says something of its own."""
        is_release = self._in_release and piece.level > self._level
        if not self._has_title and piece.shape is Shape.HEADING and not self._in_release:
            self._has_title = self._in_release = True
            self._level = 0 if piece.level == 1 else piece.level
            says_more = named(piece.heading) not in _WHOLE
            yield replace(piece, body=""), TITLE if says_more else HEADING
            yield from self._text(Piece(Shape.TEXT, "", piece.body, line=piece.line + 1))
        elif self._in_release and _DATELINE.search(piece.heading) and "lead" not in self._filled:
            yield piece, self._to(self._fill("lead"))
        elif self._in_release and (line := self._line_left(piece)):
            yield replace(piece, body=""), self._to(self._fill(line))
            yield from self._text(Piece(Shape.TEXT, "", piece.body, line=piece.line + 1))
        elif (
            piece.shape in {Shape.LABEL, Shape.ASKS}
            or is_release
            or (self._group and piece.level > self._level and not self._only_heads(piece, at))
        ):
            yield piece, ABOVE
        elif self._group and piece.level > self._level:
            yield piece, ASIDE
        else:
            if piece.shape is Shape.HEADING:
                self._group, self._in_release, self._level = "", False, piece.level
            yield piece, ASIDE

    def _line_left(self, piece: Piece) -> str:
        """The headline, or below it the sub-headline, while it is not there yet; else ""."""
        if "headline" not in self._filled:
            return "headline"
        is_early = not self._filled & {"lead", "subheadline"}
        return "subheadline" if is_early and piece.shape is Shape.BOLD else ""

    def _text(self, piece: Piece) -> Iterator[tuple[Piece, Destination]]:
        """Text without a heading: a press release, paragraph by paragraph, or something before."""
        if not piece.body.strip():
            return
        if not self._in_release and not self._is_plain:
            yield piece, ASIDE
            return
        line = piece.line
        paragraphs = [one for one in _PARAGRAPHS.split(piece.body) if one.strip()]
        if self._is_plain and piece is self._pieces[0] and _is_title(paragraphs[0]):
            self._has_title = True
            yield Piece(Shape.BOLD, paragraphs.pop(0).strip(), "", line=line), TITLE
            line += 2
        for at, paragraph in enumerate(paragraphs):
            part = self._release_part(paragraph, is_last=at == len(paragraphs) - 1)
            yield Piece(Shape.TEXT, "", paragraph, line=line), self._to(part)
            line += paragraph.count("\n") + 2

    def _release_part(self, paragraph: str, *, is_last: bool) -> str:
        """The order that press releases keep: the news, the problem, the solution, the way in."""
        if _QUOTE.search(paragraph) and "lead" in self._filled:
            return self._quote("", paragraph)
        if "lead" not in self._filled:
            is_line = "subheadline" not in self._filled and _ITALIC.match(paragraph)
            return self._fill("subheadline" if is_line else "lead")
        if is_last and _START.search(paragraph):
            return self._fill("getting-started")
        if "problem" not in self._filled:
            return self._fill("problem")
        return self._fill("solution")

    def _quote(self, part: str, words: str) -> str:
        """Whose a quote is: a customer's when it says so, else the first is the leader's."""
        if not part:
            is_customer = "leader-quote" in self._filled or _CUSTOMER.search(words) is not None
            part = "customer-quote" if is_customer else "leader-quote"
        return self._fill(part)

    def _fill(self, part: str) -> str:
        self._filled.add(part)
        return part

    def _to(self, part: str) -> Destination:
        return Destination(Goes.PART, part) if part in self._parts else ASIDE


def _is_title(paragraph: str) -> bool:
    words = paragraph.strip()
    return "\n" not in words and len(words) <= _LONGEST_TITLE and words[-1] not in ".:,;"


def _asks(piece: Piece) -> bool:
    return piece.shape is Shape.MARKED or piece.heading.rstrip("*_: ").endswith("?")


def plain_words(heading: str) -> str:
    """The words of a heading in Markdown."""
    return line_of(from_markdown(f"# {heading}").child(0)) if heading else ""
