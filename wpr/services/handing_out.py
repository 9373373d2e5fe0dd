"""Handing out links for guests: who may share a document lets others in without an account.

A link opens the document as it was when the link was made, unless it was made for reading the text
as it is. How long it does: see standing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, demand
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.password import MOST, kept_form
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import sharing, versioning
from wpr.services.hashing import hash_password
from wpr.services.linking import new_token
from wpr.services.recording import record
from wpr.services.standing import is_alive
from wpr.storage.database import Database
from wpr.storage.document_queries import document_with_role
from wpr.storage.documents import DocumentRow
from wpr.storage.guest_queries import guest_links_of, guests_of
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.version_queries import versions_of
from wpr.storage.versions import VersionRow

LIFETIMES: Final = (7, 30, 90, 365)
"""How many days a link may live."""
LONGEST_LABEL: Final = 80
MOST_LINKS: Final = 50
"""Links of one document that work at the same time."""
LEAST_PASSWORD: Final = 8
"""Characters of a link's password. It only adds to a token that nobody can guess."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants a link for. `version_name` is for the version it opens."""

    role: Role
    is_living: bool
    days: int
    label: str
    version_name: str
    password: str = field(default="", repr=False)


class LinkInUse(NamedTuple):
    """A link as the one who shares sees it: the number of its version, whether it works, and those
    who came by it, with how many there have been."""

    link: GuestLink
    version: int | None
    works: bool
    guests: list[Guest]
    ever: int

    @property
    def used_at(self) -> datetime | None:
        """When somebody was last here by it."""
        return max((guest.seen_at for guest in self.guests), default=None)


def make(
    database: Database, guides: Guides, user_id: int, document_id: int, order: Order, now: datetime
) -> str:
    """The token of a new link. It opens its own short transactions, since it may hash a password.

    Raises NotFound and NotAllowed as the permission table says. Refused: label-long,
    guest-password-short, password-long, too-many-links, and an order for what there is not: another
    lifetime, or comments on a living text (link-unfit).
    """
    _refuse_unfit(order)
    with database.reading() as session:
        _may_share(session, document_id, user_id)
    password_hash = hash_password(order.password) if order.password else ""
    with database.writing() as session:
        document = _may_share(session, document_id, user_id, lock=True)
        _demand_room(session, document_id, now)
        version_id = None
        if not order.is_living:
            guide = guides.get(document.guide, document.language)
            version_id = versioning.keep_for_readers(
                session, document, guide, now, by_id=user_id, name=order.version_name
            ).id
        token, kept = new_token()
        session.add(
            GuestLink(
                document_id=document.id,
                token_hash=kept,
                role=order.role.value,
                version_id=version_id,
                label=order.label,
                password_hash=password_hash,
                created_by=user_id,
                created_at=now,
                expires_at=now + timedelta(days=order.days),
            )
        )
        record(session, document, Activity.LINK, Author(user_id), now, role=order.role.value)
        return token


def bind(
    session: Session,
    version: VersionRow,
    label: str,
    by_id: int,
    until: datetime,
    now: datetime,
) -> tuple[GuestLink, str]:
    """A link and its token for one reviewer without account, who reads this version and comments.

    That `by_id` may share is for the caller to ask. Refused: too-many-links.
    """
    _demand_room(session, version.document_id, now)
    token, kept = new_token()
    link = GuestLink(
        document_id=version.document_id,
        token_hash=kept,
        role=Role.COMMENT.value,
        version_id=version.id,
        label=label[:LONGEST_LABEL],
        created_by=by_id,
        created_at=now,
        expires_at=until,
    )
    session.add(link)
    session.flush()
    return link, token


def in_use(session: Session, document_id: int, now: datetime) -> list[LinkInUse]:
    """The links of a document, the newest first: those not taken back, and those with guests."""
    guests = guests_of(session, document_id)
    may_share = sharing.sharers_of(session, document_id)
    numbers = {row.id: row.number for row in versions_of(session, document_id)}
    found = []
    for link in guest_links_of(session, document_id):
        came = [guest for guest in guests if guest.link_id == link.id]
        here = [guest for guest in came if guest.removed_at is None]
        if here or link.revoked_at is None:
            number = numbers[link.version_id] if link.version_id else None
            works = is_alive(link, now) and link.created_by in may_share
            found.append(LinkInUse(link, number, works, here, len(came)))
    return found


def renew(
    session: Session, document_id: int, link_id: int, user_id: int, now: datetime
) -> tuple[GuestLink, str]:
    """A link that is not taken back works again for as long as it was made for, with a new token.

    The old one is worth nothing any more; guests who came by it stay. Raises NotFound.
    """
    link = _link(session, document_id, link_id)
    if link.revoked_at is not None:
        raise NotFound
    lifetime = link.expires_at - link.created_at
    token, link.token_hash = new_token()
    link.created_by, link.created_at, link.expires_at = user_id, now, now + lifetime
    session.flush()
    _record(session, link, Activity.LINK, user_id, now)
    return link, token


def revoke(
    session: Session, document_id: int, link_id: int, user_id: int, now: datetime
) -> GuestLink:
    """Take a link back: whoever has it or came by it is outside, at once. Raises NotFound."""
    link = _link(session, document_id, link_id)
    if link.revoked_at is None:
        link.revoked_at = now
        _record(session, link, Activity.LINK_REVOKED, user_id, now)
    return link


def bring_back(
    session: Session, document_id: int, link_id: int, user_id: int, now: datetime
) -> GuestLink:
    """Undo taking a link back. Raises NotFound."""
    link = _link(session, document_id, link_id)
    if link.revoked_at is not None:
        link.revoked_at = None
        _record(session, link, Activity.LINK, user_id, now)
    return link


def _demand_room(session: Session, document_id: int, now: datetime) -> None:
    if sum(is_alive(link, now) for link in guest_links_of(session, document_id)) >= MOST_LINKS:
        raise Refusal("too-many-links", most=MOST_LINKS)


def _record(
    session: Session, link: GuestLink, activity: Activity, user_id: int, now: datetime
) -> None:
    document = session.get_one(DocumentRow, link.document_id)
    record(session, document, activity, Author(user_id), now, role=link.role)


def _refuse_unfit(order: Order) -> None:
    if len(order.label) > LONGEST_LABEL:
        raise Refusal("label-long", most=LONGEST_LABEL)
    if order.password and len(kept_form(order.password)) < LEAST_PASSWORD:
        raise Refusal("guest-password-short", least=LEAST_PASSWORD)
    if len(order.password) > MOST:
        raise Refusal("password-long", most=MOST)
    roles = {Role.READ} if order.is_living else {Role.READ, Role.COMMENT}
    if order.days not in LIFETIMES or order.role not in roles:
        raise Refusal("link-unfit")


def _may_share(
    session: Session, document_id: int, user_id: int, *, lock: bool = False
) -> DocumentRow:
    document, role = document_with_role(session, document_id, user_id, lock=lock)
    if document is None:
        raise NotFound
    demand(role, Act.SHARE)
    return document


def _link(session: Session, document_id: int, link_id: int) -> GuestLink:
    link = session.get(GuestLink, link_id)
    if link is None or link.document_id != document_id:
        raise NotFound
    return link
