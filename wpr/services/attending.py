"""Attending: a page says that it is open and where its caret is, and that it goes away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from wpr.storage.documents import TextRow
from wpr.storage.people import SignIn
from wpr.storage.presence import STAYS, PresenceRow

MOST_PAGES: Final = 20
"""Pages that one signed-in browser may have open on a document at once; the others are not told of
any more."""


@dataclass(frozen=True, slots=True)
class Caret:
    """A place in one version of a text, in the editor's positions."""

    text_id: int
    version: int
    head: int


def attend(
    session: Session,
    document_id: int,
    sign_in_id: int,
    client: str,
    caret: Caret | None,
    now: datetime,
) -> None:
    """Note that a page of a document held for writing is open, with its caret when it has one.

    A caret in another document's text is none; a browser that has signed out meanwhile is gone.
    """
    row = session.get(PresenceRow, (document_id, client))
    if row is None and not _may_arrive(session, document_id, sign_in_id, now):
        return
    last = row.text_id if row else None
    if caret is not None and caret.text_id != last and not _is_in(session, document_id, caret):
        caret = None
    if row is None:
        row = PresenceRow(document_id=document_id, client=client)
        session.add(row)
    row.sign_in_id, row.at = sign_in_id, now
    row.text_id = caret.text_id if caret else None
    row.version, row.head = (caret.version, caret.head) if caret else (0, 0)


def leave(session: Session, document_id: int, sign_in_id: int, client: str) -> None:
    """A page of this browser is closed."""
    session.execute(
        delete(PresenceRow).where(
            PresenceRow.document_id == document_id,
            PresenceRow.client == client,
            PresenceRow.sign_in_id == sign_in_id,
        )
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget the pages that are gone."""
    session.execute(delete(PresenceRow).where(PresenceRow.at <= now - STAYS))


def _may_arrive(session: Session, document_id: int, sign_in_id: int, now: datetime) -> bool:
    """Makes room first: who arrives sweeps out who has long been gone."""
    sweep(session, now)
    pages = session.scalar(
        select(func.count())
        .select_from(PresenceRow)
        .where(PresenceRow.document_id == document_id, PresenceRow.sign_in_id == sign_in_id)
    )
    return (pages or 0) < MOST_PAGES and session.get(SignIn, sign_in_id) is not None


def _is_in(session: Session, document_id: int, caret: Caret) -> bool:
    """Whether a caret is in one of the document's texts."""
    found = select(TextRow.document_id).where(TextRow.id == caret.text_id)
    return session.scalar(found) == document_id
