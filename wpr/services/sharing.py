"""Sharing a document: its members' roles, and members who leave. One owner always stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, allows
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import withdrawing
from wpr.services.recording import record
from wpr.storage.document_queries import lock_document, open_members_of
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.feed import announce
from wpr.storage.people import User
from wpr.storage.people_queries import owners_of, role_of

PEOPLE_CHANGED: Final[Mapping[str, str]] = {"kind": "changed", "what": "people"}
"""What open pages hear, so that they ask again whether they may go on."""


def change_role(
    session: Session,
    document_id: int,
    user_id: int,
    role: Role,
    now: datetime,
    *,
    by_id: int | None = None,
) -> Role:
    """Give a member another role, by whom the log names (None: the app); gives the one they had.

    Raises NotFound for somebody who is no member; refused (last-owner) for the only owner.
    """
    document = lock_document(session, document_id)
    member = _member(session, document_id, user_id)
    before = Role(member.role)
    if before is Role.OWN and role is not Role.OWN:
        _keep_an_owner(session, document_id, user_id)
    member.role = role.value
    _record(session, document, Activity.ROLE, by_id, user_id, now, role=role.value)
    announce(session, document, PEOPLE_CHANGED, now)
    return before


def remove(
    session: Session, document_id: int, user_id: int, now: datetime, *, by_id: int | None = None
) -> Role:
    """End a membership, by an owner (`by_id`) or by leaving, and with it what the member was asked
    to review; gives the role, so that it can be brought back.

    Raises NotFound for somebody who is no member; refused (last-owner) for the only owner.
    """
    document = lock_document(session, document_id)
    member = _member(session, document_id, user_id)
    role = Role(member.role)
    if role is Role.OWN:
        _keep_an_owner(session, document_id, user_id)
    session.delete(member)
    withdrawing.withdraw(session, document, user_id, now, by_id=by_id or user_id)
    _record(session, document, Activity.LEFT, user_id if by_id is None else by_id, user_id, now)
    announce(session, document, PEOPLE_CHANGED, now)
    session.flush()
    return role


def bring_back(
    session: Session,
    document_id: int,
    user_id: int,
    role: Role,
    now: datetime,
    *,
    by_id: int | None = None,
) -> None:
    """Undo a removal: the member is back with the role they had, and asked in the reviews that they
    were asked in. Done already: nothing happens."""
    document = lock_document(session, document_id)
    if session.get(User, user_id) is None:
        raise NotFound
    if role_of(session, document_id, user_id) is None:
        withdrawing.take_back(session, document, user_id, now, by_id=by_id)
        _record(session, document, Activity.ROLE, by_id, user_id, now, role=role.value)
    add(session, document, user_id, role, now)


def add(session: Session, document: DocumentRow, user_id: int, role: Role, now: datetime) -> None:
    """Make somebody a member of a document held for writing. A member keeps the role they have."""
    if role_of(session, document.id, user_id) is not None:
        return
    session.add(Member(document_id=document.id, user_id=user_id, role=role.value, joined_at=now))
    announce(session, document, PEOPLE_CHANGED, now)
    session.flush()


def sharers_of(session: Session, document_id: int) -> set[int]:
    """Those who may share a document and can sign in; nobody once it is removed."""
    document = session.get(DocumentRow, document_id)
    if document is None or document.removed_at is not None:
        return set()
    members = open_members_of(session, document_id)
    return {one.user_id for one in members if allows(one.role, Act.SHARE)}


def _record(
    session: Session,
    document: DocumentRow,
    activity: Activity,
    by_id: int | None,
    user_id: int,
    now: datetime,
    **facts: Any,
) -> None:
    """A line of the log about a member, who is named when it was somebody else."""
    whom: dict[str, Any] = {} if by_id == user_id else {"person": user_id}
    record(session, document, activity, Author(by_id), now, **whom, **facts)


def _member(session: Session, document_id: int, user_id: int) -> Member:
    member = session.get(Member, (document_id, user_id))
    if member is None:
        raise NotFound
    return member


def _keep_an_owner(session: Session, document_id: int, user_id: int) -> None:
    user = session.get_one(User, user_id)
    others = owners_of(session, document_id) - (user.disabled_at is None)
    if others < 1:
        raise Refusal("last-owner")
