"""Rows about who wrote which stretch of a text, up to one version of it."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class AuthorshipRow(Base):
    """The runs of a text at a version, as [length, user id or null, seconds since 1970].

    Steps made since are followed when somebody asks; steps before it need not be kept for this.
    The ids are no foreign keys: an id that nobody has is a person who was erased.
    """

    __tablename__ = "authorship"

    text_id: Mapped[int] = mapped_column(
        ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    runs: Mapped[list[Any]] = mapped_column(JSON)
