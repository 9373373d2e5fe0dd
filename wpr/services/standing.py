"""Standing: whether a guest link still lets anybody in.

It does until it expires, is taken back, its document is removed, or the one who made it may no
longer share.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.access import Act, allows
from wpr.domain.refusal import NotFound, Refusal
from wpr.services.linking import token_hash
from wpr.storage.answer_queries import was_let_go
from wpr.storage.documents import DocumentRow
from wpr.storage.guest_queries import guest_link_by_hash
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.people_queries import role_of


class LinkOver(Refusal):
    """The link was right once: it has expired, was taken back, or its maker may no longer share."""

    status = 410

    def __init__(self) -> None:
        super().__init__("guest-link-over")


def read(session: Session, token: str, now: datetime) -> GuestLink:
    """The link behind a token. Raises NotFound for none, LinkOver for one that no longer stands."""
    link = guest_link_by_hash(session, token_hash(token))
    if link is None:
        raise NotFound
    refuse_over(session, link, now)
    return link


def refuse_over(session: Session, link: GuestLink, now: datetime) -> None:
    """Raises LinkOver for a link that no longer stands, NotFound for that of a reviewer who was let
    go: they are told nothing more."""
    if was_let_go(session, link.id):
        raise NotFound
    if not stands(session, link, now):
        raise LinkOver


def stands(session: Session, link: GuestLink, now: datetime) -> bool:
    """Whether it is alive, its document is there and the one who made it may still share."""
    if not is_alive(link, now):
        return False
    document = session.get(DocumentRow, link.document_id)
    maker = session.get(User, link.created_by) if link.created_by else None
    if document is None or document.removed_at is not None:
        return False
    if maker is None or maker.disabled_at is not None:
        return False
    return allows(role_of(session, document.id, maker.id), Act.SHARE)


def is_alive(link: GuestLink, now: datetime) -> bool:
    """Whether a link's time is not over and it was not taken back."""
    return link.revoked_at is None and link.expires_at > now
