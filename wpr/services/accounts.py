"""Accounts: made, named, opened again when they were closed, and who are administrators."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wpr.domain.identity import email_address, person_name
from wpr.domain.refusal import NotFound, Refusal
from wpr.storage.people import User
from wpr.storage.people_queries import lock_administrators, user_by_email


def create(
    session: Session,
    email: str,
    name: str,
    now: datetime,
    *,
    password_hash: str = "",
    is_admin: bool = False,
    language: str = "",
) -> User:
    """A new account. Without a password hash (services/hashing) it is reached by link only.

    Refused: a name or address that is none (name-missing, name-wrong, email-wrong), and an address
    that has an account (email-taken).
    """
    user = User(
        email=email_address(email),
        name=person_name(name),
        password_hash=password_hash,
        language=language,
        is_admin=is_admin,
        created_at=now,
    )
    if user_by_email(session, user.email) is not None:
        raise Refusal("email-taken")
    session.add(user)
    flush_new_email(session)
    return user


def flush_new_email(session: Session) -> None:
    """Write out a changed address. Refuses (email-taken) when another transaction took it first."""
    try:
        session.flush()
    except IntegrityError as error:
        raise Refusal("email-taken") from error


def change_profile(session: Session, user_id: int, name: str, language: str) -> None:
    """A person's own name and language ("" for the browser's)."""
    user = account(session, user_id)
    user.name = person_name(name)
    user.language = language


def choose_language(session: Session, user_id: int, language: str) -> None:
    """The language a person reads the service in."""
    account(session, user_id).language = language


def reopen(session: Session, user_id: int) -> User:
    """Open a closed account again, with the password it had."""
    user = account(session, user_id)
    user.disabled_at = None
    return user


def make_administrator(session: Session, user_id: int, is_admin: bool) -> User:
    """Make somebody an administrator, or an ordinary person again.

    Refused for the last administrator (last-administrator) and for a closed account (closed).
    """
    user = account(session, user_id)
    if not is_admin:
        keep_an_administrator(session, user)
    elif user.disabled_at is not None:
        raise Refusal("closed")
    user.is_admin = is_admin
    return user


def account(session: Session, user_id: int) -> User:
    """The account with this id. Raises NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound
    return user


def keep_an_administrator(session: Session, user: User) -> None:
    """Refuses (last-administrator) to do without this one."""
    if [one.id for one in lock_administrators(session)] == [user.id]:
        raise Refusal("last-administrator")
