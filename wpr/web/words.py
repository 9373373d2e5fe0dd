"""Words: the school's own list, which administrators look after."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField  # type: ignore[attr-defined]  # 3.3
from wtforms.validators import InputRequired, Length

from wpr.coach.context import LANGUAGES
from wpr.domain.refusal import Refusal
from wpr.services import keeping_words
from wpr.storage.coaching_queries import word_list
from wpr.web import guard
from wpr.web.flashes import flash_undo
from wpr.web.house import now
from wpr.web.language import LANGUAGES as NAMES
from wpr.web.lazy import lazy as _l
from wpr.web.sentences import refusal_sentence
from wpr.web.visit import Visit

bp = Blueprint("words", __name__, url_prefix="/words")


class WordForm(FlaskForm):
    """A word, and the language of the documents that it is for."""

    word = StringField(
        _l("Word"), validators=[InputRequired(), Length(max=keeping_words.LONGEST_WORD)]
    )
    language = SelectField(
        _l("Language"), choices=[SelectChoice(language, NAMES[language]) for language in LANGUAGES]
    )


@bp.get("")
@guard.administrator
def show(visit: Visit) -> ResponseReturnValue:
    """The list, with who put what there."""
    return _page(visit, WordForm(formdata=None))


@bp.post("")
@guard.administrator
def add(visit: Visit) -> ResponseReturnValue:
    """Put a word on the list."""
    form = WordForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    try:
        _keep(visit, form.word.data or "", form.language.data)
    except Refusal as refusal:
        form.word.errors = [refusal_sentence(refusal)[1]]
        return _page(visit, form), refusal.status
    return redirect(url_for("words.show"), 303)


@bp.post("/<int:word_id>/removal")
@guard.administrator
def remove(visit: Visit, word_id: int) -> ResponseReturnValue:
    """Take a word off the list, with a way back in the message."""
    row = keeping_words.let_go(visit.session, word_id)
    undo = url_for("words.bring_back", language=row.language, word=row.word)
    flash_undo(_("“%(word)s” is no longer on the school's word list.", word=row.word), undo)
    return redirect(url_for("words.show"), 303)


@bp.post("/<any(sv, en):language>/<path:word>")
@guard.administrator
def bring_back(visit: Visit, language: str, word: str) -> ResponseReturnValue:
    """Undo a removal."""
    _keep(visit, word, language)
    return redirect(url_for("words.show"), 303)


def _keep(visit: Visit, word: str, language: str) -> None:
    row = keeping_words.keep(visit.session, word, language, visit.user.id, now())
    flash(_("“%(word)s” is on the school's word list.", word=row.word), "done")


def _page(visit: Visit, form: WordForm) -> str:
    return render_template("pages/words.html", form=form, words=word_list(visit.session))
