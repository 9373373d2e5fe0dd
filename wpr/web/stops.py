"""What stops a decision, in words, each with a link to where it is settled."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.services.stopping import Kind, Stop, stops
from wpr.web.house import house
from wpr.web.notice_words import shortened
from wpr.web.round_page import matrix_path, review_path
from wpr.web.visit import DocumentVisit

_LONGEST = 90


class StopShown(NamedTuple):
    """One thing that is open, and where."""

    words: str
    url: str


def stops_shown(visit: DocumentVisit) -> list[StopShown]:
    """What stops this document, for those who steer it; nobody else is told here."""
    if not visit.may(Act.STEER):
        return []
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    found = stops(visit.session, document, guide, visit.user.id)
    return [_shown(one, document.id) for one in found]


def _shown(stop: Stop, document_id: int) -> StopShown:
    what, who = shortened(stop.what, _LONGEST), stop.who or _("A former reviewer")
    match stop.kind:
        case Kind.PART:
            url = url_for("workspace.show", document_id=document_id, _anchor=stop.id)
            return StopShown(_("“%(part)s” is not written to the end", part=what), url)
        case Kind.COMMENT:
            url = url_for("comments.show_one", document_id=document_id, thread_id=int(stop.id))
            return StopShown(_("A comment must be answered: “%(said)s”", said=what), url)
        case Kind.ITEM:
            words = _("%(who)s answers no to “%(item)s”", who=who, item=what)
            return StopShown(words, matrix_path(document_id, stop.round))
        case Kind.VERDICT:
            words = _("%(who)s thinks that it is not ready", who=who)
            return StopShown(words, matrix_path(document_id, stop.round))
        case Kind.UNSEEN:
            words = _("You see what the others answered when you have given your own verdict")
            return StopShown(words, review_path(document_id, stop.round))
