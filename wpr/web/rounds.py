"""Rounds of review: asking for one, and following who has been asked, begun and finished."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.domain.school_clock import day_of
from wpr.domain.stage import LOCKED
from wpr.services import requesting, seating
from wpr.services.requesting import FURTHEST
from wpr.storage.document_queries import open_members_of
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import newest_number, round_by_number
from wpr.storage.version_queries import listed_versions
from wpr.web import audit, guard
from wpr.web.account_fields import refusal_message
from wpr.web.flashes import flash_next
from wpr.web.house import house, now
from wpr.web.language import long_date
from wpr.web.round_form import DayForm, RoundForm, usual_day
from wpr.web.round_links import keep_links
from wpr.web.round_mail import mail_links
from wpr.web.round_page import rounds_page
from wpr.web.round_people import Chosen, chosen_in
from wpr.web.visit import DocumentVisit

bp = Blueprint("rounds", __name__)


@bp.get("/documents/<int:document_id>/rounds")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """Every round, with who is asked and how far they have come."""
    return rounds_page(visit)


@bp.get("/documents/<int:document_id>/rounds/new")
@guard.document(Act.STEER)
def form(visit: DocumentVisit) -> ResponseReturnValue:
    """The form that asks for a review; of a locked document there is none."""
    if visit.document.stage in LOCKED:
        return redirect(url_for("rounds.show", document_id=visit.document.id), 303)
    form = RoundForm(formdata=None, until=usual_day(day_of(now())))
    return _page(visit, form, Chosen())


@bp.post("/documents/<int:document_id>/rounds")
@guard.document(Act.STEER)
def ask(visit: DocumentVisit) -> ResponseReturnValue:
    """Ask for a review, and tell those who are asked."""
    form, chosen = RoundForm(), chosen_in(request.form)
    session, document = visit.session, visit.document
    guide = house().guides.get(document.guide, document.language)
    if not form.validate_on_submit():
        return _page(visit, form, chosen), 422
    if "more" in request.form:
        return _page(visit, form, chosen)
    try:
        asked = requesting.ask(session, document, guide, visit.user, form.order(chosen), now())
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        if not form.put_beside(refusal):
            chosen.put_beside(refusal)
        return _page(visit, form, chosen), refusal.status
    seating.tell_asked(session, document, asked.row, asked.people, visit.user.id, now())
    left = mail_links(visit, asked.row, asked.version.number, asked.people)
    keep_links(document.id, left)
    audit.done("review-asked", document=document.id, round=asked.row.number)
    flash_next(
        _("You have asked for a review by %(day)s.", day=long_date(asked.row.until)),
        _("See the version"),
        url_for("versions.read", document_id=document.id, number=asked.version.number),
    )
    return to_rounds(visit, asked.row)


@bp.post("/documents/<int:document_id>/rounds/<int:number>/day")
@guard.document(Act.STEER)
def extend(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """Move the day of a round."""
    row, form = round_of(visit, number), DayForm()
    until = form.until.data if form.validate_on_submit() else None
    try:
        requesting.extend(visit.session, visit.document, row, until or date.min, visit.user, now())
    except Refusal as refusal:
        if refusal.code != "round-day":
            raise
        return rounds_page(visit, wrong_day=(row, refusal_message(refusal))), refusal.status
    flash(_("Answers are awaited by %(day)s now.", day=long_date(row.until)), "done")
    return to_rounds(visit, row)


@bp.post("/documents/<int:document_id>/rounds/<int:number>/closing")
@guard.document(Act.STEER)
def close(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """Close a round."""
    row = round_of(visit, number)
    requesting.close(visit.session, visit.document, row, visit.user, now())
    flash(_("Round %(number)s is closed. What was answered stays.", number=number), "done")
    return to_rounds(visit, row)


def round_of(visit: DocumentVisit, number: int) -> RoundRow:
    """That round of the document, or NotFound."""
    row = round_by_number(visit.session, visit.document.id, number)
    if row is None:
        raise NotFound
    return row


def to_rounds(visit: DocumentVisit, row: RoundRow) -> ResponseReturnValue:
    """To this round on the page with all of them."""
    place = url_for("rounds.show", document_id=visit.document.id, _anchor=f"round-{row.number}")
    return redirect(place, 303)


def _page(visit: DocumentVisit, form: RoundForm, chosen: Chosen) -> str:
    document, today = visit.document, day_of(now())
    guide = house().guides.get(document.guide, document.language)
    form.offer(guide, listed_versions(visit.session, document.id))
    form.newest.data = str(newest_number(visit.session, document.id))
    form.newest.raw_data = None
    return render_template(
        "pages/round_new.html",
        visit=visit,
        form=form,
        chosen=chosen,
        members=open_members_of(visit.session, document.id),
        voices=guide.checklist.voices,
        today=today,
        latest=today + FURTHEST,
        longest=requesting.LONGEST_NOTE,
    )
