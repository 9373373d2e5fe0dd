"""Comment forms: what is typed on a page, and what it is about."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from wpr.domain.refusal import NotFound
from wpr.services.commenting import About, Said
from wpr.services.pinning import LONGEST_PASSAGE, Passage

_LONGEST_KEY = 40


class SayForm(FlaskForm):
    """Some words, and the key of the form. Their length is the service's to judge."""

    body = TextAreaField(_l("Your comment"))
    key = HiddenField(validators=[Length(max=_LONGEST_KEY)])

    def said(self, *, must_answer: bool = False) -> Said:
        """What was written."""
        return Said(self.body.data or "", self.key.data or "", must_answer)


class StartForm(SayForm):
    """A new thread: on the document, a part (text-12), a question (question-4), or a passage of the
    text `about` names."""

    about = SelectField(_l("What is it about?"), validate_choice=False, default="document")
    must_answer = BooleanField(_l("Must be answered before the decision"))
    version = IntegerField(validators=[Optional()])
    start = IntegerField(validators=[Optional()])
    end = IntegerField(validators=[Optional()])
    quote = StringField(validators=[Length(max=LONGEST_PASSAGE)])

    def place(self) -> About:
        """What it is about. NotFound for what is no place."""
        kind, _, number = (self.about.data or "").partition("-")
        if kind == "document":
            return About()
        id_ = _row_id(number)
        if kind == "question":
            return About(question_id=id_)
        if kind != "text":
            raise NotFound
        version, start, end = self.version.data, self.start.data, self.end.data
        if version is None or start is None or end is None:
            return About(text_id=id_)
        return About(passage=Passage(id_, version, start, end, self.quote.data or ""))


class NeedForm(FlaskForm):
    """Whether a thread must be answered before the decision."""

    must = StringField(validators=[InputRequired()])


def _row_id(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    return int(number)
