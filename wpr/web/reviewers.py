"""Reviewers: the people of one round of review, added, let go, and given a voice."""

from flask import Blueprint, abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.services import reshowing, seating
from wpr.storage.round_queries import Reviewer
from wpr.storage.versions import VersionRow
from wpr.web import audit, guard
from wpr.web.flashes import flash_undo
from wpr.web.house import house, now
from wpr.web.round_links import keep_links
from wpr.web.round_mail import mail_links, mail_new_version
from wpr.web.round_page import rounds_page
from wpr.web.round_people import chosen_in
from wpr.web.rounds import round_of, to_rounds
from wpr.web.row_id import row_id
from wpr.web.visit import DocumentVisit

bp = Blueprint("reviewers", __name__, url_prefix="/documents/<int:document_id>/rounds/<int:number>")


@bp.post("/reviewers")
@guard.document(Act.STEER)
def add(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """Ask more people in a round."""
    row, chosen = round_of(visit, number), chosen_in(request.form)
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    try:
        people = seating.add(
            visit.session, document, guide, row, chosen.wanted(), visit.user, now()
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        if refusal.code == "round-closed":
            raise
        chosen.put_beside(refusal)
        return rounds_page(visit, wrong_people=(row, chosen)), refusal.status
    version = visit.session.get_one(VersionRow, row.version_id)
    keep_links(document.id, mail_links(visit, row, version.number, people))
    audit.done("reviewers-added", document=document.id, round=number, count=len(people))
    flash(_("More people are asked now."), "done")
    return to_rounds(visit, row)


@bp.post("/reviewers/<int:reviewer_id>/removal")
@guard.document(Act.STEER)
def let_go(visit: DocumentVisit, number: int, reviewer_id: int) -> ResponseReturnValue:
    """Ask somebody no longer, with a way back in the message."""
    row = round_of(visit, number)
    who = seating.let_go(visit.session, visit.document, row, reviewer_id, visit.user, now())
    audit.done("reviewer-removed", document=visit.document.id, round=number, reviewer=reviewer_id)
    flash_undo(
        _("%(name)s is no longer asked.", name=name_of(who)),
        url_for(
            "reviewers.bring_back",
            document_id=visit.document.id,
            number=number,
            reviewer_id=reviewer_id,
        ),
    )
    return to_rounds(visit, row)


@bp.post("/reviewers/<int:reviewer_id>/return")
@guard.document(Act.STEER)
def bring_back(visit: DocumentVisit, number: int, reviewer_id: int) -> ResponseReturnValue:
    """Undo letting somebody go."""
    row = round_of(visit, number)
    who = seating.bring_back(visit.session, visit.document, row, reviewer_id, visit.user, now())
    audit.done("reviewer-returned", document=visit.document.id, round=number, reviewer=reviewer_id)
    flash(_("%(name)s is asked again.", name=name_of(who)), "done")
    return to_rounds(visit, row)


@bp.post("/reviewers/voice")
@guard.document(Act.STEER)
def give_voice(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """Have somebody speak with a voice: the button that was pressed names who."""
    row = round_of(visit, number)
    guide = house().guides.get(visit.document.guide, visit.document.language)
    voice = request.form.get("voice", "")
    reviewer_id = request.form.get("reviewer", type=row_id)
    if reviewer_id is None:
        abort(400)
    who = seating.give_voice(visit.session, guide, row, reviewer_id, voice)
    names = {one.id: one.name for one in guide.checklist.voices}
    if voice:
        flash(_("%(name)s: %(voice)s.", name=name_of(who), voice=names[voice].lower()), "done")
    return to_rounds(visit, row)


@bp.post("/reviewers/<int:reviewer_id>/link")
@guard.document(Act.SHARE)
def new_link(visit: DocumentVisit, number: int, reviewer_id: int) -> ResponseReturnValue:
    """A new link for a guest, shown once; the old one stops working."""
    row = round_of(visit, number)
    fresh = seating.new_link(visit.session, visit.document, row, reviewer_id, visit.user)
    keep_links(visit.document.id, [fresh])
    audit.done("reviewer-link-renewed", document=visit.document.id, reviewer=reviewer_id)
    return to_rounds(visit, row)


@bp.post("/reviewers/<int:reviewer_id>/version")
@guard.document(Act.SHARE)
def show_new(visit: DocumentVisit, number: int, reviewer_id: int) -> ResponseReturnValue:
    """Let a guest whose verdict is about an older text read it as it is now, frozen."""
    row, document = round_of(visit, number), visit.document
    guide = house().guides.get(document.guide, document.language)
    shown = reshowing.show_new(
        visit.session, document, guide, row, reviewer_id, visit.user, _("For review"), now()
    )
    facts = {"name": name_of(shown.reviewer), "number": shown.version.number}
    if not shown.is_new:
        flash(_("%(name)s can read version %(number)d already.", **facts), "done")
        return to_rounds(visit, row)
    audit.done("reviewer-shown", document=document.id, round=number, reviewer=reviewer_id)
    if mail_new_version(visit, shown):
        flash(_("%(name)s can read version %(number)d now, and is told by mail.", **facts), "done")
    else:
        flash(
            _(
                "%(name)s can read version %(number)d now, by the link they have. Tell them:"
                " no mail is sent.",
                **facts,
            ),
            "done",
        )
    return to_rounds(visit, row)


def name_of(who: Reviewer) -> str:
    """What a reviewer is called, also when that was erased."""
    if who.name:
        return who.name
    return _("Former guest") if who.is_guest else _("Former colleague")
