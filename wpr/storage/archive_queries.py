"""Queries for the archive: all there is, a document at a time."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from wpr.storage.coaching import WordRow
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.guests import Guest
from wpr.storage.people import User
from wpr.storage.versions import VersionRow

_MENTION = re.compile(r"@\[(\d+)\]")


class Conversation(NamedTuple):
    """A thread in words: its number, the words it is about, and what was said by whom and when."""

    number: int
    place: str
    quote: str
    state: str
    said: Sequence[tuple[str, datetime, str]]


def document_ids(session: Session) -> Sequence[int]:
    """Every document, those that were removed too."""
    return session.scalars(select(DocumentRow.id).order_by(DocumentRow.id)).all()


def people_rows(session: Session) -> list[dict[str, Any]]:
    """Every account, without its password."""
    names = ("id", "email", "name", "language", "mail_when", "is_admin", "created_at")
    columns = [getattr(User, name) for name in (*names, "disabled_at")]
    rows = session.execute(select(*columns).order_by(User.id))
    return [dict(zip((*names, "disabled_at"), row, strict=True)) for row in rows]


def word_rows(session: Session) -> list[dict[str, Any]]:
    """The school's own words."""
    rows = session.execute(select(WordRow.language, WordRow.word).order_by(WordRow.id))
    return [{"language": language, "word": word} for language, word in rows]


def members_in_words(session: Session, document_id: int) -> list[dict[str, Any]]:
    """Who is in a document, and in which role."""
    rows = session.execute(
        select(User.id, User.name, User.email, Member.role)
        .join(Member, Member.user_id == User.id)
        .where(Member.document_id == document_id)
        .order_by(User.id)
    )
    return [dict(zip(("id", "name", "email", "role"), row, strict=True)) for row in rows]


def full_versions_of(session: Session, document_id: int) -> Iterator[VersionRow]:
    """Every version of a document with its content, the first one first, few at a time."""
    return iter(
        session.scalars(
            select(VersionRow)
            .where(VersionRow.document_id == document_id)
            .options(undefer(VersionRow.content))
            .order_by(VersionRow.number)
            .execution_options(yield_per=20)
        )
    )


def conversations_of(session: Session, document_id: int) -> Iterator[Conversation]:
    """What was said about a document, thread by thread; what was removed is left out."""
    names = {row.id: row.name for row in session.execute(select(User.id, User.name))}
    said: dict[int, list[tuple[str, datetime, str]]] = defaultdict(list)
    rows = session.execute(
        select(CommentRow, Guest.name)
        .join(ThreadRow, ThreadRow.id == CommentRow.thread_id)
        .outerjoin(Guest, Guest.id == CommentRow.guest_id)
        .where(ThreadRow.document_id == document_id, CommentRow.removed_at.is_(None))
        .order_by(CommentRow.id)
    )
    for comment, guest in rows:
        author = names.get(comment.author_id or 0) or guest or "–"
        body = _MENTION.sub(lambda found: "@" + names.get(int(found[1]), "–"), comment.body)
        said[comment.thread_id].append((author, comment.at, body))
    threads = session.scalars(
        select(ThreadRow)
        .where(ThreadRow.document_id == document_id, ThreadRow.removed_at.is_(None))
        .order_by(ThreadRow.id)
    )
    for thread in threads:
        state = thread.outcome or ("resolved" if thread.resolved_at else "")
        yield Conversation(thread.id, thread.place, thread.quote, state, said[thread.id])
