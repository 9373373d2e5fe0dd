"""News: what has changed in a document since a person read it last, and remembering that they do.

A page that shows a document posts here when it has been looked at for a while.
"""

from dataclasses import dataclass

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.access import Act
from wpr.services.comparing import compare
from wpr.services.reading_on import SOON, last_read, read_now
from wpr.services.snapshotting import take_whole
from wpr.services.versioning import snapshot_of
from wpr.storage.version_queries import LastRead, last_readings
from wpr.web import guard
from wpr.web.house import house, now
from wpr.web.language import when
from wpr.web.visit import DocumentVisit, Visit

bp = Blueprint("news", __name__)


@dataclass(frozen=True, slots=True)
class News:
    """A sentence about what is new, and the address of the comparison that shows it."""

    words: str
    url: str


@bp.post("/documents/<int:document_id>/seen")
@guard.document(Act.READ)
def see(visit: DocumentVisit) -> ResponseReturnValue:
    """Remember that this person has seen the document as it is now."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    read_now(visit.session, visit.document, guide, visit.user.id, now())
    return "", 204


def news_of(visit: DocumentVisit) -> News | None:
    """How many changes there are since this person read it; None when they have seen it all, or
    have never read it."""
    document = visit.document
    last = _last_readings(visit, [document.id]).get(document.id)
    if last is None or not last.is_behind:
        return None
    version = last_read(visit.session, document.id, visit.user.id)
    guide = house().guides.get(document.guide, document.language)
    whole = take_whole(visit.session, document, guide)
    rows = (version.questions, whole.questions)
    many = compare(snapshot_of(version), whole.snapshot, guide, rows).changes
    words = ngettext(
        "%(num)d change since you last read it (%(when)s)",
        "%(num)d changes since you last read it (%(when)s)",
        many,
        when=when(last.at),
    )
    return News(words, _comparison(document.id, last)) if many else None


def news_by_document(visit: Visit, document_ids: list[int]) -> dict[int, News]:
    """The documents that have changed since this person read them, in one query."""
    return {
        document_id: News(
            _("Changed since you last read it (%(when)s)", when=when(last.at)),
            _comparison(document_id, last),
        )
        for document_id, last in _last_readings(visit, document_ids).items()
        if last.is_behind
    }


def _last_readings(visit: Visit, document_ids: list[int]) -> dict[int, LastRead]:
    return last_readings(visit.session, visit.user.id, document_ids, now() - SOON)


def _comparison(document_id: int, last: LastRead) -> str:
    return f"{url_for('workspace.show', document_id=document_id)}/comparison/{last.number}/now"
