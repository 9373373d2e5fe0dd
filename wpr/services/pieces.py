"""Pieces: the texts of a document, each with what the coach needs to know to read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from wpr.coach.context import LANGUAGES, Context
from wpr.coach.document import Document, Part
from wpr.coach.paragraph import Kind
from wpr.coach.rule import Rule
from wpr.domain.guide import GROUP_QUESTION, Guide
from wpr.domain.snapshot import Facts, Text
from wpr.prose import plain
from wpr.prose.schema import read

_KINDS: Final = {
    "headline": Kind.HEADLINE,
    "subheadline": Kind.SUBHEADLINE,
    "lead": Kind.LEAD,
    "leader-quote": Kind.QUOTE,
    "customer-quote": Kind.QUOTE,
}
"""What parts are by their id, in the guides that come with wpr and in those made after them."""

UNPLACED: Final = "unplaced"


@dataclass(frozen=True, slots=True)
class Held:
    """A text, and the name by which the caller will know it again."""

    id: str
    content: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer. `place` is where on a page they stand."""

    group: str
    question: Held
    answer: Held
    place: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a document: the named ones by slot ("part", "idea") and name."""

    named: Mapping[tuple[str, str], Held]
    asked: Sequence[Asked] = ()
    unplaced: Held | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """One text for the coach. `label` is its heading; a `place` may hold several."""

    held: Held
    kind: Kind
    label: str
    place: str
    region: str = ""
    max_words: int = 0
    question: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What the coach reads, numbered as findings number it."""
        return blocks_of(self.held.content)


@dataclass(frozen=True, slots=True)
class Kept:
    """What people do not want to hear about: words of the school, and what a document dismisses."""

    words: frozenset[str] = frozenset()
    dismissed: frozenset[tuple[Rule, str]] = field(default_factory=frozenset)


def pieces(guide: Guide, texts: Texts) -> Iterator[Piece]:
    """The texts in the order of the document's page: the guide's groups, what found no place, the
    idea. Questions of groups that the guide does not have are left out, as they are there."""
    for group in guide.groups:
        for part in group.parts:
            held = texts.named.get(("part", part.id))
            if held:
                kind = _KINDS.get(part.id, Kind.PROSE)
                yield Piece(held, kind, part.heading, part.id, group.id, part.max_words)
        for asked in texts.asked:
            if asked.group == group.id:
                words = " ".join(blocks_of(asked.question.content))
                yield Piece(asked.question, Kind.QUESTION, words, asked.place, group.id)
                yield Piece(asked.answer, Kind.ANSWER, words, asked.place, group.id, question=words)
    if texts.unplaced:
        yield Piece(texts.unplaced, Kind.PROSE, guide.words["unplaced"], UNPLACED, UNPLACED)
    for question in guide.idea:
        held = texts.named.get(("idea", question.id))
        if held:
            yield Piece(held, Kind.IDEA, question.question, f"idea-{question.id}", "idea")


def coached(found: Sequence[Piece]) -> Document:
    """The pieces as the document that the coach reads; its parts are called as the texts are."""
    return Document(
        tuple(
            Part(
                id=piece.held.id,
                kind=piece.kind,
                paragraphs=piece.paragraphs,
                region=piece.region,
                max_words=piece.max_words,
                question=piece.question,
            )
            for piece in found
        )
    )


def context(language: str, facts: Facts, texts: Texts, kept: Kept) -> Context | None:
    """What the coach knows besides the texts; None for a language that it does not know."""
    if language not in LANGUAGES:
        return None
    group = texts.named.get(("idea", GROUP_QUESTION))
    return Context(
        language=language,
        who=" ".join(blocks_of(group.content)) if group else "",
        names=frozenset(_names(facts)),
        exceptions=kept.words,
        dismissed=kept.dismissed,
    )


@lru_cache(maxsize=2048)
def blocks_of(content: Text) -> tuple[str, ...]:
    """The paragraphs of a text in plain words. Remembered, for most texts have not changed when
    advice is asked for again."""
    return tuple(plain.blocks(read(content)))


def _names(facts: Facts) -> Iterator[str]:
    """The school, the place, and people of the team by name: no “project leader”, which may be an
    ordinary word in the text."""
    yield from filter(None, (facts.organisation, facts.place))
    for one in facts.team:
        name = one.split(",")[0].strip()
        words = name.split()
        if len(words) > 1 and all(word[:1].isupper() for word in words):
            yield name
