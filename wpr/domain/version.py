"""A version: how a document was at one moment, kept for good or for a while."""

from enum import StrEnum
from typing import Final


class VersionKind(StrEnum):
    """How a version came to be. Named and restored ones stay; automatic ones thin out with age."""

    NAMED = "named"
    AUTOMATIC = "automatic"
    RESTORED = "restored"


LONGEST_NAME: Final = 120
LONGEST_NOTE: Final = 2000
"""Characters of a version's name and of its note."""
