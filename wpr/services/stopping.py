"""Stopping: what is open and should be settled before a document is called ready for decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.checklist import Checklist, Weight
from wpr.domain.guide import Guide
from wpr.domain.progress import missing
from wpr.services import measuring
from wpr.services.reviewing import sees_others
from wpr.storage.comment_queries import must_answer_open
from wpr.storage.documents import DocumentRow
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import newest_round, not_ready_in, refusals_of


class Kind(StrEnum):
    """What stops: missing content of a part, a comment that must be answered, a no to an item of
    the checklist, a verdict, or that one has not given one's own in a blind round."""

    PART = "part"
    COMMENT = "comment"
    ITEM = "item"
    VERDICT = "verdict"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that is open. `what` is the part's heading, what the comment says, or the item's
    wording; `who` said no ("" for a former colleague); `id` is that of the part, the thread or the
    item; `round` is a round's number."""

    kind: Kind
    what: str = ""
    who: str = ""
    id: str = ""
    round: int = 0


def stops(session: Session, document: DocumentRow, guide: Guide, viewer_id: int) -> list[Stop]:
    """Everything that is open, as this person may know it: who has not given their own verdict in a
    blind round does not learn what the others said, only that it cannot be seen yet."""
    viewer = Author(viewer_id)
    found = [
        Stop(Kind.PART, part.heading, id=part.id)
        for part, _lacks in missing(guide, measuring.progress_now(session, document, guide))
    ]
    found += [
        Stop(Kind.COMMENT, said, id=str(thread_id))
        for thread_id, said in must_answer_open(session, document.id, viewer)
    ]
    newest = newest_round(session, document.id)
    if newest is not None:
        found += _in_round(session, newest, viewer)
    return found


def _in_round(session: Session, row: RoundRow, viewer: Author) -> Iterator[Stop]:
    if not sees_others(session, row, viewer):
        yield Stop(Kind.UNSEEN, round=row.number)
        return
    checklist = Checklist.from_list(row.checklist)
    for item_id, who in refusals_of(session, row.id):
        item = checklist.item(item_id)
        if item is not None and item.weight is Weight.STOPS:
            yield Stop(Kind.ITEM, item.wording, who, item.id, row.number)
    for who in not_ready_in(session, row.id):
        yield Stop(Kind.VERDICT, who=who, round=row.number)
