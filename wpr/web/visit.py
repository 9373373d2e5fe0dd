"""Visits: what the guard hands a view, once the permission table has allowed the request."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wpr.domain.access import Act, Role, allows
from wpr.domain.author import Author
from wpr.domain.stage import LOCKED, Stage
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in person's request, with the transaction it runs in."""

    session: Session
    user: User

    @property
    def reader(self) -> Author:
        """Who reads, to those who are asked what may be shown."""
        return Author(user_id=self.user.id)


@dataclass(frozen=True, slots=True)
class DocumentVisit(Visit):
    """A member's request about one document that the permission table has allowed."""

    document: DocumentRow
    role: Role

    def may(self, act: Act) -> bool:
        """Whether this person may also do `act`; what templates ask before offering it."""
        return allows(self.role, act, Stage(self.document.stage))

    @property
    def is_locked(self) -> bool:
        """Whether the document is at a stage in which nobody writes in it."""
        return self.document.stage in LOCKED


@dataclass(frozen=True, slots=True)
class TextVisit(DocumentVisit):
    """A member's request about one text of a document."""

    text: TextRow


Visiting = Callable[[], AbstractContextManager[DocumentVisit]]
"""Opens a DocumentVisit that only reads, for as long as a view needs it."""
