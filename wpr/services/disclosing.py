"""Disclosing to a person what is kept about them, as one value that can be read and kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from wpr.services import accounts
from wpr.storage.coaching import DismissalRow, WordRow
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow, Member, StepRow, TextRow
from wpr.storage.guests import GuestLink
from wpr.storage.notices import NoticeRow
from wpr.storage.people import SignIn, Token
from wpr.storage.versions import ReadingRow, VersionRow

_ACCOUNT: Final = ("name", "email", "language", "mail_when", "is_admin", "created_at", "seen_at")


class Kind(NamedTuple):
    """Rows that point at a person: the column that does, and what is told of each."""

    name: str
    who: InstrumentedAttribute[Any]
    facts: str


KINDS: Final[Sequence[Kind]] = (
    Kind("memberships", Member.user_id, "role joined_at"),
    Kind("comments", CommentRow.author_id, "body at edited_at removed_at"),
    Kind("threads_begun", ThreadRow.author_id, "place quote proposal created_at removed_at"),
    Kind("threads_resolved", ThreadRow.resolved_by_id, "resolved_at"),
    Kind("suggestions_decided", ThreadRow.outcome_by_id, "outcome outcome_at"),
    Kind("versions_kept", VersionRow.by_id, "number name note at"),
    Kind("last_read", ReadingRow.user_id, "at"),
    Kind("advice_dismissed", DismissalRow.dismissed_by, "rule key at"),
    Kind("words_added", WordRow.added_by, "word language at"),
    Kind("guest_links_made", GuestLink.created_by, "label role created_at expires_at revoked_at"),
    Kind("invitations_made", Token.created_by, "kind email role created_at expires_at used_at"),
    Kind("links_received", Token.user_id, "kind created_at expires_at used_at"),
    Kind("notices", NoticeRow.user_id, "kind at read_at mailed_at"),
    Kind("notices_to_others", NoticeRow.actor_id, "kind at"),
    Kind("signed_in_browsers", SignIn.user_id, "agent created_at seen_at"),
)
"""Everything but the steps, of which there are too many to be told one by one."""


def own_data(session: Session, user_id: int) -> dict[str, Any]:
    """What is kept about a person, by kind; times as ISO 8601, documents by their titles. Hashes
    and tokens, which say nothing, are left out. Raises NotFound."""
    user = accounts.account(session, user_id)
    told = {kind.name: _rows(session, kind, user_id) for kind in KINDS}
    account = {name: _plain(getattr(user, name)) for name in _ACCOUNT}
    return {"account": account, **told, "changes_to_texts": _changes(session, user_id)}


def _rows(session: Session, kind: Kind, user_id: int) -> list[dict[str, Any]]:
    row: Any = kind.who.class_
    columns = [getattr(row, name) for name in kind.facts.split()]
    query = select(*columns).where(kind.who == user_id).order_by(*row.__table__.primary_key)
    if row is CommentRow:
        query = query.join(ThreadRow, ThreadRow.id == CommentRow.thread_id)
    document_id = getattr(ThreadRow if row is CommentRow else row, "document_id", None)
    if document_id is not None:
        query = query.add_columns(DocumentRow.title.label("document")).outerjoin(
            DocumentRow, DocumentRow.id == document_id
        )
    return [
        {name: _plain(value) for name, value in found.items()}
        for found in session.execute(query).mappings()
    ]


def _changes(session: Session, user_id: int) -> list[dict[str, Any]]:
    """How many changes the person made in each document, and from when to when."""
    rows = session.execute(
        select(DocumentRow.title, func.count(), func.min(StepRow.at), func.max(StepRow.at))
        .join(TextRow, TextRow.document_id == DocumentRow.id)
        .join(StepRow, StepRow.text_id == TextRow.id)
        .where(StepRow.user_id == user_id)
        .group_by(DocumentRow.id, DocumentRow.title)
        .order_by(DocumentRow.id)
    )
    return [
        {"document": title, "changes": many, "first": _plain(first), "last": _plain(last)}
        for title, many, first, last in rows
    ]


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
