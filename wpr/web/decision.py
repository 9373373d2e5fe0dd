"""The way to a decision: the stage of a document, its moves, and what was decided about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import to_user_timezone
from flask_wtf import FlaskForm
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: 3.3
    DateField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from wpr.domain.access import Act
from wpr.domain.activity import Activity
from wpr.domain.decision import Decision, Door, Outcome
from wpr.domain.refusal import Refusal
from wpr.domain.stage import MOVES, Stage
from wpr.services import deciding, moving
from wpr.storage.documents import DocumentRow
from wpr.storage.people_queries import names_of
from wpr.storage.review_queries import activities_of, decisions_of
from wpr.storage.reviewing import ActivityRow, DecisionRow
from wpr.web import guard
from wpr.web.decided import OUTCOMES, said
from wpr.web.guard import DocumentVisit
from wpr.web.house import house, now
from wpr.web.sentences import refusal_sentence
from wpr.web.typed import one_line

bp = Blueprint("decision", __name__)

_MOVES: Final[Mapping[tuple[Stage, Stage] | Stage, Callable[[], str]]] = {
    Stage.IN_REVIEW: lambda: _("Colleagues are reading it"),
    Stage.CHANGES: lambda: _("Changes are asked for"),
    Stage.READY: lambda: _("Ready for decision"),
    Stage.DECIDED: lambda: _("Decided"),
    Stage.FOLLOWED_UP: lambda: _("It has been followed up"),
    Stage.ASIDE: lambda: _("Lay it aside"),
    Stage.DRAFT: lambda: _("Back to draft"),
    (Stage.READY, Stage.DRAFT): lambda: _("Open the text again"),
    (Stage.ASIDE, Stage.DRAFT): lambda: _("Take it up again"),
}
"""What a move is called: from anywhere, or from one stage."""

_FIELDS: Final = {
    "decided_by": _l("Say who decided."),
    "pilot_until": _l("Say when the pilot ends: a day after the decision."),
    "stop_rule": _l("Say what would stop the pilot before that."),
    "missing": _l("Say what is missing."),
    "reasons": _l("Say why."),
    "undo_cost": _l("Say what it costs to undo."),
    "undo_time": _l("Say how long it takes to undo."),
    "level": _l("Say which level should decide."),
    "decided_on": _l("The meeting cannot be in the future."),
}
"""What is said beside a field that a decision lacks."""


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
    decided_on = DateField(_l("Day of the decision"))
    reasons = TextAreaField(_l("Reasons"))
    conditions = TextAreaField(_l("Conditions"))
    missing = TextAreaField(_l("What is missing"))
    pilot_until = DateField(_l("The pilot ends"), validators=[Optional()])
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


@dataclass(frozen=True, slots=True)
class Move:
    """A stage that the document may go to, and whether the reason has to be told."""

    to: Stage
    words: str
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history: who, when, and what in words; why, if that was said."""

    who: str
    at: Any
    what: str
    why: str


@bp.get("/documents/<int:document_id>/decision")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """Where the document stands, where it can go, and what was decided."""
    return _page(visit, DecisionForm(formdata=None, decided_by=visit.document.decider))


@bp.post("/documents/<int:document_id>/stage")
@guard.document(Act.STEER)
def move(visit: DocumentVisit) -> ResponseReturnValue:
    """Bring the document to another stage."""
    to, why = _stage(request.form.get("to", "")), request.form.get("why", "")
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    name = _words_of_move(Stage(document.stage), to)
    try:
        moving.move(
            visit.session, document, guide, to, visit.user.id, now(), why=why, version_name=name
        )
    except Refusal as refusal:
        if refusal.code not in {"why-missing", "why-long"}:
            raise
        form = DecisionForm(formdata=None, decided_by=document.decider)
        sentence = " ".join(refusal_sentence(refusal))
        return _page(visit, form, wrong=(to, why, sentence)), 422
    flash(f"{name}.", "done")
    return _to_page(document)


@bp.post("/documents/<int:document_id>/decision")
@guard.document(Act.DECIDE)
def decide(visit: DocumentVisit) -> ResponseReturnValue:
    """Record what the meeting decided, once."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    today = to_user_timezone(now()).date()
    try:
        deciding.decide(
            visit.session, document, guide, _decision(form), visit.user.id, now(), today
        )
    except Refusal as refusal:
        fields = refusal.facts.get("fields")
        if not isinstance(fields, list):
            raise
        _put_beside(form, refusal, fields)
        return _page(visit, form), 422
    flash(_("The decision is on record."), "done")
    return _to_page(document)


def _decision(form: DecisionForm) -> Decision:
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


def _put_beside(form: DecisionForm, refusal: Refusal, fields: Sequence[str]) -> None:
    for name in fields:
        if refusal.code == "decision-long":
            words = _("Write at most %(max)d characters.", max=refusal.facts["most"])
        else:
            words = str(_FIELDS[name])
        form[name].errors = [*form[name].errors, words]


def _page(
    visit: DocumentVisit, form: DecisionForm, wrong: tuple[Stage, str, str] | None = None
) -> str:
    document = visit.document
    stage = Stage(document.stage)
    moves = [
        Move(
            to,
            _words_of_move(stage, to),
            moving.needs_reason(visit.session, document, to),
        )
        for to in Stage
        if to in MOVES[stage] and to not in moving.BY_DECISION
    ]
    return render_template(
        "pages/decision.html",
        visit=visit,
        form=form,
        stage=stage.value,
        moves=moves if visit.may(Act.STEER) else [],
        decides=stage is Stage.READY and visit.may(Act.DECIDE),
        wrong=wrong,
        decisions=[_told(row, number) for row, number in decisions_of(visit.session, document.id)],
        history=_history(visit),
    )


def _told(row: DecisionRow, number: int) -> dict[str, Any]:
    outcome = OUTCOMES[Outcome(row.outcome)]()
    return {"outcome": outcome, "said": said(row), "version": number}


def _history(visit: DocumentVisit) -> list[Line]:
    kinds = (Activity.STAGE, Activity.DECISION)
    rows = activities_of(visit.session, visit.document.id, kinds)
    names = names_of(visit.session, {row.user_id for row in rows if row.user_id is not None})
    former = _("Former colleague")
    return [
        Line(names.get(row.user_id or 0, former), row.at, _what(row), row.facts.get("why", ""))
        for row in rows
        if row.facts.get("to") != Stage.DECIDED  # the decision's own line says it
    ]


def _what(row: ActivityRow) -> str:
    if row.kind == Activity.DECISION:
        outcome = OUTCOMES[Outcome(row.facts["outcome"])]()
        return _("Decision: %(outcome)s", outcome=outcome.lower())
    return _words_of_move(Stage(row.facts["from"]), Stage(row.facts["to"]))


def _words_of_move(here: Stage, to: Stage) -> str:
    return (_MOVES.get((here, to)) or _MOVES[to])()


def _stage(text: str) -> Stage:
    try:
        return Stage(text)
    except ValueError:
        abort(400)


def _to_page(document: DocumentRow) -> ResponseReturnValue:
    return redirect(url_for("decision.show", document_id=document.id), 303)
