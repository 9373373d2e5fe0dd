"""Queries about people: accounts, signed-in browsers, one-time links and failed tries."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, exists, func, select, update
from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.storage.documents import Member
from wpr.storage.people import Attempt, SignIn, Token, User

# Asked at every request: put together once.
_SIGN_IN: Final = select(SignIn).where(SignIn.token_hash == bindparam("token_hash"))


def has_users(session: Session) -> bool:
    """Whether anybody has an account yet."""
    return bool(session.scalar(select(exists().select_from(User))))


def user_by_email(session: Session, email: str) -> User | None:
    """The account with this address (in lower case)."""
    return session.scalar(select(User).where(User.email == email))


def users(session: Session) -> Sequence[User]:
    """Every account by name, those that are closed last."""
    return session.scalars(
        select(User).order_by(User.disabled_at.is_not(None), func.lower(User.name), User.id)
    ).all()


def administrators_of(session: Session) -> set[int]:
    """The ids of the administrators who may sign in."""
    return set(session.scalars(select(User.id).where(User.is_admin, User.disabled_at.is_(None))))


def lock_administrators(session: Session) -> Sequence[User]:
    """The administrators who may sign in, held for writing until the transaction ends."""
    return session.scalars(
        select(User).where(User.is_admin, User.disabled_at.is_(None)).with_for_update()
    ).all()


def sign_in_by_hash(session: Session, token_hash: str) -> SignIn | None:
    """The signed-in browser, its user loaded with it."""
    return session.scalar(_SIGN_IN, {"token_hash": token_hash})


def sign_ins_of(session: Session, user_id: int) -> Sequence[SignIn]:
    """The browsers a person is signed in with, the last used first."""
    return session.scalars(
        select(SignIn).where(SignIn.user_id == user_id).order_by(SignIn.seen_at.desc(), SignIn.id)
    ).all()


def language_of(session: Session, user: User) -> str:
    """The language to write to a person in: their own choice, else that of the browser they used
    last, "" where neither is known."""
    query = select(SignIn.language).where(SignIn.user_id == user.id, SignIn.language != "")
    newest = query.order_by(SignIn.seen_at.desc(), SignIn.id.desc()).limit(1)
    return user.language or session.scalar(newest) or ""


def delete_sign_ins(session: Session, user_id: int, *, but: int | None = None) -> int:
    """Sign a person out of every browser (`but` one); gives how many there were."""
    which: list[ColumnElement[bool]] = [SignIn.user_id == user_id]
    if but is not None:
        which.append(SignIn.id != but)
    found = session.scalars(delete(SignIn).where(*which).returning(SignIn.id)).all()
    return len(found)


def token_by_hash(session: Session, kind: str, token_hash: str) -> Token | None:
    """The one-time link of this kind, spent or not."""
    return session.scalar(select(Token).where(Token.kind == kind, Token.token_hash == token_hash))


def spend_token(session: Session, token_id: int, now: datetime) -> bool:
    """Mark a link as used. False when somebody else was first, which holds between transactions."""
    spent = session.scalars(
        update(Token)
        .where(Token.id == token_id, Token.used_at.is_(None))
        .values(used_at=now)
        .returning(Token.id)
        .execution_options(synchronize_session=False)
    ).all()
    return bool(spent)


def delete_tokens(session: Session, kind: str, user_id: int | None = None) -> None:
    """Take back every link of a kind, of one person when given."""
    which: list[ColumnElement[bool]] = [Token.kind == kind]
    if user_id is not None:
        which.append(Token.user_id == user_id)
    session.execute(delete(Token).where(*which).execution_options(synchronize_session=False))


def waiting_invitations(
    session: Session, kind: str, document_id: int | None, now: datetime
) -> Sequence[Token]:
    """The invitations to a document (None: to the service) that can still be accepted."""
    return session.scalars(
        select(Token)
        .where(
            Token.kind == kind,
            Token.document_id == document_id,
            Token.used_at.is_(None),
            Token.expires_at > now,
        )
        .order_by(Token.email, Token.id)
    ).all()


def attempts_since(session: Session, key: str, since: datetime) -> Sequence[datetime]:
    """When the failed tries under a key were, the first one first."""
    return session.scalars(
        select(Attempt.at).where(Attempt.key == key, Attempt.at > since).order_by(Attempt.at)
    ).all()


def role_of(session: Session, document_id: int, user_id: int) -> Role | None:
    """A person's role in a document; None for a stranger."""
    role = session.scalar(
        select(Member.role).where(Member.document_id == document_id, Member.user_id == user_id)
    )
    return Role(role) if role else None


def owners_of(session: Session, document_id: int) -> int:
    """How many of a document's owners can still sign in."""
    owners = (
        select(func.count())
        .select_from(Member)
        .join(User, User.id == Member.user_id)
        .where(
            Member.document_id == document_id,
            Member.role == Role.OWN.value,
            User.disabled_at.is_(None),
        )
    )
    return session.scalar(owners) or 0


def names_of(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """The names of these people by id; who is erased is missing."""
    if not user_ids:
        return {}
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}
