"""Hashing passwords with argon2id, so that a stolen database gives none of them away.

It takes long on purpose: call it outside a transaction. Only so many run at once, since each one
fills 64 MiB of memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from wpr.domain.password import kept_form
from wpr.domain.refusal import Refusal

MOST_AT_ONCE: Final = 4
PATIENCE_S: Final = 10.0

_HASHER: Final = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_PLACES: Final = BoundedSemaphore(MOST_AT_ONCE)


class TooBusy(Refusal):
    """So many passwords are being checked that this one would have to wait too long."""

    status = 503

    def __init__(self) -> None:
        super().__init__("too-busy")


def hash_password(password: str) -> str:
    """The hash to keep for a password (already checked by the domain's rules)."""
    with _place():
        return _HASHER.hash(kept_form(password))


def matches(stored: str, password: str) -> bool:
    """Whether a password is the one behind a stored hash.

    "" as the hash (nobody, or an account without a password) takes as long as any other and is
    never matched, so that the time tells nothing.
    """
    nobody = _nobody()
    with _place():
        try:
            return _HASHER.verify(stored or nobody, kept_form(password)) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody's password")


@contextmanager
def _place() -> Iterator[None]:
    if not _PLACES.acquire(timeout=PATIENCE_S):
        raise TooBusy
    try:
        yield
    finally:
        _PLACES.release()
