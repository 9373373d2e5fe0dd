"""What can be wrong with the store itself, told apart so that people get a true sentence."""

from enum import StrEnum

from sqlalchemy.exc import DBAPIError


class Fault(StrEnum):
    """Why a write did not happen. Nothing of it was kept; reading goes on where it can."""

    BUSY = "storage-busy"
    FULL = "storage-full"
    READ_ONLY = "storage-read-only"
    GONE = "storage-gone"


class StorageFault(Exception):
    """The store could not do it now. `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


# The databases' own words (SQLite's result strings, PostgreSQL's error texts).
_WORDS = {
    "database is locked": Fault.BUSY,
    "database table is locked": Fault.BUSY,
    "lock timeout": Fault.BUSY,
    "deadlock detected": Fault.BUSY,
    "disk is full": Fault.FULL,
    "No space left": Fault.FULL,
    "readonly database": Fault.READ_ONLY,
    "read-only transaction": Fault.READ_ONLY,
}


def fault_of(error: DBAPIError) -> Fault:
    """The fault behind a database error; GONE for one that is not known (connection lost, I/O)."""
    text = str(error.orig)
    return next((fault for words, fault in _WORDS.items() if words in text), Fault.GONE)
