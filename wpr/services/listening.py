"""Listening: what was said about a document, in reading order, with all that a page shows of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from prosemirror.model import Node
from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.discussion import Discussion, Piece, Proposal, Remark, Spot, State, Voice
from wpr.domain.guide import Guide
from wpr.prose.proposals import as_text, place
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.services.mentioning import parted
from wpr.services.reading_order import spots_of
from wpr.storage.comment_queries import (
    Standing,
    comments_of,
    contents_of,
    from_start,
    guest_names_of,
    is_shown,
    standings_of,
    threads_by_id,
    writers_in,
)
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.documents import DocumentRow
from wpr.storage.people_queries import names_of
from wpr.storage.suggestion_queries import proposal_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which threads: by state, those somebody began or wrote in, those of one spot (its key), those
    that must be answered."""

    state: State = State.OPEN
    person: Author | None = None
    spot: str | None = None
    must_answer: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One page of discussions out of `total`, and the spots of the document with how many of the
    wanted threads each has, whichever spot is asked for."""

    discussions: Sequence[Discussion]
    total: int
    spots: Sequence[tuple[Spot, int]]


def listen(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    wanted: Wanted,
    *,
    reader: Author,
    first: int = 0,
    most: int | None = None,
) -> Heard:
    """The threads that are wanted and may be shown to `reader`, in the order of the page;
    within a text by where their passage begins, what is lost or about the whole part first."""
    spots = spots_of(session, document, guide)
    standings = standings_of(
        session,
        document.id,
        wanted.state,
        wanted.person,
        reader=reader,
        must_answer=wanted.must_answer,
    )
    spot_of = _placing(spots)
    counts = dict.fromkeys(range(len(spots)), 0)
    for one in standings:
        counts[spot_of(one)] += 1
    here = [
        one for one in standings if wanted.spot is None or spots[spot_of(one)].key == wanted.spot
    ]
    here.sort(key=lambda one: (spot_of(one), one.text_id or 0, one.start or 0, one.id))
    page = here[first:] if most is None else here[first : first + most]
    return Heard(
        discussions=_told(session, [one.id for one in page], spots, reader),
        total=len(here),
        spots=[(spot, counts[index]) for index, spot in enumerate(spots)],
    )


def discussion(
    session: Session, document: DocumentRow, guide: Guide, thread_id: int, reader: Author
) -> Discussion | None:
    """One thread of this document, resolved or not; None for one of another, for a removed one, and
    for one that may not be shown to `reader`."""
    spots = spots_of(session, document, guide)
    rows = threads_by_id(session, [thread_id])
    is_ours = rows and rows[0].document_id == document.id and rows[0].removed_at is None
    if not is_ours or not is_shown(session, thread_id, reader):
        return None
    return _told(session, [thread_id], spots, reader)[0]


def discussions(
    session: Session,
    document: DocumentRow,
    guide: Guide,
    thread_ids: Sequence[int],
    reader: Author,
) -> list[Discussion]:
    """These threads of this document, in this order, with what of them may be shown to `reader`."""
    spots = spots_of(session, document, guide) if thread_ids else []
    return _told(session, thread_ids, spots, reader) if thread_ids else []


def voices(session: Session, document: DocumentRow, reader: Author) -> list[Voice]:
    """Everybody who wrote in a thread of this document that may be shown to `reader` and is still
    known, by name."""
    authors = writers_in(session, document.id, reader)
    hear = _hearing(session, authors)
    found = [voice for voice in map(hear, authors) if voice.name]
    return sorted(found, key=lambda voice: voice.name.casefold())


def _placing(spots: Sequence[Spot]) -> Callable[[Standing], int]:
    """Which spot a thread belongs to, as its number."""
    by_text = {text: index for index, spot in enumerate(spots) for text in spot.text_ids}
    by_question = {
        spot.question_id: index for index, spot in enumerate(spots) if spot.question_id is not None
    }

    def place(one: Standing) -> int:
        if one.question_id is not None:
            return by_question.get(one.question_id, 0)
        return by_text.get(one.text_id, 0) if one.text_id is not None else 0

    return place


def _told(
    session: Session, ids: Sequence[int], spots: Sequence[Spot], reader: Author
) -> list[Discussion]:
    rows = {row.id: row for row in threads_by_id(session, ids)}
    said = comments_of(session, ids, reader)
    comments = [one for several in said.values() for one in several]
    hear = _hearing(
        session,
        [
            *(Author(row.author_id, row.guest_id) for row in rows.values()),
            *(Author(row.author_id, row.guest_id) for row in comments),
            *(Author(row.resolved_by_id) for row in rows.values()),
            *(Author(row.outcome_by_id) for row in rows.values()),
            *(Author(id_) for one in comments for id_ in one.mentions),
        ],
    )
    spot = _placing(spots)
    texts = {row.text_id for row in rows.values() if row.start is not None and row.text_id}
    running = {
        id_: (RunningText(node), node)
        for id_, node in ((id_, read(text)) for id_, text in contents_of(session, texts).items())
    }
    return [
        _discussion(rows[id_], spots[spot(_standing(rows[id_]))], said.get(id_, []), hear, running)
        for id_ in ids
    ]


def _standing(row: ThreadRow) -> Standing:
    return Standing(row.id, row.text_id, row.question_id, None, None)


def _discussion(
    row: ThreadRow,
    spot: Spot,
    said: Sequence[CommentRow],
    hear: Callable[[Author], Voice],
    running: Mapping[int, tuple[RunningText, Node]],
) -> Discussion:
    (text, node), now = running.get(row.text_id or 0, (None, None)), ""
    start = end = None
    if text and node and row.start is not None and row.end is not None:
        start, end = (from_start(place, node.content.size) for place in (row.start, row.end))
        now = text.between(start, end)
    return Discussion(
        id=row.id,
        place=row.place,
        spot=spot,
        remarks=[_remark(one, hear) for one in said],
        began=hear(Author(row.author_id, row.guest_id)),
        at=row.created_at,
        must_answer=row.must_answer,
        resolved_by=hear(Author(row.resolved_by_id)) if row.resolved_at else None,
        resolved_at=row.resolved_at,
        text_id=row.text_id,
        start=start,
        end=end,
        quote=row.quote,
        now=now,
        is_lost=row.is_lost,
        proposal=_proposal(row, hear, node),
    )


def _proposal(
    row: ThreadRow, hear: Callable[[Author], Voice], node: Node | None
) -> Proposal | None:
    if row.proposal is None:
        return None
    kept = proposal_of(row)
    return Proposal(
        old=as_text(kept.was),
        new=as_text(kept.new),
        outcome=row.outcome,
        by=hear(Author(row.outcome_by_id)) if row.outcome else None,
        at=row.outcome_at,
        is_outdated=not row.outcome and (node is None or place(node, kept) is None),
    )


def _remark(row: CommentRow, hear: Callable[[Author], Voice]) -> Remark:
    voice = hear(Author(row.author_id, row.guest_id))
    if row.removed_at is not None:
        return Remark(row.id, voice, row.at, is_removed=True)
    pieces = [
        Piece(one) if isinstance(one, str) else Piece(hear(Author(one)).name, is_mention=True)
        for one in parted(row.body, row.mentions)
    ]
    return Remark(
        row.id,
        voice,
        row.at,
        pieces=[piece for piece in pieces if piece.is_mention or piece.words],
        is_edited=row.edited_at is not None,
    )


def _hearing(session: Session, authors: Sequence[Author]) -> Callable[[Author], Voice]:
    """What turns an author into a voice, the names of all of these looked up at once."""
    users = names_of(session, {one.user_id for one in authors if one.user_id is not None})
    guests = guest_names_of(session, {one.guest_id for one in authors if one.guest_id is not None})

    def hear(author: Author) -> Voice:
        if author.guest_id is not None:
            return Voice(author, guests.get(author.guest_id, ""))
        return Voice(author, users.get(author.user_id or 0, ""))

    return hear
