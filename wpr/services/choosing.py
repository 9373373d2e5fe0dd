"""Choosing from the question bank: what is touched, what comes in, what is set aside and why."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wpr.domain.bank import Bank, BankQuestion
from wpr.domain.refusal import NotFound, Refusal
from wpr.services.asking import LONGEST_REASON, append, credited, demand_room, hold, tell
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow, QuestionRow, SetAsideRow, TextRow


def touch(
    session: Session, document: DocumentRow, bank: Bank, touches: Collection[str], now: datetime
) -> None:
    """Set which triggers are answered yes; all others of the bank are answered no.

    NotFound for a trigger the bank does not have. What another bank asked is kept as it is.
    """
    known = [trigger.id for trigger in bank.triggers]
    if not set(touches) <= set(known):
        raise NotFound
    hold(session, document)
    kept = [trigger for trigger in document.touches if trigger not in known]
    document.touches = [trigger for trigger in known if trigger in touches] + kept
    tell(session, document, now)


def insert(
    session: Session,
    document: DocumentRow,
    bank: Bank,
    keys: Sequence[str],
    now: datetime,
    *,
    by_id: int | None = None,
) -> list[QuestionRow]:
    """Take questions of the bank in, each last in its group; those that are there stay as they are.

    One that was removed comes back with its answer; one that was set aside no longer is. Gives the
    questions that came in. NotFound for a key the bank does not have; refused as a whole over the
    cap ("too-many-questions").
    """
    wanted = [_known(bank, key) for key in dict.fromkeys(keys)]
    hold(session, document)
    questions = list(questions_of(session, document.id))
    there = {row.key for row in questions}
    missing = [one for one in wanted if one.key not in there]
    demand_room(questions, len(missing))
    removed = {row.key: row for row in questions_of(session, document.id, removed=True) if row.key}
    came = []
    for one in missing:
        row = removed.get(one.key)
        if row and row.group == one.group:
            last = max((row.position for row in questions if row.group == one.group), default=-1)
            row.removed_at, row.position = None, last + 1
        else:
            row = append(session, document, questions, one.group, one.key, one.question)
            credited(session, [row], by_id, now)
        questions.append(row)
        came.append(row)
    _forget_set_aside(session, document, [one.key for one in wanted])
    if came:
        tell(session, document, now)
    session.flush()
    return came


def insert_pack(
    session: Session,
    document: DocumentRow,
    bank: Bank,
    pack_id: str,
    now: datetime,
    *,
    by_id: int | None = None,
) -> list[QuestionRow]:
    """Take in a whole pack, as `insert` does, but for the questions that are set aside: somebody
    has said why they are not relevant. NotFound for a pack the bank does not have."""
    pack = bank.pack(pack_id)
    if pack is None:
        raise NotFound
    aside = set(
        session.scalars(select(SetAsideRow.key).where(SetAsideRow.document_id == document.id))
    )
    keys = [key for key in pack.keys if key not in aside]
    return insert(session, document, bank, keys, now, by_id=by_id)


def take_out(
    session: Session, document: DocumentRow, question_ids: Collection[int], now: datetime
) -> int:
    """Undo `insert`: remove those of the questions that nobody has begun to answer. How many."""
    hold(session, document)
    bare = session.scalars(
        select(QuestionRow)
        .join(TextRow, TextRow.id == QuestionRow.answer_id)
        .where(
            QuestionRow.document_id == document.id,
            QuestionRow.removed_at.is_(None),
            QuestionRow.unknown_role.is_(None),
            TextRow.words == 0,
        )
    )
    rows = [row for row in bare if row.id in question_ids]
    for row in rows:
        row.removed_at = now
    if rows:
        tell(session, document, now)
    return len(rows)


def set_aside(
    session: Session, document: DocumentRow, bank: Bank, key: str, reason: str, now: datetime
) -> None:
    """Mark a question of the bank as not relevant, or change why.

    NotFound for a key the bank does not have. Refused: no reason or one that is too long
    (reason-unfit), a question that the document asks (already-asked).
    """
    _known(bank, key)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise Refusal("reason-unfit", most=LONGEST_REASON)
    hold(session, document)
    if any(row.key == key for row in questions_of(session, document.id)):
        raise Refusal("already-asked")
    row = session.scalar(
        select(SetAsideRow).where(SetAsideRow.document_id == document.id, SetAsideRow.key == key)
    )
    if row:
        row.reason = reason
    else:
        session.add(SetAsideRow(document_id=document.id, key=key, reason=reason))
    tell(session, document, now)
    session.flush()


def take_back(session: Session, document: DocumentRow, bank: Bank, key: str, now: datetime) -> None:
    """Undo `set_aside`; nothing to a question that is not set aside. NotFound for a strange key."""
    _known(bank, key)
    hold(session, document)
    _forget_set_aside(session, document, [key])
    tell(session, document, now)


def _known(bank: Bank, key: str) -> BankQuestion:
    question = bank.find(key)
    if question is None:
        raise NotFound
    return question


def _forget_set_aside(session: Session, document: DocumentRow, keys: Collection[str]) -> None:
    session.execute(
        delete(SetAsideRow).where(SetAsideRow.document_id == document.id, SetAsideRow.key.in_(keys))
    )
