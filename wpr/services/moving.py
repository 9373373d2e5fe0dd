"""Moving: a document goes from one stage to the next, with who, when and why."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.refusal import Refusal
from wpr.domain.stage import LOCKED, Stage, leads_to
from wpr.services import versioning
from wpr.services.recording import record
from wpr.storage.comment_queries import must_answer_open
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce

LONGEST_WHY: Final = 2000
"""Characters of a reason."""

BY_DECISION: Final = frozenset({Stage.DECIDED})
"""Stages that a document comes to by a decision that is recorded, and in no other way."""


def move(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    to: Stage,
    by_id: int,
    now: datetime,
    *,
    why: str = "",
    version_name: str,
) -> None:
    """Bring a document that this transaction holds for writing to another stage.

    A version with this name is kept of what is locked. Refused: a move that is not legal
    (stage-move), a reason that is too long (why-long) or that has to be given (why-missing): to lay
    a document aside, to open a locked one, and to call one ready while a comment that must be
    answered is open.
    """
    here = Stage(document.stage)
    why = why.strip()
    if to in BY_DECISION or not leads_to(here, to):
        raise Refusal("stage-move")
    if len(why) > LONGEST_WHY:
        raise Refusal("why-long", most=LONGEST_WHY)
    if not why and needs_reason(session, document, to):
        raise Refusal("why-missing")
    settle(session, document, guide, to, by_id, now, why=why, version_name=version_name)


def needs_reason(session: Session, document: DocumentRow, to: Stage) -> bool:
    """Whether this move has to say why."""
    here = Stage(document.stage)
    if to is Stage.ASIDE or (here in LOCKED and to not in LOCKED):
        return True
    return to is Stage.READY and must_answer_open(session, document.id) > 0


def settle(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    to: Stage,
    by_id: int,
    now: datetime,
    *,
    why: str = "",
    version_name: str = "",
) -> None:
    """Set the stage, keep what is locked as a version, and write it down. Asks nothing."""
    here = Stage(document.stage)
    if here is to:
        return
    version = None
    if to in LOCKED and here not in LOCKED:
        kept = versioning.keep(session, document, guide, now, by_id=by_id, name=version_name)
        version = kept.number
    document.stage = to.value
    facts: dict[str, Any] = {"from": here.value, "to": to.value} | ({"why": why} if why else {})
    record(session, document, Activity.STAGE, Author(by_id), now, version=version, **facts)
    announce(session, document, {"kind": "changed", "what": "stage"}, now)
