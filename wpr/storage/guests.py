"""Rows about guests: the links an author hands out, and those who came by them without account."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wpr.storage.base import Base


class GuestLink(Base):
    """A way in to one document for people without account. Of its token only the hash is kept.

    `version_id` is the frozen version it opens; None: the text as it is. It goes with its version:
    a link without one would show more than it was made for. `password_hash` "" asks for none.
    """

    __tablename__ = "guest_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(10))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(80), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Guest(Base):
    """Somebody who came by a link, in one browser, which holds the token of `token_hash`.

    `email` is "" for who wants no answers by mail. A removed guest keeps a row without name,
    address and token, so that what they wrote is a former guest's.
    """

    __tablename__ = "guests"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(
        ForeignKey("guest_links.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(5), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    link: Mapped[GuestLink] = relationship(lazy="joined", innerjoin=True)
