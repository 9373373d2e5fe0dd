"""Reviewing: somebody who is asked answers the items of a round's checklist, one by one.

What is refused leaves everything as it was. Verdicts are given in `judging`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.checklist import Checklist
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.verdict import NEEDS_REASON, Answer
from wpr.services import amending, commenting
from wpr.services.admitting import Presence
from wpr.services.commenting import About, Said
from wpr.services.mentioning import LONGEST_BODY
from wpr.services.showing import Shown
from wpr.services.throttling import Limit, count_try
from wpr.storage.answer_queries import is_blind, place_of_link, place_of_user
from wpr.storage.comment_queries import comments_of, threads_by_id
from wpr.storage.comments import CommentRow
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest
from wpr.storage.notice_queries import mark_read
from wpr.storage.reviewing import AnswerRow, ReviewerRow, RoundRow
from wpr.storage.versions import VersionRow

LONGEST_REASON: Final = LONGEST_BODY
"""Characters of a reason: it becomes a comment where it is about a passage."""
MOST_ANSWERS: Final = 400
"""Answers of one reviewer within 15 minutes, each saved several times while it is written."""
MOST_EARLIER: Final = 20
"""Earlier answers to one item that are kept: more often nobody changes their mind."""


class AnsweredElsewhere(Refusal):
    """The item was answered in another window meanwhile; `row` is what stands there now."""

    status = 409

    def __init__(self, row: AnswerRow) -> None:
        super().__init__("answered-elsewhere")
        self.row = row


class RoundClosed(Refusal):
    """The round is closed: what was said in it stays as it is."""

    status = 409

    def __init__(self) -> None:
        super().__init__("review-closed")


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in a round of a document, whose version they read. `frozen` is the version
    that a guest may read by now, None for a member, who reads the text as it is."""

    session: Session
    document: DocumentRow
    row: RoundRow
    reviewer: ReviewerRow
    version: VersionRow
    who: Author
    frozen: VersionRow | None = None

    @property
    def checklist(self) -> Checklist:
        """The items as the round was started with them."""
        return Checklist.from_list(self.row.checklist)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a form says of one item. `version` is that of the answer it began with, 0 for none.

    `quote` are words of the text that it is about, "" for none: in the text row `text_id`, about
    `near` characters from its beginning, or anywhere (0).
    """

    answer: str
    reason: str = ""
    version: int = 0
    quote: str = ""
    text_id: int = 0
    near: int = 0


def place_of(session: Session, document: DocumentRow, number: int, user_id: int) -> Place:
    """A member's place in a round. NotFound for who is not asked, or has been let go."""
    found = place_of_user(session, document.id, number, user_id)
    if found is None:
        raise NotFound
    return _place(session, document, found, Author(user_id=user_id))


def place_of_guest(session: Session, here: Presence) -> Place:
    """The place of whoever comes by a link: in the newest round that it was made for. NotFound."""
    found = place_of_link(session, here.link.id)
    if found is None:
        raise NotFound
    return _place(session, here.document, found, Author(guest_id=here.guest.id), here.version)


def sees_others(session: Session, row: RoundRow, reader: Author) -> bool:
    """Whether `reader` may see what others have said in a round: everybody may, but for a reviewer
    of a blind one that is open, before their own verdict. Rows are hidden by storage.blindness."""
    return not is_blind(session, row.id, reader)


def note_opened(session: Session, reviewer_id: int, guest_id: int | None, now: datetime) -> None:
    """Note that a reviewer has the round before them, and has read what they were told of it; a
    guest is known by name from then on."""
    reviewer = session.get(ReviewerRow, reviewer_id)
    if reviewer is not None and reviewer.opened_at is None:
        reviewer.opened_at = now
        reviewer.guest_id = reviewer.guest_id or guest_id
        if reviewer.user_id is not None:
            mark_read(session, reviewer.user_id, now, round_id=reviewer.round_id)


def answer(place: Place, shown: Shown, item_id: str, reply: Reply, now: datetime) -> AnswerRow:
    """Answer an item, in a document that this transaction holds for writing. With a quote it makes
    a comment on that passage, which keeps the reason as its words. What was answered before is
    remembered.

    NotFound: an item that is not in the round. Refused: RoundClosed, an answer that is none
    (answer-missing), no reason where one is needed (answer-reason, passage-reason), a reason that
    is too long (answer-long), words that do not stand in the version (passage-unfit),
    AnsweredElsewhere, Throttled.
    """
    if place.checklist.item(item_id) is None:
        raise NotFound
    given, reason = _fit(place, reply)
    session = place.session
    row = session.get(AnswerRow, (place.reviewer.id, item_id))
    if row is not None and _is_same(session, row, given, reason, reply.quote):
        return row
    if row is not None and row.version != reply.version:
        raise AnsweredElsewhere(row)
    count_try(session, [Limit(f"answers-{place.reviewer.id}", MOST_ANSWERS)], now)
    if row is None:
        row = AnswerRow(
            reviewer_id=place.reviewer.id, item=item_id, answer=given.value, version=0, at=now
        )
        session.add(row)
    if row.answer != given:
        remember(row)
    _speak(place, shown, row, reason, reply, now)
    row.answer, row.reason, row.at = given.value, reason, now
    row.version += 1
    reviewer = place.reviewer
    reviewer.opened_at = reviewer.opened_at or now
    reviewer.begun_at = reviewer.begun_at or now
    reviewer.guest_id = reviewer.guest_id or place.who.guest_id
    session.flush()
    return row


def is_own(place: Place, comment: CommentRow) -> bool:
    """Whether a comment is of this reviewer: of a guest also when it was written on another device,
    where they are somebody else who came by the same link."""
    if comment.guest_id is not None and place.who.guest_id is not None:
        guest = place.session.get(Guest, comment.guest_id)
        return guest is not None and guest.link_id == place.reviewer.guest_link_id
    return Author(comment.author_id, comment.guest_id) == place.who


def remember(row: AnswerRow) -> None:
    """Keep what an answer says before another one stands in its place."""
    if row.version and row.answer:
        said = {"answer": row.answer, "reason": row.reason, "at": row.at.isoformat()}
        row.earlier = [*row.earlier, said][-MOST_EARLIER:]


def _place(
    session: Session,
    document: DocumentRow,
    found: tuple[RoundRow, ReviewerRow],
    who: Author,
    frozen: VersionRow | None = None,
) -> Place:
    row, reviewer = found
    if row.document_id != document.id:
        raise NotFound
    version = session.get_one(VersionRow, row.version_id)
    return Place(session, document, row, reviewer, version, who, frozen)


def _fit(place: Place, reply: Reply) -> tuple[Answer, str]:
    if place.row.closed_at is not None:
        raise RoundClosed
    reason = reply.reason.replace("\r\n", "\n").strip()
    if reply.answer not in set(Answer):
        raise Refusal("answer-missing")
    given = Answer(reply.answer)
    if len(reason) > LONGEST_REASON:
        raise Refusal("answer-long", most=LONGEST_REASON)
    if not reason and given in NEEDS_REASON:
        raise Refusal("answer-reason")
    if not reason and reply.quote.strip():
        raise Refusal("passage-reason")
    return given, reason


def _is_same(session: Session, row: AnswerRow, given: Answer, reason: str, quote: str) -> bool:
    """Whether a form says what is kept already: it was sent twice."""
    if (row.answer, row.reason) != (given.value, reason):
        return False
    if not quote.strip():
        return True
    threads = threads_by_id(session, [row.thread_id] if row.thread_id else [])
    return any(one.quote.split() == quote.split() for one in threads)


def _speak(
    place: Place, shown: Shown, row: AnswerRow, reason: str, reply: Reply, now: datetime
) -> None:
    """The comment that an answer is given with: a new one on the passage, or other words in it."""
    session, document = place.session, place.document
    if reply.quote.strip():
        passage = (
            shown.passage(reply.text_id, reply.quote, reply.near)
            if reply.text_id
            else shown.anywhere(reply.quote)
        )
        comment = commenting.start(
            session, document, place.who, About(passage=passage), Said(reason), now
        )
        row.thread_id = comment.thread_id
    elif row.thread_id is not None and reason and reason != row.reason:
        first = next(iter(comments_of(session, [row.thread_id])[row.thread_id]), None)
        if first is not None and is_own(place, first) and first.removed_at is None:
            by = Author(first.author_id, first.guest_id)
            amending.edit(session, document, first.id, by, reason, now)
