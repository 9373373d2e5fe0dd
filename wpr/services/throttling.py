"""Throttling: so many tries at a secret in a while, and then one waits.

Tries are counted before the secret is looked at, so that many at once do not slip by, and taken
back when it was right. Addresses and accounts are kept only as long as they count.
"""

import hashlib
import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wpr.domain.refusal import Refusal
from wpr.storage.people import Attempt
from wpr.storage.people_queries import attempts_since

WINDOW: Final = timedelta(minutes=15)


class Throttled(Refusal):
    """Too many tries. `minutes` says how long to wait."""

    status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__("throttled", minutes=minutes)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tries a key has within WINDOW."""

    key: str
    most: int


def account_key(email: str) -> str:
    """The key of an account, known or not; the address itself is not kept."""
    return "account:" + hashlib.sha256(email.encode()).hexdigest()[:32]


def address_key(address: str) -> str:
    """The key of a network address. An IPv6 customer has a whole /64, which counts as one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "address:unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        return f"address:{ipaddress.ip_network((ip, 64), strict=False).network_address}"
    return f"address:{ip}"


def count_try(session: Session, limits: Iterable[Limit], now: datetime) -> list[int]:
    """Count one try under every limit; gives the tries' ids.

    Raises Throttled, and counts nothing, when a limit is reached.
    """
    session.execute(delete(Attempt).where(Attempt.at <= now - WINDOW))
    limits = list(limits)
    refuse_throttled(session, limits, now)
    tries = [Attempt(key=limit.key, at=now) for limit in limits]
    session.add_all(tries)
    session.flush()
    return [one.id for one in tries]


def refuse_throttled(session: Session, limits: Iterable[Limit], now: datetime) -> None:
    """Raises Throttled when a limit is reached. Only reads."""
    since = now - WINDOW
    waits = [_wait(attempts_since(session, limit.key, since), limit.most, now) for limit in limits]
    if any(waits):
        raise Throttled(ceil(max(waits) / timedelta(minutes=1)))


def take_back(session: Session, tries: Iterable[int]) -> None:
    """Forget tries that turned out to be right."""
    session.execute(delete(Attempt).where(Attempt.id.in_(tries)))


def forget(session: Session, key: str) -> None:
    """Forget every try under a key."""
    session.execute(delete(Attempt).where(Attempt.key == key))


def _wait(tries: Sequence[datetime], most: int, now: datetime) -> timedelta:
    """How long until the oldest try that counts is out of the window."""
    return tries[-most] + WINDOW - now if len(tries) >= most else timedelta()
