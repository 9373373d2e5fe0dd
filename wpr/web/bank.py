"""The question bank: what the initiative touches, the questions that fit, and how they stand."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import StringField

from wpr.domain.access import Act
from wpr.domain.bank import Bank
from wpr.domain.refusal import Refusal
from wpr.services import choosing
from wpr.web import guard
from wpr.web.bank_page import VIEWS, page_of
from wpr.web.flashes import flash_undo
from wpr.web.house import house, now
from wpr.web.sentences import refusal_sentence
from wpr.web.visit import DocumentVisit

bp = Blueprint("bank", __name__, url_prefix="/documents/<int:document_id>/bank")


class ReasonForm(FlaskForm):
    """Why a question is not relevant."""

    reason = StringField()


@bp.get("")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The bank for this document; those who may not edit see how it stands."""
    return _rendered(visit)


@bp.post("/touches")
@guard.document(Act.EDIT)
def touch(visit: DocumentVisit) -> ResponseReturnValue:
    """Keep what the initiative touches."""
    choosing.touch(
        visit.session, visit.document, _bank(visit), request.form.getlist("touches"), now()
    )
    count = len(page_of(visit, _view()).coverage.offered())
    flash(ngettext("%(num)d question fits.", "%(num)d questions fit.", count), "done")
    return _back(visit)


@bp.post("/questions/<key>")
@guard.document(Act.EDIT)
def insert(visit: DocumentVisit, key: str) -> ResponseReturnValue:
    """Take one question in."""
    choosing.insert(visit.session, visit.document, _bank(visit), [key], now(), by_id=visit.user.id)
    return _back(visit, key)


@bp.post("/packs/<pack_id>")
@guard.document(Act.EDIT)
def insert_pack(visit: DocumentVisit, pack_id: str) -> ResponseReturnValue:
    """Take a whole pack in, with a way back in the message."""
    came = choosing.insert_pack(
        visit.session, visit.document, _bank(visit), pack_id, now(), by_id=visit.user.id
    )
    words = ngettext(
        "%(num)d question is in the document now.",
        "%(num)d questions are in the document now.",
        len(came),
    )
    if came:
        questions = [row.id for row in came]
        undo = url_for("bank.take_out", document_id=visit.document.id, question=questions)
        flash_undo(words, undo)
    else:
        flash(_("All questions of the pack were in the document already."), "info")
    return _back(visit)


@bp.post("/removal")
@guard.document(Act.EDIT)
def take_out(visit: DocumentVisit) -> ResponseReturnValue:
    """Take out the questions in the address that nobody has begun to answer."""
    wanted = request.args.getlist("question", type=int)
    count = choosing.take_out(visit.session, visit.document, wanted, now())
    kept = len(set(wanted)) - count
    words = ngettext("%(num)d question is out again.", "%(num)d questions are out again.", count)
    if kept:
        words += " " + _("What somebody has begun to answer is still there.")
    flash(words, "done")
    return _back(visit, request.form.get("key"))


@bp.post("/questions/<key>/set-aside")
@guard.document(Act.EDIT)
def set_aside(visit: DocumentVisit, key: str) -> ResponseReturnValue:
    """Mark a question as not relevant, with the reason."""
    form = ReasonForm()
    reason = form.reason.data or ""
    try:
        choosing.set_aside(visit.session, visit.document, _bank(visit), key, reason, now())
    except Refusal as refusal:
        if refusal.status != 422:
            raise
        fault = refusal_sentence(refusal)[1]
        return _rendered(visit, {"key": key, "reason": reason, "fault": fault}), 422
    return _back(visit, key)


@bp.post("/questions/<key>/return")
@guard.document(Act.EDIT)
def take_back(visit: DocumentVisit, key: str) -> ResponseReturnValue:
    """Undo `set_aside`."""
    choosing.take_back(visit.session, visit.document, _bank(visit), key, now())
    return _back(visit, key)


def _rendered(visit: DocumentVisit, refused: dict[str, str] | None = None) -> str:
    page = page_of(visit, _view())
    return render_template("pages/bank.html", visit=visit, page=page, refused=refused or {})


def _bank(visit: DocumentVisit) -> Bank:
    return house().guides.get(visit.document.guide, visit.document.language).bank


def _view() -> str:
    view = request.values.get("show", VIEWS[0])
    return view if view in VIEWS else abort(404)


def _back(visit: DocumentVisit, key: str | None = None) -> ResponseReturnValue:
    view = _view()
    where = url_for(
        "bank.show",
        document_id=visit.document.id,
        show=None if view == VIEWS[0] else view,
        _anchor=f"q-{key}" if key else None,
    )
    return redirect(where, 303)
