"""Rows about documents: the facts, who is a member, the texts, and the questions in their order."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class DocumentRow(Base):
    """One PR/FAQ. `seq` counts everything that happens to it, without gaps (see EventRow), and
    `content_seq` is the number of what last changed the document itself.

    A removed document or question stays in its table, so that removing can be undone.
    """

    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    guide: Mapped[str] = mapped_column(String(40))
    stage: Mapped[str] = mapped_column(String(20))
    launch_date: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(120), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    team: Mapped[list[Any]] = mapped_column(JSON, default=list)
    decider: Mapped[str] = mapped_column(String(120), default="")
    case_number: Mapped[str] = mapped_column(String(60), default="")
    touches: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    proposal: Mapped[str] = mapped_column(Text, default="", server_default="")
    papers: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(default=0)
    content_seq: Mapped[int] = mapped_column(default=0, server_default="0")


class Member(Base):
    """A person's role in one document."""

    __tablename__ = "members"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime]


class TextRow(Base):
    """One small rich text of a document, as it is now.

    `slot` says what it is to the document: "idea", "part", "question", "answer" or "unplaced";
    `name` is the guide's id of an idea question or a part. `version` counts its steps.
    `words`, `gaps` (square brackets still to be filled in) and `size` (in positions) follow the
    content, so that progress is known, and where comments stand, without reading it.
    """

    __tablename__ = "texts"
    __table_args__ = (Index(None, "document_id", "slot", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    slot: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40), default="")
    is_line: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)
    content: Mapped[str] = mapped_column(Text)
    words: Mapped[int] = mapped_column(default=0)
    gaps: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0, server_default="0")


class QuestionRow(Base):
    """A question of one group, with the texts of the question and of its answer.

    While nobody knows the answer, `unknown_role` says who will, and `unknown_until` by when.
    """

    __tablename__ = "questions"
    __table_args__ = (Index(None, "document_id", "group", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    group: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(20), default="")
    question_id: Mapped[int] = mapped_column(ForeignKey("texts.id", ondelete="CASCADE"))
    answer_id: Mapped[int] = mapped_column(ForeignKey("texts.id", ondelete="CASCADE"))
    removed_at: Mapped[datetime | None]
    unknown_role: Mapped[str | None] = mapped_column(String(120))
    unknown_until: Mapped[date | None]


class SetAsideRow(Base):
    """A question of the bank that does not concern a document, and why."""

    __tablename__ = "set_asides"
    __table_args__ = (UniqueConstraint("document_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500))


class StepRow(Base):
    """One change of one text: the step that took it from `version` to the next."""

    __tablename__ = "steps"

    text_id: Mapped[int] = mapped_column(
        ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    client: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


class EventRow(Base):
    """Something the open pages of a document should hear of, numbered without gaps per document."""

    __tablename__ = "events"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    body: Mapped[str] = mapped_column(Text)
