"""Prints: the PDFs that were handed out, each known by its bytes, so that one can be told again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wpr.storage.base import Base


class PrintRow(Base):
    """One PDF that was handed out. `sha256` is that of its bytes, `digest` that of the content in
    it, `label` what its header says ("Version 3"), `number` the version's (None: a draft)."""

    __tablename__ = "prints"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int | None]
    label: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


def print_by_hash(session: Session, sha256: str) -> PrintRow | None:
    """The PDF with these bytes, if it was handed out here."""
    return session.scalar(select(PrintRow).where(PrintRow.sha256 == sha256))
