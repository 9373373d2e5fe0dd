"""Drafting: a new document from answers about an idea, its facts, and putting it away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide, Shape
from wpr.domain.idea import first_draft
from wpr.domain.snapshot import EMPTY, Facts
from wpr.domain.stage import Stage
from wpr.prose.schema import line, paragraphs, read
from wpr.services.editing import keep
from wpr.services.recording import record
from wpr.storage.documents import DocumentRow, Member, QuestionRow, TextRow
from wpr.storage.feed import announce


@dataclass(frozen=True, slots=True)
class Idea:
    """What the first page asks: a name for the initiative, and answers by idea question id."""

    title: str
    answers: Mapping[str, str]


def start(session: Session, guide: Guide, author_id: int, idea: Idea, now: datetime) -> DocumentRow:
    """A new document whose parts are drafted from the answers; the author owns it."""
    document = open_document(session, guide, author_id, idea.title, now)
    for question in guide.idea:
        answer = idea.answers.get(question.id, "")
        add_text(session, document, "idea", question.id, paragraphs(*answer.splitlines()))
    draft = first_draft(guide, idea.answers)
    for part in guide.parts():
        is_line = part.shape is Shape.LINE
        drafted = draft.get(part.id, ())
        content = line(" ".join(drafted)) if is_line else paragraphs(*drafted)
        add_text(session, document, "part", part.id, content, is_line=is_line)
    for group in guide.question_groups():
        for position, asked in enumerate(group.questions):
            place_question(
                session, document, group.id, position, asked.key, line(asked.question), EMPTY
            )
    session.flush()
    record(session, document, Activity.MADE, Author(author_id), now)
    return document


def open_document(
    session: Session, guide: Guide, author_id: int, title: str, now: datetime
) -> DocumentRow:
    """An empty document row in the guide's language, owned by the author."""
    document = DocumentRow(
        title=title,
        language=guide.language,
        guide=guide.id,
        stage=Stage.DRAFT,
        created_at=now,
        changed_at=now,
        seq=0,
    )
    session.add(document)
    session.flush()
    session.add(Member(document_id=document.id, user_id=author_id, role=Role.OWN, joined_at=now))
    return document


def add_text(
    session: Session,
    document: DocumentRow,
    slot: str,
    name: str,
    content: str,
    *,
    is_line: bool = False,
) -> TextRow:
    """A new text of a document, with its first content."""
    text = TextRow(document_id=document.id, slot=slot, name=name, is_line=is_line, version=0)
    keep(text, read(content))
    session.add(text)
    return text


def place_question(
    session: Session,
    document: DocumentRow,
    group: str,
    position: int,
    key: str,
    question: str,
    answer: str,
) -> QuestionRow:
    """A question with its two texts, at a position of a group."""
    asked = add_text(session, document, "question", "", question, is_line=True)
    answered = add_text(session, document, "answer", "", answer)
    session.flush()
    row = QuestionRow(
        document_id=document.id,
        group=group,
        position=position,
        key=key,
        question_id=asked.id,
        answer_id=answered.id,
    )
    session.add(row)
    return row


def set_facts(
    session: Session, document: DocumentRow, title: str, facts: Facts, now: datetime
) -> None:
    """Set the title and what is known beside the texts."""
    document.title = title
    document.launch_date = facts.launch_date
    document.place = facts.place
    document.organisation = facts.organisation
    document.team = list(facts.team)
    document.decider = facts.decider
    document.case_number = facts.case_number
    document.proposal = facts.proposal
    document.papers = list(facts.papers)
    announce(session, document, {"kind": "changed", "what": "facts"}, now)


def put_away(session: Session, document: DocumentRow, now: datetime) -> None:
    """Remove a document from everybody's pages. `take_out` undoes it."""
    document.removed_at = now
    announce(session, document, {"kind": "changed", "what": "removed"}, now)


def take_out(session: Session, document: DocumentRow, now: datetime) -> None:
    """Undo `put_away`."""
    document.removed_at = None
    announce(session, document, {"kind": "changed", "what": "structure"}, now)


def fit_to_guide(session: Session, guide: Guide) -> int:
    """Give documents of this guide the parts it has gained since. Returns how many were added."""
    added = 0
    slots = [("part", part.id, part.shape is Shape.LINE) for part in guide.parts()]
    slots += [("idea", question.id, False) for question in guide.idea]
    for slot, name, is_line in slots:
        have = select(TextRow.document_id).where(TextRow.slot == slot, TextRow.name == name)
        lacking = session.scalars(
            select(DocumentRow).where(
                DocumentRow.guide == guide.id,
                DocumentRow.language == guide.language,
                DocumentRow.id.not_in(have),
            )
        ).all()
        for document in lacking:
            add_text(session, document, slot, name, EMPTY, is_line=is_line)
        added += len(lacking)
    return added


def without_guide(session: Session, loaded: Collection[str]) -> list[tuple[str, int]]:
    """The guides that documents follow beside those `loaded`, and how many follow each."""
    rows = session.execute(
        select(DocumentRow.guide, func.count())
        .where(DocumentRow.guide.not_in(loaded))
        .group_by(DocumentRow.guide)
        .order_by(DocumentRow.guide)
    )
    return [(guide, many) for guide, many in rows]
