"""Comments: the list of a document's threads, one by itself, and where they stand in the texts."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.domain.discussion import State
from wpr.domain.refusal import NotFound
from wpr.services import listening
from wpr.storage.comment_queries import standings_of, text_versions_of
from wpr.web import guard
from wpr.web.comment_pages import as_json, guide_of, hear, list_page, thread_page
from wpr.web.visit import DocumentVisit

bp = Blueprint("comments", __name__, url_prefix="/documents/<int:document_id>/comments")


@bp.get("")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The threads in reading order: a page, or JSON for the margin of the workspace."""
    if not guard.wants_json():
        return list_page(visit)
    _chosen, heard = hear(visit)
    return {
        "total": heard.total,
        "items": as_json(visit, heard.discussions),
        "spots": [
            {"key": spot.key, "label": spot.label, "number": number} for spot, number in heard.spots
        ],
    }


@bp.get("/<int:thread_id>")
@guard.document(Act.READ)
def show_one(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """One thread, resolved or not: a page, or JSON for the margin."""
    talk = listening.discussion(
        visit.session, visit.document, guide_of(visit), thread_id, visit.reader
    )
    if talk is None:
        raise NotFound
    return as_json(visit, [talk])[0] if guard.wants_json() else thread_page(visit, talk)


@bp.get("/marks")
@guard.document(Act.READ)
def marks(visit: DocumentVisit) -> ResponseReturnValue:
    """Where open threads stand: [thread, start, end] for each text, at the version it has now."""
    standings = standings_of(
        visit.session, visit.document.id, State.OPEN, reader=visit.reader, passages_only=True
    )
    versions = text_versions_of(visit.session, visit.document.id)
    places: dict[int, list[tuple[int, int | None, int | None]]] = {id_: [] for id_ in versions}
    for one in standings:
        if one.text_id in places:
            places[one.text_id].append((one.id, one.start, one.end))
    return {
        "texts": {
            id_: {"version": version, "marks": places[id_]} for id_, version in versions.items()
        }
    }
