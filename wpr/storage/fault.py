"""What can be wrong with the store itself, told apart so that people get a true sentence."""

from enum import StrEnum

from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError


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


# SQLite calls these operational errors too, but they are mistakes of ours.
_MISTAKES = ("no such ", "has no column", "syntax error")


def fault_of(error: DBAPIError) -> Fault | None:
    """The fault behind a database error; None when the store is well and the statement was wrong.

    What is not known by its words (no connection, no such file, a damaged one) is GONE.
    """
    words = str(error.orig)
    for known, fault in _WORDS.items():
        if known in words:
            return fault
    if any(mistake in words for mistake in _MISTAKES):
        return None
    is_store = isinstance(error, OperationalError | InternalError) or type(error) is DatabaseError
    return Fault.GONE if is_store or error.connection_invalidated else None
