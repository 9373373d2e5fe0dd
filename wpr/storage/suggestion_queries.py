"""Queries about suggestions: threads that have a proposal, and what it says."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.prose.proposals import Proposal, as_text
from wpr.prose.schema import canonical
from wpr.storage.blindness import shows_thread
from wpr.storage.comments import ThreadRow


def spelled(proposal: Proposal) -> str:
    """What a row keeps of a proposal besides its place: what stood there, and what is to."""
    return canonical({"was": proposal.was, "new": proposal.new})


def proposal_of(row: ThreadRow) -> Proposal:
    """What a suggestion proposes. A lost one has the place 0 to -1, which no text has."""
    kept = json.loads(row.proposal or "{}")
    start, end = (0, -1) if row.start is None or row.end is None else (row.start, row.end)
    return Proposal(start, end, kept["was"], kept["new"])


def proposed_words(kept: str) -> str:
    """What a row's proposal puts there, as a text (JSON) to be shown; "" when it only takes out."""
    return as_text(json.loads(kept)["new"])


def is_waiting(row: ThreadRow) -> bool:
    """Whether nobody has accepted, rejected or withdrawn it, or put its thread aside."""
    return row.proposal is not None and not (row.outcome or row.removed_at or row.resolved_at)


def waiting_in(session: Session, document_id: int, reader: Author) -> Sequence[ThreadRow]:
    """The suggestions of a document that wait for an answer and may be shown to `reader`, text by
    text, from the beginning."""
    return session.scalars(
        select(ThreadRow)
        .where(
            ThreadRow.document_id == document_id,
            ThreadRow.proposal.is_not(None),
            ThreadRow.outcome == "",
            ThreadRow.removed_at.is_(None),
            ThreadRow.resolved_at.is_(None),
            shows_thread(reader),
        )
        .order_by(ThreadRow.text_id, ThreadRow.start, ThreadRow.id)
    ).all()


def suggestions_by(session: Session, text_id: int, author: Author) -> Sequence[ThreadRow]:
    """All that somebody has suggested in a text and not withdrawn, from its beginning."""
    return session.scalars(
        select(ThreadRow)
        .where(
            ThreadRow.text_id == text_id,
            ThreadRow.place == "suggestion",
            ThreadRow.proposal.is_not(None),
            ThreadRow.removed_at.is_(None),
            ThreadRow.author_id == author.user_id,
            ThreadRow.guest_id == author.guest_id,
        )
        .order_by(ThreadRow.start, ThreadRow.id)
    ).all()


def has_suggested_since(
    session: Session, document_id: int, author: Author, since: datetime
) -> bool:
    """Whether somebody has suggested something in a document since then."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    ThreadRow.document_id == document_id,
                    ThreadRow.proposal.is_not(None),
                    ThreadRow.author_id == author.user_id,
                    ThreadRow.guest_id == author.guest_id,
                    ThreadRow.created_at > since,
                )
            )
        )
    )
