"""Restoring a version: what would change is shown first, then all of it or one place is taken."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.restoration import FACTS
from wpr.services.restoring import Difference, differences, restore
from wpr.web import guard
from wpr.web.flashes import flash_undo
from wpr.web.history import title_of
from wpr.web.house import house, now
from wpr.web.versions import found, listed
from wpr.web.visit import DocumentVisit

bp = Blueprint(
    "restoring", __name__, url_prefix="/documents/<int:document_id>/versions/<int:number>"
)

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that would change, and what it is called; `language` is that of its name, "" for the
    reader's own."""

    id: str
    name: str
    language: str


@bp.get("/restoration")
@guard.document(Act.EDIT)
def form(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """What a version would bring back: all of it, or one place alone."""
    version = found(visit, number)
    guide = house().guides.get(visit.document.guide, visit.document.language)
    return render_template(
        "pages/restoration.html",
        visit=visit,
        version=version,
        title=title_of(listed(version)),
        places=[
            _named(one, guide) for one in differences(visit.session, visit.document, guide, version)
        ],
        comparison=f"/documents/{visit.document.id}/comparison/{number}/now",
    )


@bp.post("/restoration")
@guard.document(Act.EDIT)
def act(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """Restore, with a way back in the message."""
    version = found(visit, number)
    guide = house().guides.get(visit.document.guide, visit.document.language)
    place = request.values.get("place", "")
    undone = request.args.get("undo", "")
    since = found(visit, int(undone)) if _NUMBER.fullmatch(undone) else None
    chosen = [
        one
        for one in differences(visit.session, visit.document, guide, version)
        if one.place == place
    ]
    name = _named(chosen[0], guide).name if chosen else ""
    restored = restore(
        visit.session,
        visit.document,
        guide,
        version,
        visit.user.id,
        now(),
        place=place,
        note=name[:200],
        since=since,
    )
    if restored is None:
        flash(_("The document already says what version %(number)s says.", number=number))
        return redirect(url_for("versions.show", document_id=visit.document.id), 303)
    undo = url_for(
        "restoring.act",
        document_id=visit.document.id,
        number=restored.before.number,
        place=place or None,
        undo=restored.after.number,
    )
    if since:
        said = _("It is undone. What somebody has written since then stands as it is.")
    elif place:
        said = _("“%(place)s” is as in version %(number)s again.", place=name, number=number)
    else:
        said = _(
            "The document is as in version %(number)s again. What it said before is version"
            " %(before)s.",
            number=number,
            before=restored.before.number,
        )
    flash_undo(said, undo)
    return redirect(url_for("workspace.show", document_id=visit.document.id), 303)


def _named(difference: Difference, guide: Guide) -> Place:
    place = difference.place
    slot, _separator, name = place.partition("-")
    headings = {f"part-{part.id}": part.heading for part in guide.parts()}
    headings |= {f"idea-{question.id}": question.question for question in guide.idea}
    headings["unplaced"] = guide.words["unplaced"]
    if place == FACTS:
        return Place(place, _("Title and facts"), "")
    if slot == "question":
        return Place(place, plain(read(difference.question)) or _("A question"), guide.language)
    return Place(place, headings.get(place, name), guide.language)
