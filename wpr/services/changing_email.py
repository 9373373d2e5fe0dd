"""Changing one's own e-mail address, with the password as proof, and a link where mail is sent."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.identity import email_address
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import accounts
from wpr.services.changing_password import prove_again
from wpr.services.linking import Kind, make_link, read_link, spend_link
from wpr.services.proving import Proof
from wpr.services.signing_in import sign_out_everywhere
from wpr.storage.database import Database
from wpr.storage.people import Token, User
from wpr.storage.people_queries import delete_tokens, user_by_email

LIFETIME: Final = timedelta(minutes=60)


def change_email(database: Database, proof: Proof, email: str, keep: int, now: datetime) -> None:
    """Change the address at once: for a service that sends no mail. Ends every other session.

    It opens its own short transactions. Refused: password-wrong, Throttled, email-wrong, and
    email-taken, which tells a signed-in person that a colleague has that address.
    """
    address = email_address(email)
    user_id = prove_again(database, proof, now)
    with database.writing() as session:
        _change(session, user_id, address)
        sign_out_everywhere(session, user_id, but=keep)


def ask_to_change(database: Database, proof: Proof, email: str, now: datetime) -> str | None:
    """The token of a link to mail to the new address: who reads mail there may have it.

    None when the address has an account already; the answer to the person is the same. Refused:
    password-wrong, Throttled, email-wrong.
    """
    address = email_address(email)
    user_id = prove_again(database, proof, now)
    with database.writing() as session:
        delete_tokens(session, Kind.EMAIL, user_id)
        if user_by_email(session, address) is not None:
            return None
        return make_link(session, Kind.EMAIL, now, LIFETIME, user_id=user_id, email=address)


def read(session: Session, token: str, user_id: int, now: datetime) -> str:
    """The address that a link changes to. Raises NotFound (also for another person), LinkSpent."""
    return _own(read_link(session, Kind.EMAIL, token, now), user_id).email


def confirm(session: Session, token: str, user_id: int, keep: int, now: datetime) -> str:
    """Change the address by the link, and end every other session; gives the new address.

    Raises NotFound, LinkSpent; refused: email-taken, when somebody got it meanwhile.
    """
    link = _own(read_link(session, Kind.EMAIL, token, now), user_id)
    spend_link(session, Kind.EMAIL, token, now)
    _change(session, user_id, link.email)
    sign_out_everywhere(session, user_id, but=keep)
    return link.email


def _own(link: Token, user_id: int) -> Token:
    if link.user_id != user_id:
        raise NotFound
    return link


def _change(session: Session, user_id: int, address: str) -> None:
    user: User = accounts.account(session, user_id)
    holder = user_by_email(session, address)
    if holder is not None and holder.id != user_id:
        raise Refusal("email-taken")
    user.email = address
    accounts.flush_new_email(session)
    for kind in (Kind.RESET, Kind.SIGN_IN):
        delete_tokens(session, kind, user_id)
