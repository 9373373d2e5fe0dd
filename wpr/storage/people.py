"""Rows about people: accounts, their sessions, one-time tokens, and failed sign-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpr.storage.base import Base


class User(Base):
    """A person with an account. `email` is kept in lower case; "" as language: the browser's.

    `mail_when` is when they want mail about notices: a domain.notice.MailWhen.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5), default="")
    mail_when: Mapped[str] = mapped_column(String(10), default="now", server_default="now")
    is_admin: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


class SignIn(Base):
    """One signed-in browser. The cookie holds the token, the row only its hash. `language` is what
    it was last answered in, "" before the first answer."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    agent: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(5), default="", server_default="")

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Token(Base):
    """A link that works once and expires: first set-up, sign-in, invitation, password reset."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str | None] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Base):
    """One failed try at a secret, counted by account, by address and by token."""

    __tablename__ = "attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), index=True)
    at: Mapped[datetime]
