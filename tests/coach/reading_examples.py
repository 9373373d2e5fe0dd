"""The examples as documents of the coach: what the web and the command line do, for its tests."""

from pathlib import Path

from wpr.coach.advise import advise_document
from wpr.coach.context import Context
from wpr.coach.document import Advice, Document, Part
from wpr.coach.paragraph import Kind
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import Text
from wpr.exchange.document_file import read
from wpr.places import GUIDES
from wpr.prose.plain import plain
from wpr.prose.schema import read as read_text

KINDS = {
    "headline": Kind.HEADLINE,
    "subheadline": Kind.SUBHEADLINE,
    "lead": Kind.LEAD,
    "leader-quote": Kind.QUOTE,
    "customer-quote": Kind.QUOTE,
}


def advise_example(file: Path) -> Advice:
    """What the coach says about an example file."""
    return advise_document(*coach_document(file))


def coach_document(file: Path) -> tuple[Document, Context]:
    """An example file as the coach reads it."""
    guides = load_guides(GUIDES)
    snapshot = read(file.read_text(encoding="utf-8"), guides, file.name)
    guide = guides.get(snapshot.guide, snapshot.language)
    parts = []
    for group in guide.groups:
        for part in group.parts:
            kind = KINDS.get(part.id, Kind.PROSE)
            texts = paragraphs(snapshot.part(part.id))
            parts.append(Part(part.id, kind, texts, group.id, part.max_words))
        for number, question in enumerate(snapshot.asked_in(group.id)):
            asked = plain(read_text(question.question))
            place = f"{group.id}-{number}"
            parts.append(Part(f"{place}-question", Kind.QUESTION, (asked,), group.id))
            answer = paragraphs(question.answer)
            parts.append(Part(place, Kind.ANSWER, answer, group.id, question=asked))
    who = next(plain(read_text(answer.text)) for answer in snapshot.idea if answer.id == "who")
    names = frozenset({snapshot.facts.organisation, snapshot.facts.place})
    return Document(tuple(parts)), Context(snapshot.language, who=who, names=names)


def paragraphs(text: Text) -> tuple[str, ...]:
    """The paragraphs and list items of a stored text."""
    return tuple(each for each in plain(read_text(text)).split("\n\n") if each.strip())
