"""Asking: the questions of a document as they come, move and go, and answers not known yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.guide import Guide
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import EMPTY, Unknown
from wpr.prose.schema import line
from wpr.services import crediting
from wpr.services.drafting import place_question
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow
from wpr.storage.feed import announce

MOST_QUESTIONS: Final = 500
"""Questions one document may hold: far above any real one, low enough to stay quick."""

LONGEST_ROLE: Final = 120
LONGEST_REASON: Final = 500
"""Characters that the columns of QuestionRow and SetAsideRow hold."""

_YEARS: Final = range(2000, 2101)


def ask(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    group: str,
    wording: str,
    now: datetime,
    *,
    by_id: int | None = None,
) -> QuestionRow:
    """Add a question of the authors' own at the end of a group, worded by `by_id`.

    NotFound for a group the guide does not have; refused ("too-many-questions") over the cap.
    """
    if group not in {known.id for known in guide.question_groups()}:
        raise NotFound
    hold(session, document)
    questions = questions_of(session, document.id)
    demand_room(questions, 1)
    row = append(session, document, questions, group, "", wording)
    credited(session, [row], by_id, now)
    tell(session, document, now)
    session.flush()
    return row


def move(session: Session, document: DocumentRow, question_id: int, by: int, now: datetime) -> None:
    """Move a question `by` places down (negative: up) within its group, as far as it goes."""
    hold(session, document)
    question = _find(session, document, question_id)
    group = [row for row in questions_of(session, document.id) if row.group == question.group]
    here = group.index(question)
    there = min(max(here + by, 0), len(group) - 1)
    group.insert(there, group.pop(here))
    for position, row in enumerate(group):
        row.position = position
    tell(session, document, now)


def remove(
    session: Session, document: DocumentRow, question_id: int, now: datetime
) -> QuestionRow | None:
    """Take a question out of the document. It is kept, so that `bring_back` can undo it.

    Gives the question that now stands in its place, the one before it at the end of a group, or
    None when the group is empty.
    """
    question = _find(session, document, question_id)
    group = [row for row in questions_of(session, document.id) if row.group == question.group]
    here = group.index(question)
    question.removed_at = now
    tell(session, document, now)
    left = group[:here] + group[here + 1 :]
    return left[min(here, len(left) - 1)] if left else None


def bring_back(session: Session, document: DocumentRow, question_id: int, now: datetime) -> None:
    """Undo `remove`: the question stands where it stood. Refused as by `ask` over the cap."""
    hold(session, document)
    question = _find(session, document, question_id, removed=True)
    demand_room(questions_of(session, document.id), 1)
    question.removed_at = None
    tell(session, document, now)


def mark_unknown(
    session: Session, document: DocumentRow, question_id: int, unknown: Unknown, now: datetime
) -> None:
    """Say who answers a question, and by when. It counts as answered, and is listed as open.

    Refused: nobody named or a name too long (role-unfit), a year no school means (date-unfit).
    """
    question = _find(session, document, question_id)
    role = " ".join(unknown.role.split())
    if not role or len(role) > LONGEST_ROLE:
        raise Refusal("role-unfit", most=LONGEST_ROLE)
    if unknown.until and unknown.until.year not in _YEARS:
        raise Refusal("date-unfit", least=_YEARS[0], most=_YEARS[-1])
    question.unknown_role, question.unknown_until = role, unknown.until
    tell(session, document, now)


def mark_known(session: Session, document: DocumentRow, question_id: int, now: datetime) -> None:
    """Undo `mark_unknown`: the answer is there, or is to be written by the authors."""
    question = _find(session, document, question_id)
    question.unknown_role = question.unknown_until = None
    tell(session, document, now)


def _find(
    session: Session, document: DocumentRow, question_id: int, *, removed: bool = False
) -> QuestionRow:
    question = session.scalar(
        select(QuestionRow).where(
            QuestionRow.id == question_id,
            QuestionRow.document_id == document.id,
            QuestionRow.removed_at.is_not(None) == removed,
        )
    )
    if question is None:
        raise NotFound
    return question


def demand_room(questions: Sequence[QuestionRow], more: int) -> None:
    """Refused ("too-many-questions") when `more` would not fit beside those that are there."""
    if len(questions) + more > MOST_QUESTIONS:
        raise Refusal("too-many-questions", most=MOST_QUESTIONS)


def append(
    session: Session,
    document: DocumentRow,
    questions: Sequence[QuestionRow],
    group: str,
    key: str,
    wording: str,
) -> QuestionRow:
    """A question without an answer, after those of `questions` that are in its group."""
    last = max((row.position for row in questions if row.group == group), default=-1)
    return place_question(session, document, group, last + 1, key, line(wording), EMPTY)


def credited(
    session: Session, rows: Sequence[QuestionRow], by_id: int | None, now: datetime
) -> None:
    """Say who brought new questions in; None: whoever began the document."""
    if by_id is not None:
        ids = [text_id for row in rows for text_id in (row.question_id, row.answer_id)]
        texts = session.scalars(select(TextRow).where(TextRow.id.in_(ids)))
        crediting.begin(session, texts.all(), by_id, now)


def hold(session: Session, document: DocumentRow) -> None:
    """Hold the document for writing, as it is now, so that two who do the same take turns."""
    session.flush()  # or what this transaction has changed already would be read over
    session.refresh(document, with_for_update=True)


def tell(session: Session, document: DocumentRow, now: datetime) -> None:
    """Let open pages know that the questions have changed."""
    announce(session, document, {"kind": "changed", "what": "structure"}, now)
