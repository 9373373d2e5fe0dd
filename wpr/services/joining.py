"""Joining without an invitation: the first administrator of a new service, and one-time sign-in."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.refusal import NotFound
from wpr.services import accounts
from wpr.services.hashing import hash_password
from wpr.services.linking import Kind, LinkSpent, make_link, read_link, spend_link
from wpr.services.newcomer import Newcomer
from wpr.services.signing_in import Opened, open_session
from wpr.storage.database import Database
from wpr.storage.people import Token, User
from wpr.storage.people_queries import delete_tokens, has_users

SET_UP_LIFETIME: Final = timedelta(days=7)
SIGN_IN_LIFETIME: Final = timedelta(minutes=15)


def set_up_token(session: Session, now: datetime) -> str | None:
    """The token of a new `/set-up/<token>` link; None once somebody has an account.

    It is for the console of the person who starts the service. Earlier ones stop working.
    """
    if has_users(session):
        return None
    delete_tokens(session, Kind.SET_UP)
    return make_link(session, Kind.SET_UP, now, SET_UP_LIFETIME)


def read_set_up(session: Session, token: str, now: datetime) -> None:
    """Refuses a set-up link that does not work: NotFound, LinkSpent (somebody has an account)."""
    read_link(session, Kind.SET_UP, token, now)
    if has_users(session):
        raise LinkSpent


def set_up(database: Database, token: str, who: Newcomer, now: datetime) -> Opened:
    """Make the first administrator and sign them in. It opens its own short transactions.

    Refused: the link (see read_set_up), the name, the address and the password (see Newcomer).
    Of two at once one gets through.
    """
    with database.reading() as session:
        read_set_up(session, token, now)
    password_hash = hash_password(who.checked_password())
    with database.writing() as session:
        # Held until the end: with a second set-up link in hand nobody gets past this at once.
        session.execute(select(Token.id).where(Token.kind == Kind.SET_UP).with_for_update())
        read_set_up(session, token, now)
        spend_link(session, Kind.SET_UP, token, now)
        user = accounts.create(
            session, who.email, who.name, now, password_hash=password_hash, is_admin=True
        )
        return Opened(user, open_session(session, user, who.agent, now))


def sign_in_token(
    session: Session, user_id: int, now: datetime, lifetime: timedelta = SIGN_IN_LIFETIME
) -> str:
    """The token of a `/sign-in/<token>` link that signs this person in once, without a password."""
    user = accounts.account(session, user_id)
    return make_link(session, Kind.SIGN_IN, now, lifetime, user_id=user.id)


def read_sign_in_token(session: Session, token: str, now: datetime) -> User:
    """Whom a one-time sign-in link is for. Spends nothing. Raises NotFound, LinkSpent."""
    return _open_account(session, read_link(session, Kind.SIGN_IN, token, now))


def sign_in_by_token(
    session: Session, token: str, agent: str, now: datetime, *, instead_of: str = ""
) -> Opened:
    """Sign a browser in by a one-time link. Raises NotFound, LinkSpent."""
    user = _open_account(session, spend_link(session, Kind.SIGN_IN, token, now))
    return Opened(user, open_session(session, user, agent, now, instead_of=instead_of))


def _open_account(session: Session, link: Token) -> User:
    user = session.get(User, link.user_id)
    if user is None or user.disabled_at is not None:
        raise NotFound
    return user
