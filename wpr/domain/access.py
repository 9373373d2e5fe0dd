"""Who may do what with a document: the only permission table, for services and templates alike."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wpr.domain.refusal import NotAllowed, NotFound


class Role(StrEnum):
    """What a person is to one document."""

    READ = "read"
    COMMENT = "comment"
    EDIT = "edit"
    DECIDE = "decide"
    OWN = "own"


class Act(StrEnum):
    """What can be done with one document."""

    READ = "read"
    DOWNLOAD = "download"
    COMMENT = "comment"
    EDIT = "edit"
    DECIDE = "decide"
    SHARE = "share"
    REMOVE = "remove"


_READER: Final = frozenset({Act.READ, Act.DOWNLOAD})
_COMMENTER: Final = _READER | {Act.COMMENT}

PERMISSIONS: Final[Mapping[Role, frozenset[Act]]] = {
    Role.READ: _READER,
    Role.COMMENT: _COMMENTER,
    Role.EDIT: _COMMENTER | {Act.EDIT},
    Role.DECIDE: _COMMENTER | {Act.DECIDE},
    Role.OWN: frozenset(Act),
}


def allows(role: Role | None, act: Act) -> bool:
    """Whether somebody with `role` (None: a stranger) may do `act`."""
    return role is not None and act in PERMISSIONS[role]


def demand(role: Role | None, act: Act) -> Role:
    """The role, when it allows `act`. A stranger gets NotFound, a member without the right
    NotAllowed."""
    if role is None:
        raise NotFound
    if not allows(role, act):
        raise NotAllowed
    return role
