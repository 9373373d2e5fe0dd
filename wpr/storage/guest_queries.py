"""Queries about guests: a link by its token or id, the links of a document, who came by them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.reviewing import ReviewerRow


def guest_link_by_hash(session: Session, token_hash: str) -> GuestLink | None:
    """The link with this token, whether it still works or not."""
    return session.scalar(select(GuestLink).where(GuestLink.token_hash == token_hash))


def guest_links_of(session: Session, document_id: int) -> Sequence[GuestLink]:
    """Every link of a document, the newest first."""
    return session.scalars(
        select(GuestLink).where(GuestLink.document_id == document_id).order_by(GuestLink.id.desc())
    ).all()


def guest_by_hash(session: Session, link_id: int, token_hash: str) -> Guest | None:
    """The guest of this link whose browser holds the token, the link loaded with them."""
    return session.scalar(
        select(Guest).where(Guest.token_hash == token_hash, Guest.link_id == link_id)
    )


def guests_of(session: Session, document_id: int) -> Sequence[Guest]:
    """Everybody who came to a document by a link, in that order, those removed too."""
    return session.scalars(
        select(Guest)
        .join(GuestLink, GuestLink.id == Guest.link_id)
        .where(GuestLink.document_id == document_id)
        .options(contains_eager(Guest.link))
        .order_by(Guest.id)
    ).all()


def threads_by_link(session: Session, link_id: int) -> Sequence[ThreadRow]:
    """What the guests of a link have begun to talk about, the first first; nothing removed."""
    return session.scalars(
        select(ThreadRow)
        .join(Guest, Guest.id == ThreadRow.guest_id)
        .where(Guest.link_id == link_id, ThreadRow.removed_at.is_(None))
        .order_by(ThreadRow.id)
    ).all()


def guests_in(session: Session, thread_id: int) -> Sequence[Guest]:
    """The guests who wrote in a thread, what is removed left out."""
    wrote = select(CommentRow.guest_id).where(
        CommentRow.thread_id == thread_id, CommentRow.removed_at.is_(None)
    )
    return session.scalars(select(Guest).where(Guest.id.in_(wrote)).order_by(Guest.id)).all()


def is_full(session: Session, link_id: int, most: int) -> bool:
    """Whether so many have come by a link, removed or not."""
    query = select(Guest.id).where(Guest.link_id == link_id).offset(most - 1).limit(1)
    return session.scalar(query) is not None


def forget_addresses(session: Session, expired_before: datetime) -> None:
    """Forget the e-mail addresses of those whose link expired before then, come or not."""
    links = select(GuestLink.id).where(GuestLink.expires_at < expired_before)
    for forgetting in (
        update(Guest).where(Guest.email != "", Guest.link_id.in_(links)).values(email=""),
        update(ReviewerRow)
        .where(ReviewerRow.email != "", ReviewerRow.guest_link_id.in_(links))
        .values(email=""),
    ):
        session.execute(forgetting.execution_options(synchronize_session=False))
