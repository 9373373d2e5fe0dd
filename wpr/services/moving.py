"""Moving: a document goes from one stage to the next, with who, when and why."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.notice import Kind
from wpr.domain.refusal import Refusal
from wpr.domain.stage import LOCKED, Stage, leads_to
from wpr.services import versioning
from wpr.services.notifying import tell
from wpr.services.recording import record
from wpr.services.stopping import stops
from wpr.storage.documents import DocumentRow
from wpr.storage.feed import announce
from wpr.storage.round_queries import newest_round, reviewers_of

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
    a document aside, to open a locked one, and to call one ready while something that stops is
    open (see stopping).
    """
    here = Stage(document.stage)
    why = why.strip()
    if to in BY_DECISION or not leads_to(here, to):
        raise Refusal("stage-move")
    if len(why) > LONGEST_WHY:
        raise Refusal("why-long", most=LONGEST_WHY)
    open_ones = stops(session, document, guide, by_id) if to is Stage.READY else []
    if not why and needs_reason(here, to, is_open=bool(open_ones)):
        raise Refusal("why-missing")
    settle(session, document, guide, to, by_id, now, why=why, version_name=version_name)


def needs_reason(here: Stage, to: Stage, *, is_open: bool) -> bool:
    """Whether this move has to say why; `is_open`: something that stops a decision is."""
    if to is Stage.ASIDE or (here in LOCKED and to not in LOCKED):
        return True
    return to is Stage.READY and is_open


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
    """Set the stage, keep what is locked or opened again as a version, and write it down. Whoever
    reviewed a document is told when it is opened again. Asks nothing."""
    here = Stage(document.stage)
    if here is to:
        return
    version = None
    if (to in LOCKED) != (here in LOCKED):
        is_opened = here in LOCKED
        kept = versioning.keep(
            session, document, guide, now, by_id=by_id, name=version_name, is_told=not is_opened
        )
        version = kept.number
        if is_opened:
            _tell_reviewers(session, document, Author(by_id), now)
    document.stage = to.value
    facts: dict[str, Any] = {"from": here.value, "to": to.value} | ({"why": why} if why else {})
    record(session, document, Activity.STAGE, Author(by_id), now, version=version, **facts)
    announce(session, document, {"kind": "changed", "what": "stage"}, now)


def _tell_reviewers(session: Session, document: DocumentRow, by: Author, now: datetime) -> None:
    """Tell those who were asked last that what they read will change."""
    newest = newest_round(session, document.id)
    if newest is None:
        return
    asked = [one.row for one in reviewers_of(session, [newest.id])[newest.id]]
    there = [one for one in asked if one.removed_at is None]
    tell(
        session,
        document,
        Kind.REOPENED,
        actor=by,
        to=[one.user_id for one in there if one.user_id is not None],
        to_guests=[one.guest_id for one in there if one.guest_id is not None],
        now=now,
        round_id=newest.id,
    )
