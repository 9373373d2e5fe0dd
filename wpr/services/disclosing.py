"""Disclosing to a person what is kept about them, as one value that can be read and kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
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
from wpr.storage.reviewing import (
    ActivityRow,
    AnswerRow,
    DecisionRow,
    ReviewerRow,
    RoundRow,
    VerdictRow,
)
from wpr.storage.versions import ReadingRow, VersionRow

_ACCOUNT: Final = ("name", "email", "language", "mail_when", "is_admin", "created_at", "seen_at")


class Kind(NamedTuple):
    """Rows about a person: the column that points at them, and what is told of each. `row` is the
    class that is told of, when another one points."""

    name: str
    who: InstrumentedAttribute[Any]
    facts: str
    row: Any = None


KINDS: Final[Sequence[Kind]] = (
    Kind("memberships", Member.user_id, "role joined_at"),
    Kind("comments", CommentRow.author_id, "body at edited_at removed_at"),
    Kind("threads_begun", ThreadRow.author_id, "place quote proposal created_at removed_at"),
    Kind("threads_resolved", ThreadRow.resolved_by_id, "resolved_at"),
    Kind("suggestions_decided", ThreadRow.outcome_by_id, "outcome outcome_at"),
    Kind("versions_kept", VersionRow.by_id, "number name note at"),
    Kind("rounds_begun", RoundRow.created_by_id, "number until note created_at closed_at"),
    Kind("reviews", ReviewerRow.user_id, "voice asked_at opened_at begun_at finished_at"),
    Kind("review_answers", ReviewerRow.user_id, "item answer reason at earlier", AnswerRow),
    Kind("verdicts", ReviewerRow.user_id, "verdict sentence at", VerdictRow),
    Kind("decisions_recorded", DecisionRow.recorded_by_id, "outcome decided_on recorded_at"),
    Kind("log", ActivityRow.user_id, "kind at version_number"),
    Kind("last_read", ReadingRow.user_id, "at"),
    Kind("advice_dismissed", DismissalRow.dismissed_by, "rule key at"),
    Kind("words_added", WordRow.added_by, "word language at"),
    Kind("guest_links_made", GuestLink.created_by, "label role created_at expires_at revoked_at"),
    Kind("invitations_made", Token.created_by, "kind email role created_at expires_at used_at"),
    Kind("links_received", Token.user_id, "kind created_at expires_at used_at"),
    Kind("notices", NoticeRow.user_id, "kind at read_at mailed_at"),
    Kind("notices_to_others", NoticeRow.actor_id, "kind at"),
    Kind("signed_in_browsers", SignIn.user_id, "agent language created_at seen_at"),
)
"""Everything but the steps, of which there are too many to be told one by one."""

_TO_ROUND: Final = (RoundRow, RoundRow.id == ReviewerRow.round_id)
_WAYS: Final[Mapping[Any, Sequence[tuple[Any, Any]]]] = {
    CommentRow: [(ThreadRow, ThreadRow.id == CommentRow.thread_id)],
    ReviewerRow: [_TO_ROUND],
    AnswerRow: [(ReviewerRow, ReviewerRow.id == AnswerRow.reviewer_id), _TO_ROUND],
    VerdictRow: [(ReviewerRow, ReviewerRow.id == VerdictRow.reviewer_id), _TO_ROUND],
}
"""Over which rows one comes to the document, where a row does not name it itself."""


def own_data(session: Session, user_id: int) -> dict[str, Any]:
    """What is kept about a person, by kind; times as ISO 8601, documents by their titles. Hashes
    and tokens, which say nothing, are left out. Raises NotFound."""
    user = accounts.account(session, user_id)
    told = {kind.name: _rows(session, kind, user_id) for kind in KINDS}
    account = {name: _plain(getattr(user, name)) for name in _ACCOUNT}
    return {"account": account, **told, "changes_to_texts": _changes(session, user_id)}


def _rows(session: Session, kind: Kind, user_id: int) -> list[dict[str, Any]]:
    row: Any = kind.row or kind.who.class_
    columns = [getattr(row, name) for name in kind.facts.split()]
    query = select(*columns).where(kind.who == user_id).order_by(*row.__table__.primary_key)
    holder = row
    for holder, is_its in _WAYS.get(row, ()):
        query = query.join(holder, is_its)
    if hasattr(holder, "document_id"):
        query = query.add_columns(DocumentRow.title.label("document")).outerjoin(
            DocumentRow, DocumentRow.id == holder.document_id
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
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
