"""Signing in and out, and the signed-in browsers of a person."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wpr.domain.refusal import NotFound, Refusal
from wpr.services import hashing
from wpr.services.linking import new_token, token_hash
from wpr.services.proving import Proof, prove
from wpr.storage.database import Database
from wpr.storage.people import SignIn, User
from wpr.storage.people_queries import delete_sign_ins, sign_in_by_hash, sign_ins_of

IDLE: Final = timedelta(hours=8)
ABSOLUTE: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=10)
_MOST_AGENT: Final = 200


class Opened(NamedTuple):
    """A browser that was signed in: who, and the token for its cookie."""

    user: User
    token: str


def find(session: Session, token: str, now: datetime) -> SignIn | None:
    """The signed-in browser with this token, its user loaded. Only reads.

    None for an unknown token, one unused for IDLE or older than ABSOLUTE, and a closed account.
    """
    found = sign_in_by_hash(session, token_hash(token))
    if found is None or found.user.disabled_at is not None or not _is_alive(found, now):
        return None
    return found


def sign_in(
    database: Database, proof: Proof, agent: str, now: datetime, *, instead_of: str = ""
) -> Opened:
    """Sign a browser in with e-mail and password, ending the session it had (`instead_of`).

    It opens its own short transactions, since checking a password takes long.

    Raises Refusal "sign-in-wrong" for an unknown address and a wrong password alike, "closed" when
    the password was right but the account is closed, and Throttled.
    """
    user_id = prove(database, proof, now)
    with database.writing() as session:
        user = session.get_one(User, user_id)
        if user.disabled_at is not None:
            raise Refusal("closed")
        token = open_session(session, user, agent, now, instead_of=instead_of)
    if hashing.is_outdated(user.password_hash):
        _hash_anew(database, user, proof.password)
    return Opened(user, token)


def open_session(
    session: Session, user: User, agent: str, now: datetime, *, instead_of: str = ""
) -> str:
    """Sign a browser in as this person, who has proved it; gives the new token for the cookie.

    `instead_of` is the token the browser came with: that session ends.
    """
    sign_out(session, instead_of)
    session.execute(delete(SignIn).where(SignIn.created_at <= now - ABSOLUTE))
    session.execute(delete(SignIn).where(SignIn.seen_at <= now - IDLE))
    token, kept = new_token()
    session.add(
        SignIn(
            token_hash=kept,
            user_id=user.id,
            created_at=now,
            seen_at=now,
            agent=agent[:_MOST_AGENT],
        )
    )
    user.seen_at = now
    session.flush()
    return token


def is_stale(sign_in: SignIn, language: str, now: datetime) -> bool:
    """Whether `seen` should be called: not at every request, that would write all the time."""
    return now - sign_in.seen_at >= SEEN_EVERY or sign_in.language != language


def seen(session: Session, sign_in_id: int, language: str, now: datetime) -> None:
    """Note that a browser was used now, and answered in this language. One that was signed out
    meanwhile stays so."""
    found = session.get(SignIn, sign_in_id)
    if found is not None:
        found.language = language
        if found.seen_at < now:
            found.seen_at = found.user.seen_at = now


def browsers_of(session: Session, user_id: int, now: datetime) -> list[SignIn]:
    """The browsers where a person is signed in now, the last used first."""
    return [found for found in sign_ins_of(session, user_id) if _is_alive(found, now)]


def sign_out(session: Session, token: str) -> int | None:
    """End the session with this token, if there is one; gives the person's id."""
    found = sign_in_by_hash(session, token_hash(token))
    if found is None:
        return None
    session.delete(found)
    return found.user_id


def revoke(session: Session, user_id: int, sign_in_id: int) -> None:
    """End one of a person's own sessions. Raises NotFound for anybody else's."""
    found = session.get(SignIn, sign_in_id)
    if found is None or found.user_id != user_id:
        raise NotFound
    session.delete(found)


def sign_out_everywhere(session: Session, user_id: int, *, but: int | None = None) -> int:
    """End every session of a person (`but` this one); gives how many."""
    return delete_sign_ins(session, user_id, but=but)


def _is_alive(found: SignIn, now: datetime) -> bool:
    return now - found.seen_at < IDLE and now - found.created_at < ABSOLUTE


def _hash_anew(database: Database, user: User, password: str) -> None:
    fresh = hashing.hash_password(password)
    with database.writing() as session:
        kept = session.get(User, user.id, with_for_update=True)
        if kept is not None and kept.password_hash == user.password_hash:
            kept.password_hash = fresh
