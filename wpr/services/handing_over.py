"""Handing documents over: who goes leaves no document behind that nobody is responsible for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.domain.refusal import Refusal
from wpr.services import accounts, drafting, sharing
from wpr.storage.document_queries import MemberName, documents_of, lock_document, open_members_of
from wpr.storage.documents import DocumentRow
from wpr.storage.people_queries import owners_of

PUT_AWAY: Final = 0
"""Instead of an heir: nobody takes the document over, and it is removed."""


class Orphan(NamedTuple):
    """A document that only this person is responsible for, and who can take it over."""

    document: DocumentRow
    heirs: list[MemberName]


def orphans(session: Session, user_id: int) -> list[Orphan]:
    """The documents that nobody would be responsible for without this person, by title."""
    counts = accounts.account(session, user_id).disabled_at is None
    found = [
        Orphan(shelf.document, _heirs(session, shelf.document.id, user_id))
        for shelf in documents_of(session, user_id)
        if shelf.role is Role.OWN and owners_of(session, shelf.document.id) == counts
    ]
    return sorted(found, key=lambda orphan: orphan.document.title.casefold())


def hand_over(session: Session, user_id: int, heirs: Mapping[int, int], now: datetime) -> None:
    """Make the person named for each orphan (by the documents' ids) responsible for it, or put it
    away.

    Refused (only-owner) when one is not named, or is no member with an open account.
    """
    for document_id in sorted(orphan.document.id for orphan in orphans(session, user_id)):
        lock_document(session, document_id)
    left = []
    for document, able in orphans(session, user_id):
        heir = heirs.get(document.id)
        if heir == PUT_AWAY:
            drafting.put_away(session, document, now)
        elif heir in {member.user_id for member in able}:
            sharing.change_role(session, document.id, heir, Role.OWN, now)
        else:
            left.append(document.title)
    if left:
        raise Refusal("only-owner", titles=", ".join(f"“{title}”" for title in left))


def _heirs(session: Session, document_id: int, user_id: int) -> list[MemberName]:
    return [one for one in open_members_of(session, document_id) if one.user_id != user_id]
