"""Texts: the steps of live typing, and the plain form that works without scripts."""

from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired

from wpr.domain.access import Act
from wpr.domain.refusal import Refusal
from wpr.prose import markdown
from wpr.prose.schema import read
from wpr.services import editing
from wpr.web import guard
from wpr.web.guard import TextVisit
from wpr.web.house import now

bp = Blueprint("texts", __name__)

_MOST_STEPS: Final = 500
_LONGEST_CLIENT: Final = 40


@bp.post("/texts/<int:text_id>/steps")
@guard.text(Act.EDIT)
def submit(visit: TextVisit) -> ResponseReturnValue:
    """Take steps. 200 with the new version, or 409 with the steps the sender has not seen."""
    batch = _batch(request.get_json())
    known = editing.submit(visit.session, visit.document, visit.text, visit.user.id, batch, now())
    if known is None:
        return {"version": visit.text.version}
    return _as_json(known), 409


@bp.get("/texts/<int:text_id>/steps")
@guard.text(Act.READ)
def since(visit: TextVisit) -> ResponseReturnValue:
    """The steps after `since`, for a page that has missed some."""
    version = request.args.get("since", type=int)
    if version is None:
        abort(400)
    return _as_json(editing.since(visit.session, visit.text, version))


class TextForm(FlaskForm):
    """A whole text as Markdown, and the version it was read at."""

    version = IntegerField(validators=[InputRequired()])
    source = TextAreaField()


@bp.get("/texts/<int:text_id>/form")
@guard.text(Act.EDIT)
def form(visit: TextVisit) -> ResponseReturnValue:
    """The text in a plain form, for a browser without scripts."""
    filled = TextForm(formdata=None, version=visit.text.version, source=_markdown(visit))
    return _page(visit, filled)


@bp.post("/texts/<int:text_id>/form")
@guard.text(Act.EDIT)
def rewrite(visit: TextVisit) -> ResponseReturnValue:
    """Keep what the plain form says. When somebody was faster, both wordings are shown."""
    form = TextForm()
    if not form.validate_on_submit():
        return _page(visit, form), 422
    try:
        editing.rewrite(
            visit.session,
            visit.document,
            visit.text,
            visit.user.id,
            form.version.data or 0,
            form.source.data or "",
            now(),
        )
    except Refusal as refusal:
        form.version.data = visit.text.version
        return _page(visit, form, refusal), 422
    return redirect(
        url_for("workspace.show", document_id=visit.document.id, _anchor=f"text-{visit.text.id}"),
        303,
    )


def _page(visit: TextVisit, form: TextForm, refusal: Refusal | None = None) -> str:
    return render_template(
        "pages/text_form.html", visit=visit, form=form, refusal=refusal, current=_markdown(visit)
    )


def _markdown(visit: TextVisit) -> str:
    node = read(visit.text.content)
    return markdown.line_to_markdown(node) if visit.text.is_line else markdown.to_markdown(node)


def _batch(body: Any) -> editing.Batch:
    """The batch in a request. Refused ("steps-malformed") when it is none."""
    match body:
        case {"version": int(version), "client": str(client), "steps": list(steps)} if (
            0 < len(client) <= _LONGEST_CLIENT
            and len(steps) <= _MOST_STEPS
            and all(isinstance(step, dict) for step in steps)
            and type(version) is int  # True is an int to `match`
            and version >= 0
        ):
            return editing.Batch(version, client, steps)
    raise Refusal("steps-malformed")


def _as_json(known: editing.Known) -> dict[str, Any]:
    return {
        "version": known.version,
        "steps": list(known.steps),
        "clients": list(known.clients),
    }
