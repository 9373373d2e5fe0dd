"""Retracting: an answer to an item of a round's checklist is taken back, and the item is empty."""

from datetime import datetime

from wpr.domain.author import Author
from wpr.domain.refusal import NotFound
from wpr.services import amending
from wpr.services.reviewing import (
    MOST_ANSWERS,
    AnsweredElsewhere,
    Place,
    RoundClosed,
    is_own,
    remember,
)
from wpr.services.throttling import Limit, count_try
from wpr.storage.comment_queries import comments_of
from wpr.storage.reviewing import AnswerRow


def retract(place: Place, item_id: str, version: int, now: datetime) -> AnswerRow | None:
    """Take an answer back, in a document that this transaction holds for writing. What it said is
    remembered. The comment that it made goes with it, unless somebody else has spoken in it.

    `version` is that of the answer which was seen. Gives the empty answer; None where there never
    was one. Sent twice it is done once. NotFound: an item that is not in the round. Refused:
    RoundClosed, AnsweredElsewhere, Throttled.
    """
    if place.checklist.item(item_id) is None:
        raise NotFound
    if place.row.closed_at is not None:
        raise RoundClosed
    row = place.session.get(AnswerRow, (place.reviewer.id, item_id))
    if row is None or not row.answer:
        return row
    if row.version != version:
        raise AnsweredElsewhere(row)
    count_try(place.session, [Limit(f"answers-{place.reviewer.id}", MOST_ANSWERS)], now)
    remember(row)
    _fall_silent(place, row, now)
    row.answer, row.reason, row.thread_id, row.at = "", "", None, now
    row.version += 1
    place.session.flush()
    return row


def _fall_silent(place: Place, row: AnswerRow, now: datetime) -> None:
    """Take the comment that an answer made away."""
    said = comments_of(place.session, [row.thread_id])[row.thread_id] if row.thread_id else []
    there = [one for one in said if one.removed_at is None]
    if len(there) == 1 and is_own(place, there[0]):
        by = Author(there[0].author_id, there[0].guest_id)
        amending.remove(place.session, place.document, there[0].id, by, now)
