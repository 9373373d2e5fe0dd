"""Texts: the steps of live typing, and the plain form that works without scripts."""

import json
import re
from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from wpr.domain.access import Act
from wpr.domain.refusal import Refusal
from wpr.prose import markdown
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import editing
from wpr.storage.document_queries import answered_by
from wpr.web import guard
from wpr.web.house import house, now
from wpr.web.presence import note_caret
from wpr.web.sentences import refusal_sentence
from wpr.web.visit import TextVisit

bp = Blueprint("texts", __name__)

_MOST_STEPS: Final = 500
_CLIENT: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")
_LONGEST_SOURCE: Final = 50_000
_MOST_LINES: Final = 4_000
"""Characters and lines of Markdown, some twenty pages. The worst are read in half a second, while
nobody else can save."""


@bp.get("/texts/<int:text_id>")
@guard.text(Act.READ)
def show(visit: TextVisit) -> ResponseReturnValue:
    """The text as it is now, for a page that was away longer than steps are kept."""
    return {"version": visit.text.version, "doc": json.loads(visit.text.content)}


@bp.post("/texts/<int:text_id>/steps")
@guard.text(Act.EDIT)
def submit(visit: TextVisit) -> ResponseReturnValue:
    """Take steps. 200 with the new version, and with all steps since the sender's when others were
    first; or 409 with the steps the sender has to rebase on."""
    body = _body()
    batch = _batch(body)
    known = editing.submit(visit.session, visit.document, visit.text, visit.user.id, batch, now())
    if known is None or known.is_taken:
        note_caret(visit, batch.client, body.get("head"))
    if known is None:
        return {"version": visit.text.version}
    return _as_json(known), 200 if known.is_taken else 409


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

    version = HiddenField()
    source = TextAreaField(
        _l("The text"),
        validators=[
            Length(max=_LONGEST_SOURCE, message=_l("Write at most %(max)d characters here."))
        ],
    )

    def validate_source(self, field: TextAreaField) -> None:
        """Not more lines than a text can have paragraphs."""
        if (field.data or "").count("\n") > _MOST_LINES:
            raise ValidationError(_("Write at most %(most)d lines here.", most=_MOST_LINES))


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
            _version(form.version.data),
            form.source.data or "",
            now(),
        )
    except Refusal as refusal:
        form.version.data = str(visit.text.version)
        if refusal.code == "text-moved-on":
            return _page(visit, form, has_moved_on=True), 422
        form.source.errors = [" ".join(refusal_sentence(refusal))]
        return _page(visit, form), 422
    return redirect(
        url_for("workspace.show", document_id=visit.document.id, _anchor=f"text-{visit.text.id}"),
        303,
    )


def _page(visit: TextVisit, form: TextForm, *, has_moved_on: bool = False) -> str:
    return render_template(
        "pages/text_form.html",
        visit=visit,
        form=form,
        has_moved_on=has_moved_on,
        current=_markdown(visit),
        heading=_heading(visit),
    )


def _heading(visit: TextVisit) -> str:
    """What the text is called on the page of its document; "" for one without a name."""
    row, document = visit.text, visit.document
    guide = house().guides.get(document.guide, document.language)
    match row.slot:
        case "part":
            return next((part.heading for part in guide.parts() if part.id == row.name), row.name)
        case "idea":
            return next((one.question for one in guide.idea if one.id == row.name), row.name)
        case "question":
            return plain(read(row.content))
        case "answer":
            return plain(read(answered_by(visit.session, row.id)))
    return guide.words["unplaced"]


def _markdown(visit: TextVisit) -> str:
    node = read(visit.text.content)
    return markdown.line_to_markdown(node) if visit.text.is_line else markdown.to_markdown(node)


def _version(text: str | None) -> int:
    """The version that a form names; -1, which no text has, when it names none."""
    try:
        return int(text or "-1")
    except ValueError:
        return -1


def _body() -> Any:
    """The JSON of this request. 400 when it is none, or nested deeper than Python can follow."""
    try:
        return request.get_json()
    except RecursionError:
        abort(400)


def _batch(body: Any) -> editing.Batch:
    """The batch in a request. Refused ("steps-malformed") when it is none."""
    match body:
        case {"version": int(version), "client": str(client), "steps": list(steps)} if (
            _CLIENT.fullmatch(client)
            and len(steps) <= _MOST_STEPS
            and all(isinstance(step, dict) for step in steps)
            and type(version) is int  # True is an int to `match`
            and version >= 0
        ):
            return editing.Batch(version, client, steps, may_move=body.get("move") is True)
    raise Refusal("steps-malformed")


def _as_json(known: editing.Known) -> dict[str, Any]:
    return {
        "version": known.version,
        "steps": list(known.steps),
        "clients": list(known.clients),
    }
