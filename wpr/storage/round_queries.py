"""Queries about rounds of review: the rounds of a document, and who has been asked in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest
from wpr.storage.people import User
from wpr.storage.reviewing import ReviewerRow, RoundRow
from wpr.storage.versions import VersionRow


class Round(NamedTuple):
    """A round with the number of its version and who asked for it ("": a former colleague)."""

    row: RoundRow
    version: int
    by: str


class Reviewer(NamedTuple):
    """Somebody who is asked, and what they are called: "" for a former colleague or guest."""

    row: ReviewerRow
    name: str

    @property
    def is_guest(self) -> bool:
        """Whether they come by a link, without an account."""
        return self.row.guest_link_id is not None


def rounds_of(session: Session, document_id: int) -> list[Round]:
    """The rounds of a document, the newest first."""
    rows = session.execute(
        select(RoundRow, VersionRow.number, func.coalesce(User.name, ""))
        .join(VersionRow, VersionRow.id == RoundRow.version_id)
        .outerjoin(User, User.id == RoundRow.created_by_id)
        .where(RoundRow.document_id == document_id)
        .order_by(RoundRow.number.desc())
    )
    return [Round(*row) for row in rows]


def round_by_number(session: Session, document_id: int, number: int) -> RoundRow | None:
    """That round of this document."""
    return session.scalar(
        select(RoundRow).where(RoundRow.document_id == document_id, RoundRow.number == number)
    )


def newest_round(session: Session, document_id: int) -> RoundRow | None:
    """The round that was asked for last, open or closed."""
    return session.scalar(
        select(RoundRow)
        .where(RoundRow.document_id == document_id)
        .order_by(RoundRow.number.desc())
        .limit(1)
    )


def newest_number(session: Session, document_id: int) -> int:
    """The number of the round that was asked for last; 0 for none."""
    query = select(func.max(RoundRow.number)).where(RoundRow.document_id == document_id)
    return session.scalar(query) or 0


def reviewers_of(session: Session, round_ids: Collection[int]) -> dict[int, list[Reviewer]]:
    """Everybody who was asked in these rounds, by round, as they were asked, those removed too."""
    found: dict[int, list[Reviewer]] = {round_id: [] for round_id in round_ids}
    for one in _reviewers(session, ReviewerRow.round_id.in_(round_ids)):
        found[one.row.round_id].append(one)
    return found


def reviewer_by_id(session: Session, round_id: int, reviewer_id: int) -> Reviewer | None:
    """One of those who were asked in this round, removed or not."""
    which = (ReviewerRow.round_id == round_id, ReviewerRow.id == reviewer_id)
    return next(iter(_reviewers(session, *which)), None)


def reviewer_of_user(session: Session, round_id: int, user_id: int) -> ReviewerRow | None:
    """The row of a person with an account in this round, removed or not."""
    return session.scalar(
        select(ReviewerRow).where(ReviewerRow.round_id == round_id, ReviewerRow.user_id == user_id)
    )


class Asking(NamedTuple):
    """An open round as it stands on Home: how many are asked and have finished, and this person's
    own place in it, None for who is not asked."""

    row: RoundRow
    asked: int
    finished: int
    own: ReviewerRow | None


def open_rounds(
    session: Session, document_ids: Collection[int], user_id: int
) -> dict[int, list[Asking]]:
    """The rounds of these documents that are not closed, by document, the newest first."""
    rounds = session.scalars(
        select(RoundRow)
        .where(RoundRow.document_id.in_(document_ids), RoundRow.closed_at.is_(None))
        .order_by(RoundRow.number.desc())
    ).all()
    rows: defaultdict[int, list[ReviewerRow]] = defaultdict(list)
    for row in session.scalars(
        select(ReviewerRow).where(
            ReviewerRow.round_id.in_([one.id for one in rounds]), ReviewerRow.removed_at.is_(None)
        )
    ):
        rows[row.round_id].append(row)
    found: defaultdict[int, list[Asking]] = defaultdict(list)
    for one in rounds:
        asked = rows[one.id]
        done = sum(row.finished_at is not None for row in asked)
        own = next((row for row in asked if row.user_id == user_id), None)
        found[one.document_id].append(Asking(one, len(asked), done, own))
    return found


def open_round_ids(session: Session) -> Sequence[int]:
    """The rounds that are not closed, of documents that are there."""
    return session.scalars(
        select(RoundRow.id)
        .join(DocumentRow, DocumentRow.id == RoundRow.document_id)
        .where(RoundRow.closed_at.is_(None), DocumentRow.removed_at.is_(None))
        .order_by(RoundRow.id)
    ).all()


def _reviewers(session: Session, *which: ColumnElement[bool]) -> list[Reviewer]:
    rows = session.execute(
        select(
            ReviewerRow,
            func.coalesce(User.name, func.nullif(Guest.name, ""), ReviewerRow.name),
        )
        .outerjoin(User, User.id == ReviewerRow.user_id)
        .outerjoin(Guest, Guest.id == ReviewerRow.guest_id)
        .where(*which)
        .order_by(ReviewerRow.id)
    )
    return [Reviewer(*row) for row in rows]
