"""Reading order: the parts and questions of a document as its page has them, to be talked about."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from wpr.domain.discussion import Spot
from wpr.domain.guide import Guide
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.storage.comment_queries import TextSlot, slots_of
from wpr.storage.document_queries import Asked, asked_of
from wpr.storage.documents import DocumentRow

WHOLE = Spot("", "")
"""The document as a whole, which comes first."""


def spots_of(session: Session, document: DocumentRow, guide: Guide) -> list[Spot]:
    """Every place of a document that can be talked about: the guide's groups with their parts and
    questions, then what has no place there, the idea, and the questions that were removed."""
    slots = slots_of(session, document.id)
    named = {(slot.slot, slot.name): slot for slot in slots}
    asked = asked_of(session, document.id)
    removed = asked_of(session, document.id, removed=True)
    found = [WHOLE, *_grouped(guide, named, asked)]
    placed = {text for spot in found for text in spot.text_ids}
    left = [slot for slot in slots if slot.slot in {"part", "unplaced"} and slot.id not in placed]
    found += [_part(slot, guide.words["unplaced"]) for slot in left]
    found += [_question(one) for one in asked if one.row.question_id not in placed]
    found += [
        _part(named["idea", question.id], question.question)
        for question in guide.idea
        if ("idea", question.id) in named
    ]
    return [*found, *(_question(one, is_gone=True) for one in removed)]


def _grouped(
    guide: Guide, named: dict[tuple[str, str], TextSlot], asked: list[Asked]
) -> Iterator[Spot]:
    for group in guide.groups:
        for part in group.parts:
            slot = named.get(("part", part.id))
            if slot:
                yield _part(slot, part.heading)
        for one in asked:
            if one.row.group == group.id:
                yield _question(one)


def _part(slot: TextSlot, label: str) -> Spot:
    return Spot(f"text-{slot.id}", label, frozenset({slot.id}), part=slot.name)


def _question(one: Asked, *, is_gone: bool = False) -> Spot:
    row = one.row
    return Spot(
        key=f"question-{row.id}",
        label=plain(read(one.question)),
        text_ids=frozenset({row.question_id, row.answer_id}),
        question_id=row.id,
        is_gone=is_gone,
    )
