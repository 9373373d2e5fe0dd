"""The form for a decision: what the meeting decided, and what is said beside a field that lacks."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: 3.3
    DateField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from wpr.domain.decision import Decision, Door, Outcome, lacks, pertinent
from wpr.domain.refusal import Refusal
from wpr.web.typed import one_line

_FIELDS: Final = {
    "decided_by": _l("Say who decided."),
    "authority": _l("Say on what authority: a delegation, a law, a job description."),
    "pilot_until": _l("Say when the pilot ends: a day after the decision."),
    "stop_rule": _l("Say what would stop the pilot before that."),
    "missing": _l("Say what is missing."),
    "reasons": _l("Say why."),
    "undo_cost": _l("Say what it costs to undo."),
    "undo_time": _l("Say how long it takes to undo."),
    "level": _l("Say which level should decide."),
    "decided_on": _l("Write the day of the meeting: today or earlier."),
}
"""What is said beside a field that a decision lacks."""


class Day(DateField):
    """A day; what is none is refused in words that say how to write one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, by hand or by the browser's calendar."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Write a day like this: 2027-08-17.")) from error


class DecisionForm(FlaskForm):
    """What the meeting decided."""

    outcome = RadioField(
        _l("What was decided?"),
        choices=[
            SelectChoice(Outcome.YES.value, _l("Yes")),
            SelectChoice(Outcome.PILOT.value, _l("Yes, as a pilot with an end")),
            SelectChoice(Outcome.SENT_BACK.value, _l("Sent back: something is missing")),
            SelectChoice(Outcome.POSTPONED.value, _l("Postponed to another meeting")),
            SelectChoice(Outcome.NO.value, _l("No")),
        ],
    )
    decided_by = StringField(_l("Who decided"), filters=[one_line])
    authority = StringField(_l("On what authority"), filters=[one_line])
    decided_on = Day(_l("Day of the decision"))
    reasons = TextAreaField(_l("Reasons"))
    conditions = TextAreaField(_l("Conditions"))
    missing = TextAreaField(_l("What is missing"))
    pilot_until = Day(_l("The pilot ends"), validators=[Optional()])
    stop_rule = TextAreaField(_l("What would stop the pilot earlier"))
    door = RadioField(
        _l("Can it be undone?"),
        choices=[
            SelectChoice(Door.TWO_WAY.value, _l("Easily: a door that opens both ways")),
            SelectChoice(Door.ONE_WAY.value, _l("Hardly: a door that opens one way")),
        ],
        validators=[Optional()],
    )
    undo_cost = StringField(_l("What it costs to undo"), filters=[one_line])
    undo_time = StringField(_l("How long it takes to undo"), filters=[one_line])
    level = StringField(_l("Which level should decide"), filters=[one_line])


def decision_in(form: DecisionForm) -> Decision:
    """The decision that a valid form describes."""
    return Decision(
        outcome=Outcome(form.outcome.data),
        decided_by=form.decided_by.data or "",
        decided_on=form.decided_on.data or date.max,
        authority=form.authority.data or "",
        reasons=form.reasons.data or "",
        conditions=form.conditions.data or "",
        missing=form.missing.data or "",
        pilot_until=form.pilot_until.data,
        stop_rule=form.stop_rule.data or "",
        door=Door(form.door.data) if form.door.data in set(Door) else None,
        undo_cost=form.undo_cost.data or "",
        undo_time=form.undo_time.data or "",
        level=form.level.data or "",
    )


def say_what_else_lacks(form: DecisionForm) -> None:
    """Say all that an invalid form still lacks at once, so that nobody sends it in twice."""
    if form.outcome.data not in set(Outcome):
        return
    decision = pertinent(decision_in(form))
    lacking = [name for name in lacks(decision) if not form[name].errors]
    if form.decided_on.errors and decision.pilot_until is not None:
        lacking = [name for name in lacking if name != "pilot_until"]
    put_beside(form, Refusal("decision-lacks"), lacking)


def put_beside(form: DecisionForm, refusal: Refusal, fields: Sequence[str]) -> None:
    """Say beside these fields what a refusal asks of them."""
    for name in fields:
        if refusal.code == "decision-long":
            words = _("Write at most %(max)d characters.", max=refusal.facts["most"])
        else:
            words = str(_FIELDS[name])
        form[name].errors = [*form[name].errors, words]
