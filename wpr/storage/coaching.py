"""Rows about the coach: advice that a document does not want, and words that the school keeps."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class DismissalRow(Base):
    """Advice by one rule about the same words (`key`) that nobody wants to see in this document."""

    __tablename__ = "dismissals"
    __table_args__ = (UniqueConstraint("document_id", "rule", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    dismissed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class WordRow(Base):
    """A word, in lower case, that the school uses on purpose: no advice is given about it."""

    __tablename__ = "words"
    __table_args__ = (UniqueConstraint("language", "word"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(5))
    added_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]
