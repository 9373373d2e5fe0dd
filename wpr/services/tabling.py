"""Tabling: what the reviewers of a round think, side by side, for those who may see it."""

from sqlalchemy.orm import Session

from wpr.domain.author import Author
from wpr.domain.checklist import Checklist
from wpr.domain.discussion import Discussion, Spot
from wpr.domain.guide import Guide
from wpr.domain.matrix import Cell, Matrix, Opinion, Reviewer, matrix_of
from wpr.domain.verdict import Answer, Verdict
from wpr.services import listening, reviewing
from wpr.services.establishing import found_in
from wpr.services.reading_order import spots_of
from wpr.storage.answer_queries import Judged, verdicts_of
from wpr.storage.documents import DocumentRow
from wpr.storage.matrix_queries import answers_in, threads_in
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import reviewers_of


def may_see(session: Session, row: RoundRow, reader: Author, *, leads: bool) -> bool:
    """Whether `reader` may see what was answered in a round, in whatever shape.

    A blind round that is open shows it to those who steer or decide (`leads`) and to reviewers who
    have given their own verdict, whatever else they may do; any other round to every reader.
    """
    if not reviewing.sees_others(session, row, reader):
        return False
    if leads or not row.is_blind or row.closed_at is not None:
        return True
    asked = reviewers_of(session, [row.id])[row.id]
    return any(
        one.row.user_id == reader.user_id and one.row.removed_at is None
        for one in asked
        if reader.user_id is not None
    )


def table(session: Session, row: RoundRow, guide: Guide) -> Matrix:
    """The matrix of a round, in a handful of queries however many take part. Asks nothing: see
    `may_see`. Those who were let go are not in it."""
    asked = [one for one in reviewers_of(session, [row.id])[row.id] if one.row.removed_at is None]
    verdicts = verdicts_of(session, [one.row.id for one in asked])
    voices = {one.id: one.name for one in guide.checklist.voices}
    reviewers = []
    for one in asked:
        opinions = tuple(map(_opinion, verdicts.get(one.row.id, [])))
        newest, voice = next(iter(opinions), None), voices.get(one.row.voice, "")
        reviewers.append(Reviewer(one.row.id, one.name, voice, one.is_guest, newest, opinions[1:]))
    cells = {
        (one.reviewer, one.item): Cell(Answer(one.answer), one.reason, one.thread, one.quote)
        for one in answers_in(session, row.id)
    }
    items = Checklist.from_list(row.checklist).items
    return matrix_of(items, headings_of(guide), reviewers, cells, found_in(row))


def headings_of(guide: Guide) -> dict[str, str]:
    """What the guide calls its groups and parts, by id, in the order of the document."""
    headings = {}
    for group in guide.groups:
        headings[group.id] = group.heading
        headings |= {part.id: part.heading for part in group.parts}
    return headings


def said_in(
    session: Session, document: DocumentRow, row: RoundRow, guide: Guide, reader: Author
) -> list[tuple[Spot, list[Discussion]]]:
    """The comments of a round, by the place they are about, in the order of the document; of them
    only what may be shown to `reader`."""
    ids = threads_in(session, row)
    talks = listening.discussions(session, document, guide, ids, reader)
    order = [spot.key for spot in spots_of(session, document, guide)] if talks else []
    places: dict[str, tuple[Spot, list[Discussion]]] = {}
    for talk in talks:
        places.setdefault(talk.spot.key, (talk.spot, []))[1].append(talk)
    return [places[key] for key in order if key in places]


def _opinion(judged: Judged) -> Opinion:
    row = judged.row
    return Opinion(Verdict(row.verdict), row.sentence, judged.version, row.at, judged.is_behind)
