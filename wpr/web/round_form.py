"""The form that asks for a review: which version, by when, which parts, and what is said."""

from datetime import date, timedelta
from typing import Final

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: 3.3
    BooleanField,
    DateField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput

from wpr.domain.guide import Guide
from wpr.domain.refusal import Refusal
from wpr.services.requesting import Order
from wpr.storage.version_queries import Listed
from wpr.web.account_fields import refusal_message
from wpr.web.language import long_date
from wpr.web.lazy import lazy as _l
from wpr.web.round_people import Chosen

AS_IT_IS: Final = "now"
_USUAL: Final = timedelta(days=14)
_FIELDS: Final = {
    "round-day": "until",
    "round-note": "note",
    "round-version": "version",
    "round-parts": "parts",
}
"""Which field a refusal is about."""


class RoundForm(FlaskForm):
    """What is asked for; the people are in round_people."""

    until = DateField(_l("Answers by"), validators=[Optional()])
    version = SelectField(_l("Version to read"), validate_choice=False, default=AS_IT_IS)
    parts = SelectMultipleField(
        _l("Which parts"), validate_choice=False, option_widget=CheckboxInput()
    )
    note = TextAreaField(_l("A note to the reviewers"))
    is_blind = BooleanField(
        _l("Nobody sees what the others answer before giving their own verdict")
    )
    newest = HiddenField()

    def offer(self, guide: Guide, versions: list[Listed]) -> None:
        """Give the form what one can choose among."""
        self.version.choices = [
            SelectChoice(AS_IT_IS, _("The document as it is now")),
            *(SelectChoice(str(one.number), _version_words(one)) for one in versions),
        ]
        self.parts.choices = [
            SelectChoice(place, words)
            for group in guide.groups
            for place, words in (
                (group.id, _("%(group)s, all of it", group=group.heading)),
                *((part.id, part.heading) for part in group.parts),
            )
        ]

    def order(self, chosen: Chosen) -> Order:
        """What is asked for, as the service takes it: what can be no day is the first there is."""
        version = self.version.data or AS_IT_IS
        return Order(
            until=self.until.data or date.min,
            people=chosen.wanted(),
            newest=_number(self.newest.data),
            version_name=_("For review"),
            version=None if version == AS_IT_IS else _number(version),
            parts=self.parts.data or [],
            note=(self.note.data or "").replace("\r\n", "\n"),
            is_blind=bool(self.is_blind.data),
        )

    def put_beside(self, refusal: Refusal) -> bool:
        """Say beside its field what was refused; False when it is about none."""
        name = _FIELDS.get(refusal.code)
        if name is not None:
            self[name].errors = [*self[name].errors, refusal_message(refusal)]
        return name is not None


class DayForm(FlaskForm):
    """A new day for a round."""

    until = DateField(_l("Answers by"), validators=[Optional()])


def usual_day(today: date) -> date:
    """The day that is proposed: in two weeks, never on a weekend."""
    day = today + _USUAL
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _version_words(one: Listed) -> str:
    day = long_date(one.at)
    if one.name:
        return _(
            "Version %(number)s, “%(name)s”, %(day)s", number=one.number, name=one.name, day=day
        )
    return _("Version %(number)s, %(day)s", number=one.number, day=day)


def _number(text: str | None) -> int:
    """The number in a field; -1 for what is none, which no version and no round has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
