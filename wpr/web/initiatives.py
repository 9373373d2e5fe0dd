"""Initiatives: a new one from five questions; putting one away, and taking it out again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from wpr.domain.access import Act
from wpr.domain.guide import Guide
from wpr.services import drafting
from wpr.web import guard
from wpr.web.flashes import flash_next, flash_undo
from wpr.web.house import house, now
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit, Visit

bp = Blueprint("initiatives", __name__)

_LONGEST_ANSWER = 2000


def _form_for(guide: Guide) -> type[FlaskForm]:
    """A form with the guide's idea questions as its fields, in their order.

    A question may have any id, so the form knows its field by `_answer_field` of it: "meta" and
    "data" are things of the form's own.
    """

    class IdeaForm(FlaskForm):
        title = StringField(
            _l("What do you call the idea?"),
            filters=[one_line],
            validators=[
                DataRequired(_l("Give the idea a name, so that you find it again.")),
                Length(max=200, message=_l("Write at most %(max)d characters.")),
            ],
        )

    for question in guide.idea:
        setattr(
            IdeaForm,
            _answer_field(question.id),
            TextAreaField(
                question.question,
                name=question.id,
                validators=[
                    Length(max=_LONGEST_ANSWER, message=_l("Write at most %(max)d characters."))
                ],
            ),
        )
    return IdeaForm


@bp.get("/new")
@guard.signed_in
def form(_: Visit) -> ResponseReturnValue:
    """The five questions."""
    guide = _chosen_guide()
    return _page(guide, _form_for(guide)())


@bp.post("/new")
@guard.signed_in
def start(visit: Visit) -> ResponseReturnValue:
    """A document drafted from the answers; with ?instead only the questions in another language or
    of another guide, and what is written so far."""
    guide = _chosen_guide()
    form = _form_for(guide)()
    if "instead" in request.args:
        return _page(guide, form)
    if not form.validate_on_submit():
        return _page(guide, form), 422
    answers = {one.id: form[_answer_field(one.id)].data or "" for one in guide.idea}
    idea = drafting.Idea(form.title.data, answers)
    document = drafting.start(visit.session, guide, visit.user.id, idea, now())
    flash_next(
        _("Your first draft is here."),
        _("Choose the questions that fit"),
        url_for("bank.show", document_id=document.id),
    )
    return redirect(url_for("workspace.show", document_id=document.id), 303)


@bp.post("/documents/<int:document_id>/removal")
@guard.document(Act.REMOVE)
def put_away(visit: DocumentVisit) -> ResponseReturnValue:
    """Take a document off everybody's pages, with a way back in the message."""
    drafting.put_away(visit.session, visit.document, now())
    flash_undo(
        _("“%(title)s” is removed for everybody.", title=visit.document.title),
        url_for("initiatives.take_out", document_id=visit.document.id),
    )
    return redirect(url_for("home.show"), 303)


@bp.post("/documents/<int:document_id>/return")
@guard.document(Act.REMOVE, removed=True)
def take_out(visit: DocumentVisit) -> ResponseReturnValue:
    """Undo a removal."""
    drafting.take_out(visit.session, visit.document, now())
    flash(_("“%(title)s” is back.", title=visit.document.title), "done")
    return redirect(url_for("home.show"), 303)


def _chosen_guide() -> Guide:
    """The guide and the language asked for; else the first there is, in the reader's language."""
    language = request.args.get("language") or str(get_locale())
    offered = house().guides.offered(language)
    wanted = request.args.get("guide")
    return next((guide for guide in offered if guide.id == wanted), offered[0])


def _answer_field(question_id: str) -> str:
    """What the form calls the answer to an idea question."""
    return f"answer-{question_id}"


def _page(guide: Guide, form: Any) -> str:
    return render_template(
        "pages/new.html",
        guide=guide,
        form=form,
        others=[other for other in house().guides.offered(guide.language) if other != guide],
        written_in=house().guides.languages(guide.id),
    )
