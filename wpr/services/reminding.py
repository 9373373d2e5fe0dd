"""Reminding: who has not finished a review hears of it some days before its day, and on the day.

Once each, in the morning on the school's clock. Members hear by a notice, and by mail as they have
chosen; guests by mail, when their address is known.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import DIGEST_HOUR, Kind
from wpr.domain.school_clock import CLOCK, day_of
from wpr.services import enlisting, standing
from wpr.services.notifying import tell
from wpr.storage.document_queries import lock_document
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.reviewing import ReviewerRow, RoundRow
from wpr.storage.round_queries import Reviewer, reviewers_of, rounds_under_way

BEFORE: Final = timedelta(days=3)
"""How long before its day a round is brought to mind."""


class GuestReminder(NamedTuple):
    """A mail for a guest. `token` is that of a new link, for who has not come yet: the old one
    cannot be written again. Who has come goes by `link_id`."""

    kind: Kind
    name: str
    email: str
    token: str
    link_id: int


def due(session: Session, now: datetime) -> list[int]:
    """The rounds (ids) in which somebody is to be reminded now."""
    if now.astimezone(CLOCK).hour < DIGEST_HOUR:
        return []
    rows = rounds_under_way(session)
    reviewers = reviewers_of(session, [row.id for row in rows])
    today = day_of(now)
    return [row.id for row in rows if any(_which(row, today, one) for one in reviewers[row.id])]


def remind(
    session: Session, round_id: int, now: datetime, *, by_mail: bool
) -> tuple[DocumentRow, RoundRow, list[GuestReminder]]:
    """Tell the members of a round who are to be reminded now; gives the mails for guests.

    Nobody is who has finished, was let go, may no longer read, or was asked that day or later.
    Without `by_mail` this service sends none, and links stay as they are.
    """
    row = session.get_one(RoundRow, round_id)
    document = lock_document(session, row.document_id)
    session.refresh(row)
    today = day_of(now)
    mails: list[GuestReminder] = []
    for one in reviewers_of(session, [row.id])[row.id]:
        found = _which(row, today, one)
        if row.closed_at is not None or found is None:
            continue
        day, kind = found
        one.row.reminded = [*one.row.reminded, day.isoformat()]
        if one.row.user_id is not None:
            to = [one.row.user_id]
            tell(session, document, kind, actor=Author(), to=to, now=now, round_id=row.id)
        elif by_mail:
            mails += _mails(session, one, kind, now)
    session.flush()
    return document, row, mails


def _which(row: RoundRow, today: date, reviewer: Reviewer) -> tuple[date, Kind] | None:
    """For which day somebody is to be reminded today, and how; None for not at all."""
    who = reviewer.row
    if who.finished_at is not None or who.removed_at is not None:
        return None
    if today == row.until:
        day, kind = row.until, Kind.LAST_DAY
    elif row.until - BEFORE <= today < row.until:
        day, kind = row.until - BEFORE, Kind.REMINDER
    else:
        return None
    if day_of(who.asked_at) >= day or day.isoformat() in who.reminded:
        return None
    return day, kind


def _mails(
    session: Session, reviewer: Reviewer, kind: Kind, now: datetime
) -> Iterator[GuestReminder]:
    row: ReviewerRow = reviewer.row
    link = session.get(GuestLink, row.guest_link_id) if row.guest_link_id else None
    if link is None or not standing.stands(session, link, now):
        return
    guest = session.get(Guest, row.guest_id) if row.guest_id else None
    email = (guest.email if guest else "") or row.email
    if email and (guest is None or guest.removed_at is None):
        token = "" if guest else enlisting.renew_link(session, row, link.created_by)
        yield GuestReminder(kind, reviewer.name, email, token, link.id)
