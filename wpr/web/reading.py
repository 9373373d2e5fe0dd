"""The reading view: the whole document as its readers meet it, before any PDF."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.printing.content import content_of
from wpr.services import snapshotting
from wpr.storage.comment_queries import count_open
from wpr.web import guard
from wpr.web.house import house
from wpr.web.news import news_of
from wpr.web.variants import variants_of
from wpr.web.visit import DocumentVisit

bp = Blueprint("reading", __name__)


@bp.get("/documents/<int:document_id>/reading")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The document as it is now, with the way to its PDF and its file."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    snapshot = snapshotting.take(visit.session, visit.document, guide)
    return render_template(
        "pages/reading.html",
        visit=visit,
        news=news_of(visit),
        variants=variants_of(visit),
        words=guide.words,
        content=content_of(snapshot, guide),
        open_threads=count_open(visit.session, visit.document.id, visit.reader),
        digest=snapshot.digest()[:10],
    )
