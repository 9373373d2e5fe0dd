"""Rows about reviews: rounds with their reviewers and answers, stages, decisions, and the log."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class RoundRow(Base):
    """A review of one version, asked for until a day. `parts` are the ids of the guide's groups and
    parts it is about, none for all; `checklist` the items as they were when it began, and `found`
    what the version itself answered to some of them then (domain.finding). In a blind round
    reviewers do not see what others think before they have given their own verdict."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    until: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[list[Any]] = mapped_column(JSON, default=list)
    is_blind: Mapped[bool] = mapped_column(default=False)
    checklist: Mapped[list[Any]] = mapped_column(JSON)
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ReviewerRow(Base):
    """Somebody who is asked in a round: a member, or whoever comes by a guest link.

    `name` and `email` ("" for none) are those of a guest as the author wrote them; both are "" for
    a member, and once they are erased. `voice` is the id of the guide's voice that they speak
    with, or "". `reminded` holds the days (ISO 8601) on which they were reminded.
    """

    __tablename__ = "reviewers"
    __table_args__ = (
        UniqueConstraint("round_id", "user_id"),
        UniqueConstraint("round_id", "guest_link_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    guest_link_id: Mapped[int | None] = mapped_column(
        ForeignKey("guest_links.id", ondelete="SET NULL"), index=True
    )
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    voice: Mapped[str] = mapped_column(String(40), default="")
    asked_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    reminded: Mapped[list[Any]] = mapped_column(JSON, default=list)


class AnswerRow(Base):
    """What one reviewer answers to one item: "yes", "unsure", "no" or "na", and why; "" for an
    answer that was taken back. `thread_id` is the comment that it was answered with, on a passage.
    `version` counts its changes, so that two pages of one person do not write over each other
    unseen. `earlier` are other answers that stood there before, the first first, each with
    `answer`, `reason` and `at` (ISO 8601)."""

    __tablename__ = "answers"

    reviewer_id: Mapped[int] = mapped_column(
        ForeignKey("reviewers.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[str] = mapped_column(String(40), primary_key=True)
    answer: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")
    thread_id: Mapped[int | None] = mapped_column(
        ForeignKey("threads.id", ondelete="SET NULL"), index=True
    )
    version: Mapped[int] = mapped_column(default=1)
    earlier: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    at: Mapped[datetime]


class VerdictRow(Base):
    """A reviewer's verdict about a version: "ready", "after-changes" or "not-ready". The newest of
    a reviewer counts, the others stay."""

    __tablename__ = "verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(
        ForeignKey("reviewers.id", ondelete="CASCADE"), index=True
    )
    verdict: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(Text)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    at: Mapped[datetime]


class DecisionRow(Base):
    """What was decided about a version, by whom and on what grounds. It never changes."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id", ondelete="CASCADE"))
    outcome: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[str] = mapped_column(String(120))
    authority: Mapped[str] = mapped_column(String(200), default="")
    decided_on: Mapped[date]
    reasons: Mapped[str] = mapped_column(Text, default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    missing: Mapped[str] = mapped_column(Text, default="")
    pilot_until: Mapped[date | None]
    stop_rule: Mapped[str] = mapped_column(Text, default="")
    door: Mapped[str] = mapped_column(String(10), default="")
    undo_cost: Mapped[str] = mapped_column(String(200), default="")
    undo_time: Mapped[str] = mapped_column(String(200), default="")
    level: Mapped[str] = mapped_column(String(120), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    recorded_at: Mapped[datetime]


class ActivityRow(Base):
    """One line of a document's log: who did what, when, and about which version.

    `kind` is an activity of the domain, `facts` what its sentence needs. Neither `user_id` nor
    `guest_id`: somebody who was erased, or the app itself.
    """

    __tablename__ = "activities"
    __table_args__ = (Index(None, "document_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(30))
    version_number: Mapped[int | None]
    round_id: Mapped[int | None] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
