"""An author: who wrote a comment or a suggestion, a person with an account or a guest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """One of the two is set. In what is stored both may be missing: a former colleague, erased."""

    user_id: int | None = None
    guest_id: int | None = None

    @property
    def is_former(self) -> bool:
        """Whether nobody knows any more who this was."""
        return self.user_id is None and self.guest_id is None
