"""Dismissals: advice that a document does not want, and words that go on the school's list."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from wpr.domain.access import Act
from wpr.services import dismissing, keeping_words
from wpr.web import guard
from wpr.web.flashes import flash_undo
from wpr.web.house import now
from wpr.web.visit import DocumentVisit

bp = Blueprint("dismissals", __name__, url_prefix="/documents/<int:document_id>")


class DismissForm(FlaskForm):
    """Which advice: the rule that gives it, and the key of its words."""

    rule = StringField(validators=[InputRequired(), Length(max=40)])
    key = StringField(validators=[Length(max=120)])


class KeepForm(FlaskForm):
    """The words to keep."""

    word = StringField(validators=[InputRequired(), Length(max=keeping_words.LONGEST_WORD)])


@bp.post("/dismissals")
@guard.document(Act.EDIT)
def dismiss(visit: DocumentVisit) -> ResponseReturnValue:
    """No more of this advice in the document."""
    form = DismissForm()
    if not form.validate_on_submit():
        return _not_done()
    row = dismissing.dismiss(
        visit.session,
        visit.document,
        form.rule.data or "",
        form.key.data or "",
        visit.user.id,
        now(),
    )
    undo = url_for("dismissals.bring_back", document_id=visit.document.id, dismissal_id=row.id)
    return _done(visit, _("The advice is not given in this document any more."), undo)


@bp.post("/dismissals/<int:dismissal_id>/removal")
@guard.document(Act.EDIT)
def bring_back(visit: DocumentVisit, dismissal_id: int) -> ResponseReturnValue:
    """Undo a dismissal."""
    dismissing.bring_back(visit.session, visit.document, dismissal_id, now())
    return _done(visit, _("The advice is given again."))


@bp.post("/words")
@guard.document(Act.EDIT)
def keep_word(visit: DocumentVisit) -> ResponseReturnValue:
    """Put words on the school's list, in the document's language."""
    form = KeepForm()
    if not form.validate_on_submit():
        return _not_done()
    language = visit.document.language
    row = keeping_words.keep(visit.session, form.word.data or "", language, visit.user.id, now())
    undo = url_for("dismissals.let_go", document_id=visit.document.id, word_id=row.id)
    said = _("“%(word)s” is on the school's word list.", word=row.word)
    return _done(visit, said, undo if row.added_by == visit.user.id else "")


@bp.post("/words/<int:word_id>/removal")
@guard.document(Act.EDIT)
def let_go(visit: DocumentVisit, word_id: int) -> ResponseReturnValue:
    """Take a word off the list again that one has put there oneself."""
    row = keeping_words.let_go(visit.session, word_id, by=visit.user.id)
    return _done(visit, _("“%(word)s” is no longer on the school's word list.", word=row.word))


def _done(visit: DocumentVisit, said: str, undo: str = "") -> ResponseReturnValue:
    """What was done, for a script or as a message on the list."""
    if guard.wants_json():
        return {"said": said, "undo": undo}
    if undo:
        flash_undo(said, undo)
    else:
        flash(said, "done")
    return redirect(url_for("advice.show", document_id=visit.document.id), 303)


def _not_done() -> ResponseReturnValue:
    return {"error": "malformed"}, 422
