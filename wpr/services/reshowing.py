"""Reshowing: a guest whose verdict is about an older text is let read the text as it is now.

It is frozen as a named version, and their link opens that one from then on, and nothing newer.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.access import Act, demand
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import standing, versioning
from wpr.services.recording import record
from wpr.services.requesting import refuse_closed
from wpr.storage.answer_queries import verdicts_of
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.people import User
from wpr.storage.people_queries import role_of
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import Reviewer, reviewer_by_id
from wpr.storage.versions import VersionRow


class Reshown(NamedTuple):
    """Who may read which version now, by which link, and where they are told of it, "" for nowhere.
    Not `is_new`: they might already."""

    reviewer: Reviewer
    version: VersionRow
    link_id: int
    email: str
    is_new: bool


def show_new(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    row: RoundRow,
    reviewer_id: int,
    by: User,
    name: str,
    now: datetime,
) -> Reshown:
    """Let a guest of a round read the document as it is now, in a document that this transaction
    holds for writing. What is kept for it is called `name`. Asked twice it is done once.

    NotFound: nobody who comes by a link, or let go. NotAllowed: `by` may not share. Refused:
    round-closed, a link that lets nobody in any more (reviewer-link-over), no verdict yet
    (reviewer-no-verdict), or one that is about this very text (reviewer-knows).
    """
    refuse_closed(row)
    demand(role_of(session, document.id, by.id), Act.SHARE)
    reviewer = reviewer_by_id(session, row.id, reviewer_id)
    if reviewer is None or reviewer.row.removed_at is not None or not reviewer.is_guest:
        raise NotFound
    link = session.get_one(GuestLink, reviewer.row.guest_link_id)
    if not standing.stands(session, link, now):
        raise Refusal("reviewer-link-over")
    judged = verdicts_of(session, [reviewer_id]).get(reviewer_id)
    if not judged:
        raise Refusal("reviewer-no-verdict")
    version = versioning.keep_for_readers(session, document, guide, now, by_id=by.id, name=name)
    if version.digest == session.get_one(VersionRow, judged[0].row.version_id).digest:
        raise Refusal("reviewer-knows")
    is_new = link.version_id != version.id
    if is_new:
        link.version_id = version.id
        _record(session, document, row, reviewer_id, version, by, now)
    return Reshown(reviewer, version, link.id, _address(session, reviewer), is_new)


def _record(
    session: Session,
    document: DocumentRow,
    row: RoundRow,
    reviewer_id: int,
    version: VersionRow,
    by: User,
    now: datetime,
) -> None:
    record(
        session,
        document,
        Activity.VERSION_SHOWN,
        Author(by.id),
        now,
        version=version.number,
        round_id=row.id,
        round=row.number,
        reviewer=reviewer_id,
    )
    announce(session, document, {"kind": "changed", "what": "rounds"}, now)


def _address(session: Session, reviewer: Reviewer) -> str:
    """Where a guest is written to: as they said themselves, else as the author did."""
    guest = session.get(Guest, reviewer.row.guest_id) if reviewer.row.guest_id else None
    if guest is not None and guest.removed_at is not None:
        return ""
    return (guest.email if guest else "") or reviewer.row.email
