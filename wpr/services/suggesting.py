"""Suggesting: other words for a passage, put forward for the authors to take or leave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from prosemirror.model import Node
from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.domain.refusal import Refusal
from wpr.prose.anchor import moves, seen
from wpr.prose.proposals import Proposal, instead, place, proposals
from wpr.prose.running_text import RunningText
from wpr.prose.schema import canonical, is_line, read
from wpr.services import editing, notifying, tracking
from wpr.services.commenting import tell_of_change
from wpr.storage.comments import ThreadRow
from wpr.storage.document_queries import members_of
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.suggestion_queries import (
    has_suggested_since,
    is_waiting,
    proposal_of,
    spelled,
    suggestions_by,
)

MOST: Final = 200
"""Suggestions that one person may have waiting in one text."""

LONGEST: Final = 5_000
"""Characters of the words in the form; who writes more than two pages writes them in the text."""

_TOLD_EVERY: Final = timedelta(minutes=30)
"""Who goes through a document suggests many things; its owners hear of the first."""


@dataclass(frozen=True, slots=True)
class Fork:
    """A whole text (as JSON) as somebody would have it, made on `version` of it. `known` are the
    suggestions of theirs that it holds already."""

    version: int
    doc: Any
    known: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Instead:
    """Words that are to stand between two positions of a version of a text, in place of `quote`."""

    version: int
    start: int
    end: int
    quote: str
    words: str


def propose(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author: Author,
    fork: Fork,
    now: datetime,
) -> list[int]:
    """Make what the author suggests in a text what it takes to turn it into the fork.

    One that is as it was stays, and one that grows or shrinks stays the same thread. Those that the
    fork knows and no longer has are withdrawn; what was rejected is not suggested again. Gives the
    ids that the fork holds now. Refused: a fork of another version (text-moved-on), no valid text
    (suggestion-malformed), more than `MOST` (too-many-suggestions).
    """
    if fork.version != text.version:
        raise Refusal("text-moved-on")
    old = read(text.content)
    known = [row for row in suggestions_by(session, text.id, author) if row.id in fork.known]
    rejected = {_key(row) for row in known if row.outcome == "rejected"}
    found = [one for one in proposals(old, _forked(fork, text)) if _spot(one) not in rejected]
    waiting = [row for row in known if is_waiting(row) and _stands(row, old)]
    rows = _matched(waiting, found)
    _demand_room(session, text, author, len(found) - len(rows))
    before = {(row.id, _key(row)) for row in waiting}
    for row in waiting:
        if row not in rows.values():
            row.removed_at = now
    held = [
        _put(session, document, text, author, rows.get(number), one, old, now)
        for number, one in enumerate(found)
    ]
    if {(row.id, _key(row)) for row in held} != before:
        tell_of_change(session, document, now)
    return [row.id for row in held]


def suggest(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author: Author,
    wish: Instead,
    now: datetime,
) -> ThreadRow:
    """One suggestion, by somebody who selected a passage and wrote other words for it.

    Refused: a passage that is none (passage-unfit) or says something else by now
    (passage-moved-on), words that cannot stand there or say the same (suggestion-unfit), too long
    ones (suggestion-too-long), more than `MOST` (too-many-suggestions).
    """
    if len(wish.words) > LONGEST:
        raise Refusal("suggestion-too-long", most=LONGEST)
    old = read(text.content)
    start, end = _span(session, text, old, wish)
    words = " ".join(wish.words.split()) if text.is_line else wish.words.strip("\r\n")
    try:
        proposal = instead(old, start, end, words)
    except (ValueError, UnicodeError) as error:
        raise Refusal("suggestion-unfit") from error
    if proposal.was == proposal.new:
        raise Refusal("suggestion-unfit")
    _demand_room(session, text, author, 1)
    row = _put(session, document, text, author, None, proposal, old, now)
    tell_of_change(session, document, now)
    return row


def _forked(fork: Fork, text: TextRow) -> Node:
    try:
        node = read(canonical(fork.doc))
    except (TypeError, ValueError, RecursionError) as error:
        raise Refusal("suggestion-malformed") from error
    if text.is_line and not is_line(node):
        raise Refusal("suggestion-malformed")
    return node


def _span(session: Session, text: TextRow, old: Node, wish: Instead) -> tuple[int, int]:
    """Where the selected passage is now."""
    if not 0 <= wish.start < wish.end:
        raise Refusal("passage-unfit")
    steps = editing.since(session, text, wish.version).steps
    span = tracking.moved(moves(steps), wish.start, wish.end)
    if span is None or span[1] > old.content.size:
        raise Refusal("passage-unfit")
    if RunningText(old).between(*span).strip() != wish.quote.strip():
        raise Refusal("passage-moved-on" if steps else "passage-unfit")
    return span


def _stands(row: ThreadRow, old: Node) -> bool:
    """Whether a suggestion's passage is as it was; its place is set right when it is."""
    span = place(old, proposal_of(row))
    if span is not None:
        row.start, row.end = span
    return span is not None


def _key(row: ThreadRow) -> tuple[int | None, int | None, str | None]:
    return row.start, row.end, row.proposal


def _spot(one: Proposal) -> tuple[int | None, int | None, str | None]:
    return one.start, one.end, spelled(one)


def _matched(rows: Sequence[ThreadRow], found: Sequence[Proposal]) -> dict[int, ThreadRow]:
    """Which thread each proposal is, by its number: the very same first, then one that it meets."""
    matched: dict[int, ThreadRow] = {}
    left = list(rows)
    for is_match in (_is_same, _meets):
        for number, one in enumerate(found):
            row = next((row for row in left if number not in matched and is_match(row, one)), None)
            if row is not None:
                matched[number] = row
                left.remove(row)
    return matched


def _is_same(row: ThreadRow, one: Proposal) -> bool:
    return _key(row) == _spot(one)


def _meets(row: ThreadRow, one: Proposal) -> bool:
    there = proposal_of(row)
    return there.start <= one.end and one.start <= there.end


def _demand_room(session: Session, text: TextRow, author: Author, more: int) -> None:
    waiting = sum(map(is_waiting, suggestions_by(session, text.id, author)))
    if more > 0 and waiting + more > MOST:
        raise Refusal("too-many-suggestions", most=MOST)


def _put(
    session: Session,
    document: DocumentRow,
    text: TextRow,
    author: Author,
    row: ThreadRow | None,
    proposal: Proposal,
    old: Node,
    now: datetime,
) -> ThreadRow:
    """The proposal as a thread: the one it was, or a new one."""
    fresh = row is None
    if row is None:
        row = ThreadRow(
            document_id=document.id,
            place="suggestion",
            text_id=text.id,
            author_id=author.user_id,
            guest_id=author.guest_id,
            created_at=now,
        )
    passage = seen(RunningText(old), proposal.start, proposal.end)
    row.start, row.end, row.proposal = _spot(proposal)
    row.quote, row.quote_before, row.quote_after = passage.quote, passage.before, passage.after
    if fresh:
        is_first = not has_suggested_since(session, document.id, author, now - _TOLD_EVERY)
        session.add(row)
        session.flush()
        if is_first:
            _tell(session, document, author, row, now)
    return row


def _tell(
    session: Session, document: DocumentRow, author: Author, row: ThreadRow, now: datetime
) -> None:
    members = members_of(session, document.id)
    owners = [one.user_id for one in members if one.role is Role.OWN]
    notifying.tell(
        session, document, Kind.SUGGESTION, actor=author, to=owners, now=now, thread_id=row.id
    )
