"""Questions of a document: asking one more, changing the order, taking one out and back."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from wpr.domain.access import Act
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Unknown
from wpr.services import asking
from wpr.web import guard
from wpr.web.flashes import flash_undo
from wpr.web.house import house, now
from wpr.web.typed import one_line
from wpr.web.visit import DocumentVisit

bp = Blueprint("questions", __name__, url_prefix="/documents/<int:document_id>/questions")


class AskForm(FlaskForm):
    """A question for one of the groups; the wording may come later."""

    group = StringField(validators=[InputRequired(), Length(max=40)])
    wording = StringField(filters=[one_line], validators=[Length(max=500)])


class MoveForm(FlaskForm):
    """How far to move a question, down or (negative) up."""

    by = IntegerField(validators=[InputRequired(), NumberRange(-500, 500)])


class UnknownForm(FlaskForm):
    """Who answers, and the day, which may be left out."""

    role = StringField()
    until = DateField(validators=[Optional()])


@bp.post("")
@guard.document(Act.EDIT)
def ask(visit: DocumentVisit) -> ResponseReturnValue:
    """Add a question at the end of a group."""
    form = AskForm()
    if not form.validate_on_submit():
        flash(_("The question could not be added: write at most 500 characters."), "stop")
        return _back(visit)
    guide = house().guides.get(visit.document.guide, visit.document.language)
    question = asking.ask(
        visit.session,
        visit.document,
        guide,
        form.group.data or "",
        form.wording.data or "",
        now(),
        by_id=visit.user.id,
    )
    return _back(visit, question.id)


@bp.post("/<int:question_id>/position")
@guard.document(Act.EDIT)
def move(visit: DocumentVisit, question_id: int) -> ResponseReturnValue:
    """Move a question within its group."""
    form = MoveForm()
    if form.validate_on_submit():
        asking.move(visit.session, visit.document, question_id, form.by.data or 0, now())
    return _back(visit, question_id)


@bp.post("/<int:question_id>/unknown")
@guard.document(Act.EDIT)
def mark_unknown(visit: DocumentVisit, question_id: int) -> ResponseReturnValue:
    """Say who answers a question that nobody can answer yet, and by when."""
    form = UnknownForm()
    if not form.validate_on_submit():
        raise Refusal("date-unfit", least=2000, most=2100)
    unknown = Unknown(form.role.data or "", form.until.data)
    asking.mark_unknown(visit.session, visit.document, question_id, unknown, now())
    return _back(visit, question_id)


@bp.post("/<int:question_id>/known")
@guard.document(Act.EDIT)
def mark_known(visit: DocumentVisit, question_id: int) -> ResponseReturnValue:
    """Undo `mark_unknown`."""
    asking.mark_known(visit.session, visit.document, question_id, now())
    return _back(visit, question_id)


@bp.post("/<int:question_id>/removal")
@guard.document(Act.EDIT)
def remove(visit: DocumentVisit, question_id: int) -> ResponseReturnValue:
    """Take a question out, with a way back in the message."""
    neighbour = asking.remove(visit.session, visit.document, question_id, now())
    undo = url_for("questions.bring_back", document_id=visit.document.id, question_id=question_id)
    flash_undo(_("The question and its answer are removed."), undo)
    return _back(visit, neighbour.id if neighbour else None)


@bp.post("/<int:question_id>/return")
@guard.document(Act.EDIT)
def bring_back(visit: DocumentVisit, question_id: int) -> ResponseReturnValue:
    """Undo a removal."""
    asking.bring_back(visit.session, visit.document, question_id, now())
    return _back(visit, question_id)


def _back(visit: DocumentVisit, question_id: int | None = None) -> ResponseReturnValue:
    anchor = f"question-{question_id}" if question_id else None
    return redirect(url_for("workspace.show", document_id=visit.document.id, _anchor=anchor), 303)
