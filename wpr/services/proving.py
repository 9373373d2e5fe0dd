"""Proving who one is by password: counted, in constant work, outside any writing transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from wpr.domain.identity import email_address
from wpr.domain.refusal import Refusal
from wpr.services import hashing
from wpr.services.throttling import (
    Limit,
    account_key,
    address_key,
    count_try,
    forget,
    take_back,
)
from wpr.storage.database import Database
from wpr.storage.people_queries import user_by_email

MOST_BY_ACCOUNT: Final = 5
MOST_BY_ADDRESS: Final = 30


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody's claim to be somebody: e-mail and password, from a network address.

    `browser` names a browser that has signed in to this account before ("" for others). It has
    tries of its own, so that strangers who use up the account's do not lock its owner out.
    """

    email: str
    password: str = field(repr=False)
    address: str
    browser: str = ""


def prove(database: Database, proof: Proof, now: datetime) -> int:
    """The id of the account behind a right proof (a closed account too).

    Raises Refusal "sign-in-wrong", the same and after the same work whether the address has an
    account or not. Raises Throttled after MOST_BY_ACCOUNT wrong tries within 15 minutes: at one
    account from all unknown browsers together, or from one known browser. Unknown browsers at one
    network address have MOST_BY_ADDRESS together; a school is often one address.
    """
    email = _readable(proof.email)
    if proof.browser:
        limits = [Limit(f"browser:{proof.browser}", MOST_BY_ACCOUNT)]
    else:
        limits = [
            Limit(account_key(email or proof.email), MOST_BY_ACCOUNT),
            Limit(address_key(proof.address), MOST_BY_ADDRESS),
        ]
    with database.writing() as session:
        tries = count_try(session, limits, now)
    with database.reading() as session:
        user = user_by_email(session, email) if email else None
    if not hashing.matches(user.password_hash if user else "", proof.password) or user is None:
        raise Refusal("sign-in-wrong")
    with database.writing() as session:
        take_back(session, tries)
        forget(session, limits[0].key)
    return user.id


def _readable(email: str) -> str:
    try:
        return email_address(email)
    except Refusal:
        return ""
