"""Queries about the log of a document: its lines, filtered, a page at a time, and who is in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.storage.blindness import shows_line
from wpr.storage.guests import Guest
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, RoundRow


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines of a document's log, of what `reader` may be shown: of these kinds
    (none: of any), and of one person."""

    document_id: int
    reader: Author
    kinds: Collection[Activity] = ()
    person: Author | None = None


class Line(NamedTuple):
    """A line of the log with who did it: "" for somebody who was erased, and for the app itself."""

    at: datetime
    who: str
    is_guest: bool
    kind: str
    version: int | None
    round: int | None
    facts: dict[str, Any]


class Person(NamedTuple):
    """Somebody who is in the log."""

    author: Author
    name: str


def count_lines(session: Session, wanted: Wanted) -> int:
    """How many lines there are."""
    return session.scalar(select(func.count()).select_from(ActivityRow).where(*_which(wanted))) or 0


def lines_of(
    session: Session, wanted: Wanted, first: int = 0, most: int | None = None
) -> list[Line]:
    """The lines, the newest first, in one query."""
    query = (
        select(
            ActivityRow.at,
            func.coalesce(User.name, Guest.name, ""),
            ActivityRow.guest_id.is_not(None),
            ActivityRow.kind,
            ActivityRow.version_number,
            RoundRow.number,
            ActivityRow.facts,
        )
        .outerjoin(RoundRow, RoundRow.id == ActivityRow.round_id)
        .outerjoin(User, User.id == ActivityRow.user_id)
        .outerjoin(Guest, Guest.id == ActivityRow.guest_id)
        .where(*_which(wanted))
        .order_by(ActivityRow.id.desc())
        .offset(first)
        .limit(most)
    )
    return [Line(*row) for row in session.execute(query)]


def people_in(session: Session, document_id: int, reader: Author) -> list[Person]:
    """Everybody who did something that the log tells of and is still known, by name."""
    rows = session.execute(
        select(ActivityRow.user_id, ActivityRow.guest_id, func.coalesce(User.name, Guest.name, ""))
        .outerjoin(User, User.id == ActivityRow.user_id)
        .outerjoin(Guest, Guest.id == ActivityRow.guest_id)
        .where(ActivityRow.document_id == document_id, shows_line(reader))
        .distinct()
    )
    found = [Person(Author(row[0], row[1]), row[2]) for row in rows if row[2]]
    return sorted(found, key=lambda person: person.name.casefold())


def kinds_in(session: Session, document_id: int, reader: Author) -> set[Activity]:
    """The kinds of line that a document's log has."""
    kinds = session.scalars(
        select(ActivityRow.kind)
        .where(ActivityRow.document_id == document_id, shows_line(reader))
        .distinct()
    )
    return {Activity(kind) for kind in kinds}


def _which(wanted: Wanted) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = [
        ActivityRow.document_id == wanted.document_id,
        shows_line(wanted.reader),
    ]
    if wanted.kinds:
        which.append(ActivityRow.kind.in_(wanted.kinds))
    if wanted.person is not None:
        which.append(ActivityRow.user_id.is_not_distinct_from(wanted.person.user_id))
        which.append(ActivityRow.guest_id.is_not_distinct_from(wanted.person.guest_id))
    return which
