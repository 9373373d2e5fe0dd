"""Seating: people come to a round of review that is under way, and leave it, by its author."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.access import Act, demand
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.notice import Kind
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import enlisting
from wpr.services.enlisting import Enlisted, Wanted
from wpr.services.notifying import tell
from wpr.services.recording import record_in_round
from wpr.services.requesting import refuse_closed
from wpr.storage.document_queries import open_members_of
from wpr.storage.documents import DocumentRow
from wpr.storage.notice_queries import mark_read
from wpr.storage.people import User
from wpr.storage.people_queries import role_of
from wpr.storage.reviewing import ReviewerRow, RoundRow
from wpr.storage.round_queries import Reviewer, reviewer_by_id


def add(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    row: RoundRow,
    wanted: Sequence[Wanted],
    by: User,
    now: datetime,
) -> list[Enlisted]:
    """Ask more people in a round; members are told.

    Refused: round-closed, nobody to ask (round-nobody), and as in `enlisting.enlist`.
    """
    refuse_closed(row)
    if not wanted:
        raise Refusal("round-nobody")
    people = enlisting.enlist(session, document, guide, row, wanted, by, now)
    for one in people:
        facts = {"reviewer": one.row.id}
        record_in_round(session, document, Activity.REVIEWER_ADDED, row, by.id, now, **facts)
    tell_asked(session, document, row, people, by.id, now)
    return people


def tell_asked(
    session: Session,
    document: DocumentRow,
    row: RoundRow,
    people: Sequence[Enlisted],
    by_id: int,
    now: datetime,
) -> None:
    """Give the members among those who are asked their notice."""
    to = [one.row.user_id for one in people if one.row.user_id is not None]
    tell(session, document, Kind.ROUND, actor=Author(by_id), to=to, now=now, round_id=row.id)


def let_go(
    session: Session,
    document: DocumentRow,
    row: RoundRow,
    reviewer_id: int,
    by: User,
    now: datetime,
) -> Reviewer:
    """Ask somebody no longer: the review is not there for them, at once, and what they had been
    told is read. Raises NotFound; refused: round-closed."""
    reviewer = _reviewer(session, row, reviewer_id)
    if reviewer.row.removed_at is not None:
        return reviewer
    enlisting.let_go(session, reviewer.row, now)
    if reviewer.row.user_id is not None:
        mark_read(session, reviewer.row.user_id, now, round_id=row.id)
    facts = {"reviewer": reviewer_id}
    record_in_round(session, document, Activity.REVIEWER_REMOVED, row, by.id, now, **facts)
    return reviewer


def bring_back(
    session: Session,
    document: DocumentRow,
    row: RoundRow,
    reviewer_id: int,
    by: User,
    now: datetime,
) -> Reviewer:
    """Undo letting somebody go. Raises NotFound; refused: round-closed, somebody who may not read
    any more (reviewer-stranger)."""
    reviewer = _reviewer(session, row, reviewer_id)
    if reviewer.row.removed_at is None:
        return reviewer
    if not reviewer.is_guest:
        members = open_members_of(session, document.id)
        if reviewer.row.user_id not in {one.user_id for one in members}:
            raise Refusal("reviewer-stranger")
    if reviewer.is_guest:
        demand(role_of(session, document.id, by.id), Act.SHARE)
    enlisting.bring_back(session, reviewer.row)
    facts = {"reviewer": reviewer_id}
    record_in_round(session, document, Activity.REVIEWER_ADDED, row, by.id, now, **facts)
    return reviewer


def give_voice(
    session: Session, guide: Guide, row: RoundRow, reviewer_id: int, voice: str
) -> Reviewer:
    """Have somebody speak with a voice, "" for none. Raises NotFound; refused: round-closed,
    reviewer-voice."""
    enlisting.refuse_strange_voice(guide, voice)
    reviewer = _reviewer(session, row, reviewer_id)
    reviewer.row.voice = voice
    return reviewer


def new_link(
    session: Session,
    document: DocumentRow,
    row: RoundRow,
    reviewer_id: int,
    by: User,
) -> Enlisted:
    """A guest's link with a new token. Who gives it must be allowed to share. Raises NotFound;
    refused: round-closed."""
    reviewer: ReviewerRow = _reviewer(session, row, reviewer_id).row
    demand(role_of(session, document.id, by.id), Act.SHARE)
    return Enlisted(reviewer, enlisting.renew_link(session, reviewer, by.id))


def _reviewer(session: Session, row: RoundRow, reviewer_id: int) -> Reviewer:
    refuse_closed(row)
    reviewer = reviewer_by_id(session, row.id, reviewer_id)
    if reviewer is None:
        raise NotFound
    return reviewer
