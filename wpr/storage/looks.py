"""The row of a school's look in print: its colour and its logo. There is one, or none."""

from datetime import datetime
from typing import Final

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base

ONLY: Final = 1
"""The id of the one row."""


class LookRow(Base):
    """`logo` is a PNG or JPEG in base64 ("" for none), so that a backup is text throughout."""

    __tablename__ = "looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str] = mapped_column(String(7))
    logo: Mapped[str] = mapped_column(Text)
    logo_text: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]
