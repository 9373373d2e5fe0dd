"""The way to a decision: the stage of a document, its moves, and what was decided about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from wpr.domain.access import Act
from wpr.domain.activity import Activity
from wpr.domain.decision import Outcome
from wpr.domain.refusal import Refusal
from wpr.domain.stage import MOVES, Stage, leads_to
from wpr.services import deciding, moving
from wpr.storage.documents import DocumentRow
from wpr.storage.people_queries import names_of
from wpr.storage.review_queries import activities_of, decisions_of
from wpr.storage.reviewing import ActivityRow, DecisionRow
from wpr.storage.round_queries import newest_number
from wpr.web import guard
from wpr.web.decided import OUTCOMES, said
from wpr.web.decision_form import DecisionForm, decision_in, put_beside, say_what_else_lacks
from wpr.web.house import house, now
from wpr.web.sentences import refusal_sentence
from wpr.web.stops import StopShown, stops_shown
from wpr.web.visit import DocumentVisit

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


@dataclass(frozen=True, slots=True)
class Move:
    """A stage that the document may go to, whether the reason has to be told, and what is open."""

    to: Stage
    words: str
    needs_reason: bool
    stops: Sequence[StopShown]


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
        say_what_else_lacks(form)
        return _page(visit, form), 422
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    today = to_user_timezone(now()).date()
    try:
        deciding.decide(
            visit.session, document, guide, decision_in(form), visit.user.id, now(), today
        )
    except Refusal as refusal:
        fields = refusal.facts.get("fields")
        if not isinstance(fields, list):
            raise
        put_beside(form, refusal, fields)
        return _page(visit, form), 422
    flash(_("The decision is on record."), "done")
    return _to_page(document)


def _page(
    visit: DocumentVisit, form: DecisionForm, wrong: tuple[Stage, str, str] | None = None
) -> str:
    document = visit.document
    stage = Stage(document.stage)
    open_ones = stops_shown(visit) if leads_to(stage, Stage.READY) else []
    moves = [
        Move(
            to,
            _words_of_move(stage, to),
            moving.needs_reason(stage, to, is_open=bool(open_ones)),
            open_ones if to is Stage.READY else [],
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
        newest_round=newest_number(visit.session, document.id),
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
