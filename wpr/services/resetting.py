"""Resetting a forgotten password by a link: asked for by mail, or made by an administrator."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.identity import email_address
from wpr.domain.password import checked_password
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import accounts
from wpr.services.hashing import hash_password
from wpr.services.linking import Kind, make_link, read_link, spend_link
from wpr.services.signing_in import Opened, open_session, sign_out_everywhere
from wpr.services.throttling import Limit, account_key, address_key, count_try, forget
from wpr.storage.database import Database
from wpr.storage.people import Token, User
from wpr.storage.people_queries import delete_tokens, user_by_email

LIFETIME: Final = timedelta(minutes=60)  # OWASP ASVS 5.0: an hour at most
MOST_BY_ACCOUNT: Final = 3
MOST_BY_ADDRESS: Final = 30


class Reset(NamedTuple):
    """A link that was made: for whom, and its token."""

    user: User
    token: str


def ask(session: Session, email: str, address: str, now: datetime) -> None:
    """Count a wish to reset a password. Raises email-wrong, Throttled (by network address)."""
    email_address(email)
    count_try(session, [Limit("reset-" + address_key(address), MOST_BY_ADDRESS)], now)


def make_for_address(session: Session, email: str, now: datetime) -> Reset | None:
    """A link for the account with this address, to be mailed there.

    None when there is no such account, when it is closed, and after MOST_BY_ACCOUNT links in 15
    minutes, so that nobody's mailbox can be filled. Call it off the request: an answer that waits
    for this would tell by its time whether the account exists.
    """
    email = email_address(email)
    user = user_by_email(session, email)
    if user is None or user.disabled_at is not None:
        return None
    try:
        count_try(session, [Limit("reset-" + account_key(email), MOST_BY_ACCOUNT)], now)
    except Refusal:
        return None
    return Reset(user, make_link(session, Kind.RESET, now, LIFETIME, user_id=user.id))


def make_for_user(session: Session, by: User | None, user_id: int, now: datetime) -> Reset:
    """A link that an administrator hands over (None: whoever runs the service, at its console).

    Raises NotFound; refused for a closed account (closed).
    """
    user = accounts.account(session, user_id)
    if user.disabled_at is not None:
        raise Refusal("closed")
    by_id = by.id if by else None
    token = make_link(session, Kind.RESET, now, LIFETIME, user_id=user.id, created_by=by_id)
    return Reset(user, token)


def read(session: Session, token: str, now: datetime) -> User:
    """Whose password a link resets. Spends nothing. Raises NotFound, LinkSpent."""
    return _open_account(session, read_link(session, Kind.RESET, token, now))


def reset(
    database: Database, token: str, password: str, site: str, agent: str, now: datetime
) -> Opened:
    """Set a new password by link, sign out everywhere, and sign this browser in.

    It opens its own short transactions. Refused: the link, and the password (domain.password).
    """
    with database.reading() as session:
        user = read(session, token, now)
    password_hash = hash_password(checked_password(password, [user.name, user.email, "wpr", site]))
    with database.writing() as session:
        user = _open_account(session, spend_link(session, Kind.RESET, token, now))
        user.password_hash = password_hash
        sign_out_everywhere(session, user.id)
        for kind in (Kind.RESET, Kind.SIGN_IN, Kind.EMAIL):
            delete_tokens(session, kind, user.id)
        forget(session, account_key(user.email))
        return Opened(user, open_session(session, user, agent, now))


def _open_account(session: Session, link: Token) -> User:
    user = session.get(User, link.user_id)
    if user is None or user.disabled_at is not None:
        raise NotFound
    return user
