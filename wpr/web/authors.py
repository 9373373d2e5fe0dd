"""Authors: who wrote which stretch of a document's texts, for the script that colours them."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.services import crediting
from wpr.storage.people_queries import names_of
from wpr.web import guard
from wpr.web.visit import DocumentVisit

bp = Blueprint("authors", __name__)


@bp.get("/documents/<int:document_id>/authors")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The authors of a document, and the runs of each text at its version.

    A run is [length in the editor's positions, place in the list of authors, seconds since 1970].
    `me` is the reader's own place in that list: what they type is painted before it is asked about.
    """
    written = crediting.written(visit.session, visit.document.id)
    runs = chain.from_iterable(text.runs for text in written.values())
    ids = {run.author_id for run in runs} | {visit.user.id}
    names = names_of(visit.session, {one for one in ids if one is not None})
    places = {user_id: place for place, user_id in enumerate(sorted(names))}
    return {
        "authors": [names[user_id] for user_id in places] + [_("Former colleague")],
        "me": places[visit.user.id],
        "texts": {text_id: _as_json(text, places) for text_id, text in written.items()},
    }


def _as_json(text: crediting.Written, places: Mapping[int, int]) -> dict[str, Any]:
    def place(author_id: int | None) -> int:
        return len(places) if author_id is None else places.get(author_id, len(places))

    runs = [[length, place(author_id), at] for length, author_id, at in text.runs]
    return {"version": text.version, "runs": runs}
