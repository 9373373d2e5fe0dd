"""Inviting people by link: to the service, or to one document in a role. Accepting and taking back.

An invitation is for one e-mail address. Whoever invites gets the same answer whether the address
has an account or not. It stops working when it has been used, after LIFETIME, when it is taken
back, when the document is removed, and when the one who invited may no longer invite.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, allows
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.identity import email_address
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import accounts, sharing
from wpr.services.hashing import hash_password
from wpr.services.linking import Kind, LinkSpent, make_link, read_link, renew_link, spend_link
from wpr.services.newcomer import Newcomer
from wpr.services.recording import record
from wpr.services.signing_in import Opened, open_session
from wpr.services.throttling import Limit, account_key, count_try
from wpr.storage.database import Database
from wpr.storage.document_queries import lock_document
from wpr.storage.documents import DocumentRow
from wpr.storage.people import Token, User
from wpr.storage.people_queries import (
    administrators_of,
    role_of,
    user_by_email,
    waiting_invitations,
)

LIFETIME: Final = timedelta(days=14)
MOST_BY_ONE: Final = 40
MOST_TO_ONE: Final = 5
"""Links within 15 minutes that one person makes, and that are made to one address."""

ADMINISTRATOR: Final = "admin"
"""The role kept with an invitation to the service as administrator."""


class Invitation(NamedTuple):
    """An invitation as the invited person sees it. No document: it is to the service."""

    link: Token
    document: DocumentRow | None
    role: Role | None
    is_admin: bool
    inviter: User | None
    has_account: bool


def invite_to_service(
    session: Session, by: User, email: str, now: datetime, *, is_admin: bool = False
) -> str:
    """The token of an invitation to get an account. An administrator's act.

    Refused: email-wrong, email-taken (the administrator sees all accounts anyway), Throttled.
    """
    address = email_address(email)
    if user_by_email(session, address) is not None:
        raise Refusal("email-taken")
    return _invite(session, by, address, None, ADMINISTRATOR if is_admin else None, now)


def invite_to_document(
    session: Session, by: User, document: DocumentRow, email: str, role: Role, now: datetime
) -> str:
    """The token of an invitation to a document.

    Refused: email-wrong, already-member, Throttled.
    """
    address = email_address(email)
    invited = user_by_email(session, address)
    if invited is not None and role_of(session, document.id, invited.id) is not None:
        raise Refusal("already-member")
    record(session, document, Activity.INVITED, Author(by.id), now, role=role.value)
    return _invite(session, by, address, document.id, role.value, now)


def waiting(session: Session, document_id: int | None, now: datetime) -> list[Token]:
    """The invitations to a document (None: to the service) that can still be accepted."""
    found = waiting_invitations(session, Kind.INVITATION, document_id, now)
    able = sharing.sharers_of(session, document_id) if document_id else administrators_of(session)
    return [link for link in found if link.created_by in able]


def renew(
    session: Session, invitation_id: int, document_id: int | None, now: datetime
) -> tuple[str, str]:
    """A new link for a waiting invitation, since the old one cannot be shown again.

    Gives the invited address and the token. Raises NotFound, Throttled.
    """
    link = _waiting_one(session, invitation_id, document_id)
    throttle(session, link.created_by, link.email, now)
    return link.email, renew_link(session, link, now, LIFETIME)


def take_back(session: Session, invitation_id: int, document_id: int | None) -> str:
    """Make a waiting invitation worth nothing, at once; gives the address. Raises NotFound."""
    link = _waiting_one(session, invitation_id, document_id)
    session.delete(link)
    return link.email


def read(session: Session, token: str, now: datetime) -> Invitation:
    """The invitation behind a token. Raises NotFound, LinkSpent."""
    return _seen(session, read_link(session, Kind.INVITATION, token, now))


def accept(session: Session, token: str, user: User, now: datetime) -> Invitation:
    """Accept as somebody who is signed in. Raises NotFound, LinkSpent.

    Refused (invitation-for-other) for anybody but the account of the invited address.
    """
    invitation = _seen(session, spend_link(session, Kind.INVITATION, token, now))
    if invitation.link.email != user.email:
        raise Refusal("invitation-for-other")
    _grant(session, invitation, accounts.account(session, user.id), now)
    return invitation


def join(database: Database, token: str, who: Newcomer, now: datetime) -> tuple[Invitation, Opened]:
    """Accept by making an account with the invited address, whatever `who` says, and sign in.

    It opens its own short transactions. Refused: the link, the name and password (see Newcomer),
    and email-taken when the address has an account: its owner signs in and accepts.
    """
    with database.reading() as session:
        invitation = read(session, token, now)
    if invitation.has_account:
        raise Refusal("email-taken")
    who = replace(who, email=invitation.link.email)
    password_hash = hash_password(who.checked_password())
    with database.writing() as session:
        invitation = _seen(session, spend_link(session, Kind.INVITATION, token, now))
        user = accounts.create(session, who.email, who.name, now, password_hash=password_hash)
        _grant(session, invitation, user, now)
        return invitation, Opened(user, open_session(session, user, who.agent, now))


def throttle(session: Session, by: int | None, email: str, now: datetime) -> None:
    """Count a link that somebody makes for an address. Raises Throttled."""
    limits = [
        Limit(f"invite:{by}", MOST_BY_ONE),
        Limit("invited-" + account_key(email), MOST_TO_ONE),
    ]
    count_try(session, limits, now)


def _invite(
    session: Session, by: User, email: str, document_id: int | None, role: str | None, now: datetime
) -> str:
    throttle(session, by.id, email, now)
    # A second invitation to the same address replaces the first, so that one is enough to revoke.
    session.execute(
        delete(Token).where(
            Token.kind == Kind.INVITATION,
            Token.document_id == document_id,
            Token.email == email,
            Token.used_at.is_(None),
        )
    )
    return make_link(
        session,
        Kind.INVITATION,
        now,
        LIFETIME,
        email=email,
        document_id=document_id,
        role=role,
        created_by=by.id,
    )


def _waiting_one(session: Session, invitation_id: int, document_id: int | None) -> Token:
    link = session.get(Token, invitation_id)
    if (
        link is None
        or link.kind != Kind.INVITATION
        or link.document_id != document_id
        or link.used_at is not None
    ):
        raise NotFound
    return link


def _seen(session: Session, link: Token) -> Invitation:
    if not _stands(session, link):
        raise LinkSpent
    return Invitation(
        link=link,
        document=session.get(DocumentRow, link.document_id) if link.document_id else None,
        role=Role(link.role) if link.document_id and link.role else None,
        is_admin=link.document_id is None and link.role == ADMINISTRATOR,
        inviter=session.get(User, link.created_by) if link.created_by else None,
        has_account=user_by_email(session, link.email) is not None,
    )


def _stands(session: Session, link: Token) -> bool:
    """Whether the one who invited may still do so, and the document is still there."""
    maker = session.get(User, link.created_by) if link.created_by else None
    if maker is None or maker.disabled_at is not None:
        return False
    if link.document_id is None:
        return maker.is_admin
    document = session.get(DocumentRow, link.document_id)
    if document is None or document.removed_at is not None:
        return False
    return allows(role_of(session, link.document_id, maker.id), Act.SHARE)


def _grant(session: Session, invitation: Invitation, user: User, now: datetime) -> None:
    if invitation.is_admin:
        user.is_admin = True
    if invitation.document is not None and invitation.role is not None:
        document = lock_document(session, invitation.document.id)
        if role_of(session, document.id, user.id) is None:
            role = invitation.role
            sharing.add(session, document, user.id, role, now)
            record(session, document, Activity.JOINED, Author(user.id), now, role=role.value)
