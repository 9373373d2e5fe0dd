"""Home: a person's initiatives, where each one stands, and the one next step for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act, allows
from wpr.domain.progress import Progress
from wpr.domain.stage import Stage
from wpr.storage.document_queries import (
    Measured,
    MemberName,
    Shelved,
    documents_of,
    measures_of,
    members_by_document,
)
from wpr.storage.documents import DocumentRow
from wpr.storage.variant_queries import Variant, variants_by_document
from wpr.web import guard
from wpr.web.guard import Visit
from wpr.web.house import house
from wpr.web.news import News, news_by_document
from wpr.web.progress import by_document, read_whole, standing_of, step_url, step_words

bp = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative on the page: the document, who is in it, how far it is, and what is next."""

    document: DocumentRow
    members: list[MemberName]
    progress: Progress
    news: News | None
    variants: Sequence[Variant]
    next_words: str
    next_url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the documents, by their ids."""

    members: Mapping[int, list[MemberName]]
    news: Mapping[int, News]
    variants: Mapping[int, Sequence[Variant]]


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
    )
    rows = [_row(shelf, measures[shelf.document.id], beside) for shelf in shelved]
    return render_template("pages/home.html", rows=rows)


def _row(
    shelf: Shelved,
    measured: list[Measured],
    beside: Beside,
) -> Row:
    document = shelf.document
    members = beside.members[document.id]
    guide = house().guides.get(document.guide, document.language)
    progress = standing_of(guide, document, measured, len(members)).progress
    if allows(shelf.role, Act.EDIT, Stage(document.stage)):
        words, url = step_words(progress.next, guide), step_url(progress.next, document.id)
    else:
        words, url = _("Read"), url_for("reading.show", document_id=document.id)
    return Row(
        document=document,
        members=members,
        progress=progress,
        news=beside.news.get(document.id),
        variants=beside.variants.get(document.id, ()),
        next_words=words,
        next_url=url,
    )
