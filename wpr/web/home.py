"""Home: a person's initiatives, where each one stands, and the one next step for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wpr.domain.progress import Progress
from wpr.services.measuring import read_whole
from wpr.storage.document_queries import (
    Measured,
    MemberName,
    Shelved,
    documents_of,
    measures_of,
    members_by_document,
)
from wpr.storage.documents import DocumentRow
from wpr.storage.round_queries import Asking, open_rounds
from wpr.storage.variant_queries import Variant, variants_by_document
from wpr.web import guard
from wpr.web.house import house
from wpr.web.news import News, news_by_document
from wpr.web.next_steps import onward, task_in
from wpr.web.progress import by_document, standing_of
from wpr.web.round_page import review_path
from wpr.web.visit import Visit

bp = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative on the page: the document, who is in it, how far it is, what is next, and the
    round in which this person is asked to review it."""

    document: DocumentRow
    members: list[MemberName]
    progress: Progress
    news: News | None
    variants: Sequence[Variant]
    next_words: str
    next_url: str
    task: Asking | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the documents, by their ids."""

    members: Mapping[int, list[MemberName]]
    news: Mapping[int, News]
    variants: Mapping[int, Sequence[Variant]]
    rounds: Mapping[int, Sequence[Asking]]


@bp.get("/")
@guard.signed_in
def show(visit: Visit) -> ResponseReturnValue:
    """The initiatives, the last changed first, in a constant number of queries."""
    shelved = documents_of(visit.session, visit.user.id)
    ids = [shelf.document.id for shelf in shelved]
    measures = by_document(measures_of(visit.session, ids, read_whole(*house().guides)))
    beside = Beside(
        members_by_document(visit.session, ids),
        news_by_document(visit, ids),
        variants_by_document(visit.session, ids, visit.user.id),
        open_rounds(visit.session, ids, visit.user.id),
    )
    rows = [_row(shelf, measures[shelf.document.id], beside) for shelf in shelved]
    return render_template(
        "pages/home.html",
        rows=rows,
        tasks=[row for row in rows if row.task],
        review_path=review_path,
    )


def _row(
    shelf: Shelved,
    measured: list[Measured],
    beside: Beside,
) -> Row:
    document = shelf.document
    members = beside.members[document.id]
    guide = house().guides.get(document.guide, document.language)
    progress = standing_of(guide, document, measured, len(members)).progress
    rounds = beside.rounds.get(document.id, ())
    words, url = onward(document, shelf.role, guide, progress, rounds)
    return Row(
        document=document,
        members=members,
        progress=progress,
        news=beside.news.get(document.id),
        variants=beside.variants.get(document.id, ()),
        next_words=words,
        next_url=url,
        task=task_in(rounds),
    )
