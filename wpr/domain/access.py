"""Who may do what with a document: the only permission table, for services and templates alike."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from wpr.domain.refusal import Locked, NotAllowed, NotFound
from wpr.domain.stage import LOCKED, Stage


class Role(StrEnum):
    """What a person is to one document."""

    READ = "read"
    COMMENT = "comment"
    EDIT = "edit"
    DECIDE = "decide"
    OWN = "own"


class Act(StrEnum):
    """What can be done with one document. To steer is to ask for reviews and move its stage."""

    READ = "read"
    DOWNLOAD = "download"
    COMMENT = "comment"
    EDIT = "edit"
    STEER = "steer"
    DECIDE = "decide"
    SHARE = "share"
    REMOVE = "remove"


_READER: Final = frozenset({Act.READ, Act.DOWNLOAD})
_COMMENTER: Final = _READER | {Act.COMMENT}

PERMISSIONS: Final[Mapping[Role, frozenset[Act]]] = {
    Role.READ: _READER,
    Role.COMMENT: _COMMENTER,
    Role.EDIT: _COMMENTER | {Act.EDIT, Act.STEER},
    Role.DECIDE: _COMMENTER | {Act.DECIDE},
    Role.OWN: frozenset(Act),
}


def allows(role: Role | None, act: Act, stage: Stage = Stage.DRAFT) -> bool:
    """Whether somebody with `role` (None: a stranger) may do `act` at this stage of the document:
    nobody edits a locked one."""
    if act == Act.EDIT and stage in LOCKED:  # templates name acts by their words
        return False
    return role is not None and act in PERMISSIONS[role]


def demand(role: Role | None, act: Act, stage: Stage = Stage.DRAFT) -> Role:
    """The role, when it allows `act` at this stage. A stranger gets NotFound, a member without the
    right NotAllowed, one who would have it in another stage Locked."""
    if role is None:
        raise NotFound
    if not allows(role, act):
        raise NotAllowed
    if not allows(role, act, stage):
        raise Locked
    return role
