"""Rows about versions: documents as they were, who read which, and documents that are variants."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class VersionRow(Base):
    """A document as it was at one moment. `content` is the snapshot's canonical JSON and never
    changes; it is read only when asked for.

    `texts` holds the version of each text row then, by its id; `questions` the ids of the question
    rows in the snapshot's order. `seq` is the last number in the document's feed up to which it is
    known to have been so. `restored_from` is the number of the version that a restored one repeats.
    """

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(120), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text, deferred=True)
    texts: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    questions: Mapped[list[Any]] = mapped_column(JSON, deferred=True)
    seq: Mapped[int]
    words: Mapped[int]
    restored_from: Mapped[int | None]


class ReadingRow(Base):
    """The version of a document that a person saw last, and when."""

    __tablename__ = "readings"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    version_id: Mapped[int] = mapped_column(
        ForeignKey("versions.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]


class VariantRow(Base):
    """A document that is one of several proposals for the same problem: those of one `family`, a
    number that is the id of the document they began with."""

    __tablename__ = "variants"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    family: Mapped[int] = mapped_column(index=True)
