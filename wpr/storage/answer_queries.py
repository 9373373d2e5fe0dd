"""Queries about answers: what a reviewer has answered, and the verdicts given in rounds."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.storage.blindness import blind_rounds
from wpr.storage.comments import ThreadRow
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import GuestLink
from wpr.storage.reviewing import AnswerRow, ReviewerRow, RoundRow, VerdictRow
from wpr.storage.versions import VersionRow


class Answered(NamedTuple):
    """An answer, and the words it was answered with: "" where it is about none."""

    row: AnswerRow
    quote: str


class Judged(NamedTuple):
    """A verdict and the number of its version. `is_behind`: the text has been written in since."""

    row: VerdictRow
    version: int
    is_behind: bool


def is_blind(session: Session, round_id: int, reader: Author) -> bool:
    """Whether `reader` sees nobody's words in a round yet."""
    mine = blind_rounds(reader).subquery()
    return session.scalar(select(mine.c.id).where(mine.c.id == round_id)) is not None


def place_of_user(
    session: Session, document_id: int, number: int, user_id: int
) -> tuple[RoundRow, ReviewerRow] | None:
    """A round of this document in which a member is asked, and has not been let go."""
    found = session.execute(
        _places(
            RoundRow.document_id == document_id,
            RoundRow.number == number,
            ReviewerRow.user_id == user_id,
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def place_of_link(session: Session, link_id: int) -> tuple[RoundRow, ReviewerRow] | None:
    """The newest round in which whoever comes by a link is asked, and has not been let go."""
    query = _places(ReviewerRow.guest_link_id == link_id).order_by(RoundRow.id.desc()).limit(1)
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def was_let_go(session: Session, link_id: int) -> bool:
    """Whether a link was made for reviewers who have all been let go."""
    removed = session.scalars(
        select(ReviewerRow.removed_at).where(ReviewerRow.guest_link_id == link_id)
    ).all()
    return bool(removed) and all(removed)


def answers_of(session: Session, reviewer_id: int) -> dict[str, Answered]:
    """What a reviewer has answered, by item; an answer that was taken back is there, empty."""
    rows = session.execute(
        select(AnswerRow, ThreadRow.quote)
        .outerjoin(
            ThreadRow, (ThreadRow.id == AnswerRow.thread_id) & ThreadRow.removed_at.is_(None)
        )
        .where(AnswerRow.reviewer_id == reviewer_id)
    )
    return {row.item: Answered(row, quote or "") for row, quote in rows}


def verdicts_of(session: Session, reviewer_ids: Collection[int]) -> dict[int, list[Judged]]:
    """The verdicts of these reviewers, by reviewer, the newest first."""
    rows = session.execute(
        select(VerdictRow, VersionRow.number, DocumentRow.content_seq > VersionRow.seq)
        .join(VersionRow, VersionRow.id == VerdictRow.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(VerdictRow.reviewer_id.in_(reviewer_ids))
        .order_by(VerdictRow.id.desc())
    )
    found: defaultdict[int, list[Judged]] = defaultdict(list)
    for row, number, is_behind in rows:
        found[row.reviewer_id].append(Judged(row, number, bool(is_behind)))
    return found


def behind(session: Session, reviewer_ids: Collection[int]) -> dict[int, int]:
    """Of these reviewers those whose newest verdict is about a text that has been written in since,
    each with the number of that version: for lists, in one query."""
    if not reviewer_ids:
        return {}
    newest = {id_: judged[0] for id_, judged in verdicts_of(session, reviewer_ids).items()}
    return {id_: one.version for id_, one in newest.items() if one.is_behind}


class Opened(NamedTuple):
    """The number of the version that a guest's link opens. `is_behind`: the text has been written
    in since."""

    version: int
    is_behind: bool


def opened_by_links(
    session: Session, reviewer_ids: Collection[int], now: datetime
) -> dict[int, Opened]:
    """What the links open that these reviewers have and that work still, by reviewer."""
    rows = session.execute(
        select(ReviewerRow.id, VersionRow.number, DocumentRow.content_seq > VersionRow.seq)
        .join(GuestLink, GuestLink.id == ReviewerRow.guest_link_id)
        .join(VersionRow, VersionRow.id == GuestLink.version_id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(
            ReviewerRow.id.in_(reviewer_ids),
            GuestLink.revoked_at.is_(None),
            GuestLink.expires_at > now,
        )
    )
    return {id_: Opened(number, bool(is_behind)) for id_, number, is_behind in rows}


def _places(*which: ColumnElement[bool]) -> Select[RoundRow, ReviewerRow]:
    return (
        select(RoundRow, ReviewerRow)
        .join(ReviewerRow, ReviewerRow.round_id == RoundRow.id)
        .where(ReviewerRow.removed_at.is_(None), *which)
    )
