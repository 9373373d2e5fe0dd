"""Dismissing: a document does not want to hear about something again, or does so after all."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.coach.rule import Rule
from wpr.domain.refusal import NotFound
from wpr.storage.coaching import DismissalRow
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce


def dismiss(
    session: Session, document: DocumentRow, rule: str, key: str, user_id: int, now: datetime
) -> DismissalRow:
    """No more advice by this rule about the words that `key` stands for, in this document.

    Doing it again changes nothing. NotFound for a rule that the coach does not have.
    """
    if rule not in set(Rule):
        raise NotFound
    session.refresh(document, with_for_update=True)
    found = session.scalar(
        select(DismissalRow).where(
            DismissalRow.document_id == document.id,
            DismissalRow.rule == rule,
            DismissalRow.key == key,
        )
    )
    if found:
        return found
    row = DismissalRow(document_id=document.id, rule=rule, key=key, dismissed_by=user_id, at=now)
    session.add(row)
    session.flush()
    _tell(session, document, now)
    return row


def bring_back(session: Session, document: DocumentRow, dismissal_id: int, now: datetime) -> None:
    """Give the advice again. NotFound for a dismissal of another document, or of none."""
    session.refresh(document, with_for_update=True)
    row = session.get(DismissalRow, dismissal_id)
    if row is None or row.document_id != document.id:
        raise NotFound
    session.delete(row)
    _tell(session, document, now)


def _tell(session: Session, document: DocumentRow, now: datetime) -> None:
    announce(session, document, {"kind": "changed", "what": "advice"}, now)
