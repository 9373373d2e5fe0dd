"""Receivers of mail about notices: a person who wants it, or a guest whose link still stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.notice import MailWhen
from wpr.services.standing import stands
from wpr.storage.guests import Guest
from wpr.storage.people import User
from wpr.storage.people_queries import language_of
from wpr.web.house import House


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where mail goes, and in which language. `link_id` is the link that a guest came by."""

    who: Author
    email: str
    language: str
    link_id: int | None = None


def receiver_of(session: Session, its: House, to: Author, now: datetime) -> Receiver | None:
    """Somebody as a receiver; None when they are to get no mail."""
    if to.guest_id is not None:
        guest = session.get(Guest, to.guest_id)
        if guest is None or not guest.email or not stands(session, guest.link, now):
            return None
        return Receiver(to, guest.email, guest.language or its.language, guest.link_id)
    user = session.get(User, to.user_id)
    if user is None or user.disabled_at is not None or user.mail_when == MailWhen.NEVER:
        return None
    return Receiver(to, user.email, language_of(session, user) or its.language)
