"""Presence: the pages of a document that are open now, and where the caret is in each.

Rows of the moment: whoever is not heard of for STAYS is gone. They number no event of the document,
leave no trace in its history, and go with the sign-in they came by. (A guest's page would carry the
guest instead of a sign-in.)
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from wpr.domain.access import Act, Role, allows
from wpr.storage.base import Base
from wpr.storage.documents import Member
from wpr.storage.people import SignIn, User

STAYS: Final = timedelta(seconds=30)
"""Pages tell every 15 seconds that they are open: one of those may get lost."""


class PresenceRow(Base):
    """One open page. `head` is its caret in `version` of a text, both 0 when it is in none."""

    __tablename__ = "presences"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True
    )
    client: Mapped[str] = mapped_column(String(40), primary_key=True)
    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey("sessions.id", ondelete="CASCADE"), index=True
    )
    text_id: Mapped[int | None] = mapped_column(ForeignKey("texts.id", ondelete="CASCADE"))
    version: Mapped[int] = mapped_column(default=0)
    head: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(index=True)


class Here(NamedTuple):
    """An open page as the others are told of it."""

    client: str
    user: int
    name: str
    writes: bool
    text: int | None
    version: int
    head: int


def people_here(
    session: Session, document_ids: Iterable[int], now: datetime
) -> dict[int, list[Here]]:
    """Who has each of these documents open now, by name; members who are signed in."""
    ids = list(document_ids)
    rows = session.execute(
        select(PresenceRow, User.id, User.name, Member.role)
        .join(SignIn, SignIn.id == PresenceRow.sign_in_id)
        .join(User, User.id == SignIn.user_id)
        .join(
            Member,
            (Member.document_id == PresenceRow.document_id) & (Member.user_id == User.id),
        )
        .where(
            PresenceRow.document_id.in_(ids),
            PresenceRow.at > now - STAYS,
            User.disabled_at.is_(None),
        )
        .order_by(func.lower(User.name), User.id, PresenceRow.client)
    )
    found: dict[int, list[Here]] = {document_id: [] for document_id in ids}
    for row, user_id, name, role in rows:
        writes = allows(Role(role), Act.EDIT)
        page = Here(row.client, user_id, name, writes, row.text_id, row.version, row.head)
        found[row.document_id].append(page)
    return found


def any_gone(session: Session, now: datetime) -> bool:
    """Whether there are rows of pages that are gone."""
    found = select(PresenceRow.at).where(PresenceRow.at <= now - STAYS).limit(1)
    return session.scalar(found) is not None


def as_event(people: Sequence[Here]) -> str:
    """What open pages are told, as JSON."""
    body = {"kind": "presence", "people": [page._asdict() for page in people]}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
