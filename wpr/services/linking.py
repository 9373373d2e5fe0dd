"""Making, reading and spending links that work once and expire.

A link holds a token of 256 random bits; the database keeps only its SHA-256, which is enough for
a secret nobody can guess, so that a stolen database opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wpr.domain.refusal import NotFound, Refusal
from wpr.storage.people import Token
from wpr.storage.people_queries import spend_token, token_by_hash


class Kind(StrEnum):
    """What a link is for."""

    SET_UP = "set-up"
    SIGN_IN = "sign-in"
    INVITATION = "invitation"
    RESET = "reset"
    EMAIL = "email"


class LinkSpent(Refusal):
    """The link was right once: it has been used, or its time is over."""

    status = 410

    def __init__(self) -> None:
        super().__init__("link-spent")


def new_token() -> tuple[str, str]:
    """A token for somebody to carry, and the hash of it to keep."""
    token = secrets.token_urlsafe(32)
    return token, token_hash(token)


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(
    session: Session, kind: Kind, now: datetime, lifetime: timedelta, **facts: Any
) -> str:
    """A new link's token. `facts` are the other columns of Token. Clears away links long dead."""
    session.execute(delete(Token).where(Token.expires_at < now - timedelta(days=30)))
    token, kept = new_token()
    session.add(
        Token(kind=kind, token_hash=kept, created_at=now, expires_at=now + lifetime, **facts)
    )
    session.flush()
    return token


def renew_link(session: Session, link: Token, now: datetime, lifetime: timedelta) -> str:
    """A new token for a link, from now on; the old token is worth nothing any more."""
    token, link.token_hash = new_token()
    link.expires_at = now + lifetime
    session.flush()
    return token


def read_link(session: Session, kind: Kind, token: str, now: datetime) -> Token:
    """The link behind a token. Raises NotFound for none, LinkSpent for a used or expired one."""
    link = token_by_hash(session, kind, token_hash(token))
    if link is None:
        raise NotFound
    if link.used_at is not None or link.expires_at <= now:
        raise LinkSpent
    return link


def spend_link(session: Session, kind: Kind, token: str, now: datetime) -> Token:
    """Read a link and use it up. Of two at once, the second gets LinkSpent."""
    link = read_link(session, kind, token, now)
    if not spend_token(session, link.id, now):
        raise LinkSpent
    return link
