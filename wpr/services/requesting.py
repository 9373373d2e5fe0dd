"""Requesting: a review of one version is asked for, its day is moved, and it is closed.

A round keeps the checklist it was started with, of the parts it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.checklist_reading import places_of
from wpr.domain.guide import Guide
from wpr.domain.refusal import Refusal
from wpr.domain.school_clock import day_of
from wpr.domain.stage import LOCKED, Stage
from wpr.services import enlisting, establishing, moving, versioning
from wpr.services.enlisting import Enlisted, Wanted
from wpr.services.recording import record_in_round
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import newest_number
from wpr.storage.version_queries import version_by_number
from wpr.storage.versions import VersionRow

LONGEST_NOTE: Final = 2000
"""Characters of what is said to the reviewers."""
FURTHEST: Final = timedelta(days=366)
"""How far off the day may be: a later one is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `version` is the number of the one to read, None for the document as it is
    now, which is then kept under `version_name`; no `parts` are all of them. `newest` is the number
    of the newest round that the one who asks has seen, 0 for none."""

    until: date
    people: Sequence[Wanted]
    newest: int
    version_name: str
    version: int | None = None
    parts: Sequence[str] = ()
    note: str = ""
    is_blind: bool = False


class Asked(NamedTuple):
    """A round that was asked for, its version, and those who are asked, guests with a token."""

    row: RoundRow
    version: VersionRow
    people: list[Enlisted]


def ask(
    session: Session, document: DocumentRow, guide: Guide, by: User, order: Order, now: datetime
) -> Asked:
    """Ask for a review of a document that this transaction holds for writing, and move it on to
    being reviewed. Who is told of it, and how, is for the caller.

    Refused: a locked document (round-locked), another round asked for meanwhile (round-raced), a
    day that is over or too far off (round-day), a note too long (round-note), a version that the
    document does not have (round-version), parts that the guide does not have (round-parts),
    nobody to ask (round-nobody), and the people as in `enlisting.enlist`.
    """
    if Stage(document.stage) in LOCKED:
        raise Refusal("round-locked")
    number = newest_number(session, document.id)
    if number != order.newest:
        raise Refusal("round-raced")
    refuse_odd_day(order.until, day_of(now))
    note = order.note.strip()
    if len(note) > LONGEST_NOTE:
        raise Refusal("round-note", most=LONGEST_NOTE)
    if not set(order.parts) <= set(places_of(guide)):
        raise Refusal("round-parts")
    if not order.people:
        raise Refusal("round-nobody")
    version = _version(session, document, guide, by, order, now)
    row = RoundRow(
        document_id=document.id,
        number=number + 1,
        version_id=version.id,
        until=order.until,
        note=note,
        parts=[place for place in places_of(guide) if place in order.parts],
        is_blind=order.is_blind,
        checklist=checklist_for(guide, order.parts),
        created_by_id=by.id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    establishing.establish(session, document, guide, version, row)
    people = enlisting.enlist(session, document, guide, row, order.people, by, now)
    record_in_round(session, document, Activity.ROUND_ASKED, row, by.id, now, people=len(people))
    if Stage(document.stage) is not Stage.IN_REVIEW:
        moving.settle(session, document, guide, Stage.IN_REVIEW, by.id, now)
    return Asked(row, version, people)


def checklist_for(guide: Guide, parts: Sequence[str]) -> list[dict[str, object]]:
    """The guide's items about these parts and groups, none for all, as a round keeps them: what is
    about the whole document is always among them."""
    if not parts:
        return guide.checklist.to_list()
    places = set(parts)
    for group in guide.groups:
        inside = {part.id for part in group.parts}
        if group.id in places:
            places |= inside
        elif inside & places:
            places.add(group.id)
    return guide.checklist.only(places).to_list()


def extend(
    session: Session, document: DocumentRow, row: RoundRow, until: date, by: User, now: datetime
) -> None:
    """Move the day of a round. Refused: round-closed, round-day."""
    refuse_closed(row)
    refuse_odd_day(until, day_of(now))
    before, row.until = row.until, until
    enlisting.keep_links_until(session, row)
    if before != until:
        facts = {"before": before.isoformat()}
        record_in_round(session, document, Activity.ROUND_EXTENDED, row, by.id, now, **facts)


def close(session: Session, document: DocumentRow, row: RoundRow, by: User, now: datetime) -> None:
    """Close a round: nobody answers or changes a verdict any more. Refused: round-closed."""
    refuse_closed(row)
    row.closed_at = now
    record_in_round(session, document, Activity.ROUND_CLOSED, row, by.id, now)


def refuse_closed(row: RoundRow) -> None:
    """Refused (round-closed): a round that was closed."""
    if row.closed_at is not None:
        raise Refusal("round-closed")


def refuse_odd_day(day: date, today: date) -> None:
    """Refused (round-day): a day that is over, or too far off to be meant."""
    if not today <= day <= today + FURTHEST:
        raise Refusal("round-day", latest=today + FURTHEST)


def _version(
    session: Session, document: DocumentRow, guide: Guide, by: User, order: Order, now: datetime
) -> VersionRow:
    if order.version is None:
        return versioning.keep_for_readers(
            session, document, guide, now, by_id=by.id, name=order.version_name
        )
    version = version_by_number(session, document.id, order.version)
    if version is None:
        raise Refusal("round-version")
    return version
