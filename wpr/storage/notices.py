"""Rows about notices: what somebody should hear of, in the app and by mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class NoticeRow(Base):
    """One thing that happened in a document, for one receiver: a person with an account, or a guest
    (`to_guest_id`), who hears of it by mail only.

    Who did it is `actor_id`, or the guest `guest_id`; neither: somebody whose account is gone.
    `mail` is how far a mail about it has come (domain.notice.MailState), `mailed_at` when one was
    taken by the mail server.
    """

    __tablename__ = "notices"
    __table_args__ = (Index(None, "user_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    to_guest_id: Mapped[int | None] = mapped_column(
        ForeignKey("guests.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("threads.id", ondelete="CASCADE"), index=True
    )
    comment_id: Mapped[int | None] = mapped_column(
        ForeignKey("comments.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    mail: Mapped[str] = mapped_column(String(10), default="due", index=True)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]
