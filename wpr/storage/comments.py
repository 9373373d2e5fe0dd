"""Rows about comments: threads, each at its place in a document, and what was said in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wpr.storage.base import Base


class ThreadRow(Base):
    """A conversation about one place, or a suggestion with what is said about it.

    `place` says what it is about: "document", "part" (of `text_id`), "question" (`question_id`) or
    "passage": from `start` to `end` in `text_id`, positions as the editor counts them, always those
    of the text's newest version; below zero they are counted from the end of that text, so that
    typing before a passage leaves its row alone (`comment_queries.from_start`). `quote` holds the
    words as they were when the thread began, between `quote_before` and `quote_after`. When the
    passage is gone, `is_lost` is set and the positions are empty; `last_seen` then holds its words
    as they were just before, between `before` and `after`. A thread all of whose comments are
    removed is removed too.

    A "suggestion" stands between two positions too, always counted from the beginning, which may
    be equal, and without them when its surroundings are gone. Its `proposal` is JSON: what stood
    there, and what is to stand there instead (see suggestion_queries). `outcome` is "" until it is
    "accepted" or "rejected".

    With author and guest both empty, a person who was erased began the thread.
    """

    __tablename__ = "threads"
    __table_args__ = (
        Index(None, "document_id", "is_lost"),
        Index(None, "document_id", "removed_at", "resolved_at"),
        Index(None, "text_id", "place", "start"),
        Index(None, "text_id", "place", "end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(10))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id", ondelete="CASCADE"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    start: Mapped[int | None]
    end: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_before: Mapped[str] = mapped_column(String(40), default="")
    quote_after: Mapped[str] = mapped_column(String(40), default="")
    last_seen: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(String(40), default="")
    after: Mapped[str] = mapped_column(String(40), default="")
    is_lost: Mapped[bool] = mapped_column(default=False)
    must_answer: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    proposal: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(10), default="")
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    outcome_at: Mapped[datetime | None]


class CommentRow(Base):
    """One thing somebody said in a thread, as plain text.

    A member who is mentioned stands in `body` as @[12], their id, and in `mentions`: so a name that
    changes or is erased does so here too. `key` is that of the form it came by, so that a form sent
    twice is one comment. A removed comment keeps its row, so that removing can be undone.
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    body: Mapped[str] = mapped_column(Text)
    mentions: Mapped[list[Any]] = mapped_column(JSON, default=list)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
