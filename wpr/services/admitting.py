"""Admitting guests: somebody comes by a link, says a name, and is known in that browser from then.

Guests may change and erase what they said about themselves, and the author may remove them.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, demand
from wpr.domain.identity import email_address, person_name
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import hashing, standing
from wpr.services.linking import new_token, token_hash
from wpr.services.throttling import Limit, address_key, count_try, take_back
from wpr.storage.database import Database
from wpr.storage.document_queries import lock_document
from wpr.storage.documents import DocumentRow
from wpr.storage.guest_queries import forget_addresses, guest_by_hash, is_full
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.review_queries import forget_reviewers
from wpr.storage.reviewing import ReviewerRow
from wpr.storage.versions import VersionRow

MOST_GUESTS: Final = 500
"""How many may come by one link in all."""
MOST_ARRIVALS: Final = 60
"""How many may come from one network address within 15 minutes: two classes of pupils."""
MOST_TRIES: Final = 5
MOST_TRIES_IN_ALL: Final = 100
"""Wrong passwords for one link within 15 minutes: from one network address, and from all."""
ADDRESS_KEPT: Final = timedelta(days=30)
"""How long an address for answers is kept after its link has expired: it may be renewed."""
SEEN_EVERY: Final = timedelta(minutes=10)


class GuestUnknown(Refusal):
    """This browser has not come by the link, or was forgotten. Looks as what is not there does."""

    status = 404

    def __init__(self) -> None:
        super().__init__("guest-unknown")


@dataclass(frozen=True, slots=True)
class Visitor:
    """What somebody at a link says: a name, an address for answers ("" for none), the password."""

    name: str
    email: str
    password: str = field(repr=False)
    language: str
    address: str


class Admitted(NamedTuple):
    """A guest who has come in, and the token for their browser."""

    guest: Guest
    token: str


class Presence(NamedTuple):
    """A guest with what their link opens. No version: the document as it is."""

    guest: Guest
    document: DocumentRow
    version: VersionRow | None

    @property
    def link(self) -> GuestLink:
        """The link they came by."""
        return self.guest.link


def admit(database: Database, token: str, who: Visitor, now: datetime) -> Admitted:
    """Let somebody in by a link. It opens its own short transactions.

    Raises NotFound, LinkOver, Throttled. Refused: the name and the address (see domain.identity),
    guest-password-wrong, and link-full after MOST_GUESTS.
    """
    name, email = person_name(who.name), email_address(who.email) if who.email else ""
    with database.reading() as session:
        link = standing.read(session, token, now)
    if link.password_hash:
        _prove(database, link, who, now)
    with database.writing() as session:
        link = standing.read(session, token, now)
        count_try(session, [Limit("guests-" + address_key(who.address), MOST_ARRIVALS)], now)
        lock_document(session, link.document_id)  # so that the last place is taken once
        if is_full(session, link.id, MOST_GUESTS):
            raise Refusal("link-full")
        forget_addresses(session, now - ADDRESS_KEPT)
        guest_token, kept = new_token()
        guest = Guest(
            link=link,
            name=name,
            email=email,
            language=who.language,
            token_hash=kept,
            created_at=now,
            seen_at=now,
        )
        session.add(guest)
        session.flush()
        return Admitted(guest, guest_token)


def find(
    session: Session, link_id: int, token: str, act: Act, now: datetime, *, lock: bool = False
) -> Presence:
    """The guest whose browser holds this token, when their link allows `act`.

    Raises GuestUnknown, LinkOver, NotAllowed. `lock` holds the document for writing.
    """
    guest = guest_by_hash(session, link_id, token_hash(token))
    if guest is None:
        raise GuestUnknown
    link = guest.link
    standing.refuse_over(session, link, now)
    demand(Role(link.role), act)
    if lock:
        lock_document(session, link.document_id)
    return Presence(
        guest,
        session.get_one(DocumentRow, link.document_id),
        session.get_one(VersionRow, link.version_id) if link.version_id else None,
    )


def is_known(session: Session, link: GuestLink, token: str) -> bool:
    """Whether the browser with this token has come by the link already."""
    return guest_by_hash(session, link.id, token_hash(token)) is not None


def is_stale(guest: Guest, now: datetime) -> bool:
    """Whether `seen` should be called: not at every request, that would write all the time."""
    return now - guest.seen_at >= SEEN_EVERY


def seen(session: Session, guest_id: int, now: datetime) -> None:
    """Note that a guest was here now."""
    guest = session.get(Guest, guest_id)
    if guest is not None and guest.seen_at < now:
        guest.seen_at = now


def change(guest: Guest, name: str, email: str) -> None:
    """A guest's own name, and the address for answers ("" for none). Refused as in `admit`."""
    guest.name, guest.email = person_name(name), email_address(email) if email else ""


def forget(session: Session, guest: Guest, now: datetime) -> None:
    """Erase who a guest was: what they wrote stays, as a former guest's."""
    forget_reviewers(session, ReviewerRow.guest_id == guest.id)
    guest.name = guest.email = guest.language = ""
    guest.token_hash = None
    guest.removed_at = guest.removed_at or now


def forget_address(session: Session, guest_id: int) -> None:
    """Send a guest no more mail. Nothing to somebody who is not there."""
    guest = session.get(Guest, guest_id)
    if guest is not None:
        guest.email = ""


def remove(session: Session, document_id: int, guest_id: int, now: datetime) -> str:
    """Remove a guest of a document, by its author; gives their name. Raises NotFound."""
    guest = session.get(Guest, guest_id)
    if guest is None or guest.link.document_id != document_id or guest.removed_at is not None:
        raise NotFound
    name = guest.name
    forget(session, guest, now)
    return name


def _prove(database: Database, link: GuestLink, who: Visitor, now: datetime) -> None:
    limits = [
        Limit(f"guest-{link.id}-{address_key(who.address)}", MOST_TRIES),
        Limit(f"guest-{link.id}", MOST_TRIES_IN_ALL),
    ]
    with database.writing() as session:
        tries = count_try(session, limits, now)
    if not hashing.matches(link.password_hash, who.password):
        raise Refusal("guest-password-wrong")
    with database.writing() as session:
        take_back(session, tries)
