"""Queries about rounds of review: the rounds of a document, and who has been asked in them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from wpr.domain.stage import Stage
from wpr.domain.verdict import Answer, Verdict
from wpr.storage.answer_queries import behind
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest
from wpr.storage.people import User
from wpr.storage.reviewing import AnswerRow, ReviewerRow, RoundRow, VerdictRow
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


def refusals_of(session: Session, round_id: int) -> list[tuple[str, str]]:
    """The items that somebody in this round answered with no, each with who did; nothing of those
    who were let go."""
    rows = session.execute(
        _named(AnswerRow.item)
        .join(AnswerRow, AnswerRow.reviewer_id == ReviewerRow.id)
        .where(
            ReviewerRow.round_id == round_id,
            ReviewerRow.removed_at.is_(None),
            AnswerRow.answer == Answer.NO.value,
        )
        .order_by(ReviewerRow.id, AnswerRow.item)
    )
    return [(item, name) for item, name in rows]


def not_ready_in(session: Session, round_id: int) -> list[str]:
    """Who thinks that the document is not ready, by their newest verdict in this round."""
    newest = select(func.max(VerdictRow.id)).group_by(VerdictRow.reviewer_id).scalar_subquery()
    rows = session.execute(
        _named(VerdictRow.id)
        .join(VerdictRow, VerdictRow.reviewer_id == ReviewerRow.id)
        .where(
            ReviewerRow.round_id == round_id,
            ReviewerRow.removed_at.is_(None),
            VerdictRow.id.in_(newest),
            VerdictRow.verdict == Verdict.NOT_READY.value,
        )
        .order_by(ReviewerRow.id)
    )
    return [name for _id, name in rows]


class Asking(NamedTuple):
    """An open round as it stands on Home: how many are asked and have finished, and this person's
    own place in it, None for who is not asked. `behind` is the number of the version that their
    verdict is about when the text has moved on since, else 0."""

    row: RoundRow
    asked: int
    finished: int
    own: ReviewerRow | None
    behind: int = 0


def open_rounds(
    session: Session, document_ids: Collection[int], user_id: int
) -> dict[int, list[Asking]]:
    """The rounds of these documents that are not closed, by document, the newest first."""
    is_here = (ReviewerRow.round_id == RoundRow.id) & ReviewerRow.removed_at.is_(None)
    rows = session.execute(
        select(RoundRow, ReviewerRow)
        .outerjoin(ReviewerRow, is_here)
        .where(RoundRow.document_id.in_(document_ids), RoundRow.closed_at.is_(None))
        .order_by(RoundRow.number.desc(), RoundRow.id)
    )
    asked: dict[RoundRow, list[ReviewerRow]] = {}
    for row, reviewer in rows:
        asked.setdefault(row, []).extend([reviewer] if reviewer else [])
    mine = {row: one for row, people in asked.items() for one in people if one.user_id == user_id}
    stale = behind(session, [one.id for one in mine.values()])
    found: defaultdict[int, list[Asking]] = defaultdict(list)
    for row, people in asked.items():
        done = sum(one.finished_at is not None for one in people)
        own = mine.get(row)
        number = stale.get(own.id, 0) if own else 0
        found[row.document_id].append(Asking(row, len(people), done, own, number))
    return found


def rounds_under_way(session: Session) -> Sequence[RoundRow]:
    """The rounds that are not closed, of all documents that are there and not laid aside."""
    return session.scalars(
        select(RoundRow)
        .join(DocumentRow, DocumentRow.id == RoundRow.document_id)
        .where(
            RoundRow.closed_at.is_(None),
            DocumentRow.removed_at.is_(None),
            DocumentRow.stage != Stage.ASIDE.value,
        )
        .order_by(RoundRow.id)
    ).all()


def _reviewers(session: Session, *which: ColumnElement[bool]) -> list[Reviewer]:
    rows = session.execute(_named(ReviewerRow).where(*which).order_by(ReviewerRow.id))
    return [Reviewer(*row) for row in rows]


def _named(what: Any) -> Select[tuple[Any, str]]:
    """Something about reviewers, with what each is called."""
    name = func.coalesce(User.name, func.nullif(Guest.name, ""), ReviewerRow.name)
    return (
        select(what, name)
        .select_from(ReviewerRow)
        .outerjoin(User, User.id == ReviewerRow.user_id)
        .outerjoin(Guest, Guest.id == ReviewerRow.guest_id)
    )
