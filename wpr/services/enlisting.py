"""Enlisting: who is asked in a round of review, with whose voice, and who is let go again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.domain.access import Act, demand
from wpr.domain.guide import Guide
from wpr.domain.identity import email_address, person_name
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.school_clock import CLOCK
from wpr.services import handing_out
from wpr.services.inviting import throttle
from wpr.services.linking import new_token
from wpr.storage.document_queries import open_members_of
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.people_queries import role_of
from wpr.storage.reviewing import ReviewerRow, RoundRow
from wpr.storage.round_queries import reviewers_of
from wpr.storage.versions import VersionRow

MOST: Final = 50
"""People who are asked in one round: a link each must be possible (handing_out.MOST_LINKS)."""
LINK_AFTER: Final = timedelta(days=30)
"""How long a guest's link works after the last day: who is late can still answer and read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to ask: a member, or by a name and an address ("" for none) who comes by a link."""

    user_id: int | None = None
    name: str = ""
    email: str = ""
    voice: str = ""


class Enlisted(NamedTuple):
    """Somebody who is asked now, and the token of their link; "" for a member."""

    row: ReviewerRow
    token: str


def enlist(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    row: RoundRow,
    wanted: Sequence[Wanted],
    by: User,
    now: datetime,
) -> list[Enlisted]:
    """Ask these people in a round of a document that this transaction holds for writing.

    Somebody who was let go is asked again. Who asks guests must be allowed to share (NotAllowed).
    Refused, with `at`, the place in `wanted`: somebody who may not read (reviewer-stranger), the
    same person or address twice or asked already (reviewer-twice), a voice the guide does not ask
    for (reviewer-voice), a name or an address as in domain.identity; too-many-reviewers,
    too-many-links, Throttled.
    """
    there = [one.row for one in reviewers_of(session, [row.id])[row.id]]
    if sum(one.removed_at is None for one in there) + len(wanted) > MOST:
        raise Refusal("too-many-reviewers", most=MOST)
    members = {one.user_id: one.email for one in open_members_of(session, document.id)}
    asked = _Asked(members, there)
    found = []
    for at, one in enumerate(wanted):
        try:
            refuse_strange_voice(guide, one.voice)
            if one.user_id is not None:
                found.append(Enlisted(_member(session, row, asked, one, now), ""))
            else:
                demand(role_of(session, document.id, by.id), Act.SHARE)
                found.append(_guest(session, row, asked, one, by, now))
        except Refusal as refusal:
            refusal.facts["at"] = at
            raise
    session.flush()
    return found


def refuse_strange_voice(guide: Guide, voice: str) -> None:
    """Refused (reviewer-voice): a voice that this guide does not ask for. "" is none."""
    if voice and voice not in {one.id for one in guide.checklist.voices}:
        raise Refusal("reviewer-voice")


def renew_link(session: Session, row: ReviewerRow, by_id: int | None) -> str:
    """A new token for a guest's link, since the old one cannot be shown again; the old one stops
    working. It is `by_id`'s from now on. Raises NotFound for somebody without a link, or let go."""
    link = session.get(GuestLink, row.guest_link_id) if row.guest_link_id else None
    if link is None or link.revoked_at is not None or row.removed_at is not None:
        raise NotFound
    link.created_by = by_id
    token, link.token_hash = new_token()
    session.flush()
    return token


def let_go(session: Session, row: ReviewerRow, now: datetime) -> None:
    """Let a reviewer go: what they said stays, a guest's link opens nothing any more, at once."""
    row.removed_at = row.removed_at or now
    link = session.get(GuestLink, row.guest_link_id) if row.guest_link_id else None
    if link is not None:
        link.revoked_at = link.revoked_at or now


def bring_back(session: Session, row: ReviewerRow) -> None:
    """Undo letting go."""
    row.removed_at = None
    link = session.get(GuestLink, row.guest_link_id) if row.guest_link_id else None
    if link is not None:
        link.revoked_at = None


def link_until(row: RoundRow) -> datetime:
    """When the links of a round stop working, by themselves."""
    return datetime.combine(row.until, time.max, CLOCK) + LINK_AFTER


def keep_links_until(session: Session, row: RoundRow) -> None:
    """Have the links of a round work as long as its day asks for."""
    ids = select(ReviewerRow.guest_link_id).where(ReviewerRow.round_id == row.id)
    for link in session.scalars(select(GuestLink).where(GuestLink.id.in_(ids))):
        link.expires_at = max(link.expires_at, link_until(row))


class _Asked:
    """Who is asked already, so that nobody is asked twice; `members` are addresses by id."""

    def __init__(self, members: dict[int, str], there: Iterable[ReviewerRow]) -> None:
        self.members = members
        self.gone = {one.user_id: one for one in there if one.user_id and one.removed_at}
        here = [one for one in there if one.removed_at is None]
        self.users = {one.user_id for one in here if one.user_id is not None}
        self.emails = {one.email for one in here if one.email}

    def take(self, user_id: int | None, email: str) -> None:
        """Refused (reviewer-twice): somebody who is asked already."""
        if user_id in self.users or email in self.emails:
            raise Refusal("reviewer-twice")
        if user_id is not None:
            self.users.add(user_id)
        if email:
            self.emails.add(email)


def _member(
    session: Session, row: RoundRow, asked: _Asked, wanted: Wanted, now: datetime
) -> ReviewerRow:
    if wanted.user_id is None or wanted.user_id not in asked.members:
        raise Refusal("reviewer-stranger")
    asked.take(wanted.user_id, asked.members[wanted.user_id])
    reviewer = asked.gone.get(wanted.user_id)
    if reviewer is not None:
        bring_back(session, reviewer)
        reviewer.voice = wanted.voice or reviewer.voice
        return reviewer
    reviewer = ReviewerRow(
        round_id=row.id, user_id=wanted.user_id, voice=wanted.voice, asked_at=now
    )
    session.add(reviewer)
    return reviewer


def _guest(
    session: Session, row: RoundRow, asked: _Asked, wanted: Wanted, by: User, now: datetime
) -> Enlisted:
    name = person_name(wanted.name)
    email = email_address(wanted.email) if wanted.email else ""
    if email in asked.members.values():
        raise Refusal("reviewer-member")
    asked.take(None, email)
    if email:
        throttle(session, by.id, email, now)
    version = session.get_one(VersionRow, row.version_id)
    link, token = handing_out.bind(session, version, name, by.id, link_until(row), now)
    reviewer = ReviewerRow(
        round_id=row.id,
        guest_link_id=link.id,
        name=name,
        email=email,
        voice=wanted.voice,
        asked_at=now,
    )
    session.add(reviewer)
    return Enlisted(reviewer, token)
