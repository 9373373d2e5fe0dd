"""The overview: where a document stands, what stops a review, what waits, what to write next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.domain.guide import Guide, PartGuide
from wpr.domain.progress import missing
from wpr.services.measuring import read_whole
from wpr.storage.document_queries import asked_of, measures_of, members_of
from wpr.storage.round_queries import Asking, open_rounds
from wpr.web import guard
from wpr.web.house import house
from wpr.web.next_steps import Onward, onward
from wpr.web.progress import (
    Standing,
    lack_words,
    standing_of,
)
from wpr.web.visit import DocumentVisit
from wpr.web.waiting import Waiting, waiting_of

bp = Blueprint("overview", __name__)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows: the standing, the parts that stop a review, the order to write in,
    the questions that wait for an answer, what this person does next, and the rounds of review."""

    guide: Guide
    standing: Standing
    missing: Sequence[tuple[PartGuide, Sequence[str]]]
    order: Sequence[PartGuide]
    waiting: Sequence[Waiting]
    onward: Onward
    rounds: Sequence[Asking]


@bp.get("/documents/<int:document_id>/overview")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """Where the document stands."""
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    measured = measures_of(visit.session, [document.id], read_whole(guide))
    people = len(members_of(visit.session, document.id))
    standing = standing_of(guide, document, measured, people)
    rounds = open_rounds(visit.session, [document.id], visit.user.id).get(document.id, [])
    overview = Overview(
        guide=guide,
        standing=standing,
        missing=list(_missing(guide, standing)),
        order=guide.writing_order(),
        waiting=waiting_of(asked_of(visit.session, document.id), guide),
        onward=onward(document, visit.role, guide, standing.progress, rounds),
        rounds=rounds,
    )
    return render_template("pages/overview.html", visit=visit, overview=overview)


def _missing(guide: Guide, standing: Standing) -> Iterator[tuple[PartGuide, Sequence[str]]]:
    """The required parts that stop a review, each with what it lacks, in words."""
    for part, lacks in missing(guide, standing.progress):
        yield part, [lack_words(lack, part) for lack in lacks]
