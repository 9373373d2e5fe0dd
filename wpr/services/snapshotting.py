"""Snapshotting: the rows of a document, as they are now, become one frozen value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.domain.snapshot import EMPTY, Facts, Part, Question, SetAside, Snapshot, Unknown
from wpr.storage.document_queries import questions_of, set_asides_of, texts_of
from wpr.storage.documents import DocumentRow, QuestionRow


@dataclass(frozen=True, slots=True)
class Whole:
    """A snapshot with the rows it came from: the version of each text by its row's id, and the ids
    of the question rows in the snapshot's order."""

    snapshot: Snapshot
    texts: Mapping[int, int]
    questions: Sequence[int]


def take(session: Session, document: DocumentRow, guide: Guide) -> Snapshot:
    """The whole document in three queries.

    Parts and idea answers stand in the guide's order; parts the guide has no more come last.
    """
    return take_whole(session, document, guide).snapshot


def take_whole(session: Session, document: DocumentRow, guide: Guide) -> Whole:
    """What `take` gives, with the rows it came from."""
    texts = {row.id: row for row in texts_of(session, document.id)}
    by_slot = {(row.slot, row.name): row.content for row in texts.values() if row.name}
    order = {group.id: number for number, group in enumerate(guide.question_groups())}
    questions = sorted(
        questions_of(session, document.id),
        key=lambda row: (order.get(row.group, len(order)), row.group, row.position, row.id),
    )
    snapshot = Snapshot(
        title=document.title,
        language=document.language,
        guide=document.guide,
        facts=facts_of(document),
        idea=_named(by_slot, "idea", [question.id for question in guide.idea]),
        parts=_named(by_slot, "part", [part.id for part in guide.parts()]),
        questions=tuple(
            Question(
                group=row.group,
                question=texts[row.question_id].content,
                answer=texts[row.answer_id].content,
                key=row.key,
                unknown=unknown_of(row),
            )
            for row in questions
        ),
        unplaced=next((row.content for row in texts.values() if row.slot == "unplaced"), EMPTY),
        set_aside=tuple(
            SetAside(row.key, row.reason) for row in set_asides_of(session, document.id)
        ),
    )
    return Whole(
        snapshot=snapshot,
        texts={row.id: row.version for row in texts.values()},
        questions=[row.id for row in questions],
    )


def facts_of(document: DocumentRow) -> Facts:
    """The facts that stand in a document's row."""
    return Facts(
        launch_date=document.launch_date,
        place=document.place,
        organisation=document.organisation,
        team=tuple(document.team),
        decider=document.decider,
        case_number=document.case_number,
        touches=tuple(document.touches),
        proposal=document.proposal,
        papers=tuple(document.papers),
    )


def unknown_of(question: QuestionRow) -> Unknown | None:
    """Who answers a question that nobody knows the answer to yet."""
    if question.unknown_role is None:
        return None
    return Unknown(question.unknown_role, question.unknown_until)


def _named(
    by_slot: dict[tuple[str, str], str], slot: str, guide_order: list[str]
) -> tuple[Part, ...]:
    left = [name for kind, name in by_slot if kind == slot and name not in guide_order]
    return tuple(
        Part(name, by_slot[slot, name]) for name in [*guide_order, *left] if (slot, name) in by_slot
    )
