"""Suggestions: what people would change in a text, and what its authors answer."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from wpr.domain.access import Act
from wpr.domain.author import Author
from wpr.domain.refusal import Refusal
from wpr.prose.proposals import Proposal, place
from wpr.prose.schema import read
from wpr.services import accepting, suggesting
from wpr.services.pinning import LONGEST_PASSAGE
from wpr.storage.comment_queries import guest_names_of
from wpr.storage.comments import ThreadRow
from wpr.storage.document_queries import texts_of
from wpr.storage.people_queries import names_of
from wpr.storage.suggestion_queries import proposal_of, waiting_in
from wpr.web import guard
from wpr.web.comment_pages import person_named
from wpr.web.house import now
from wpr.web.sentences import refusal_sentence
from wpr.web.threads import show as show_thread
from wpr.web.visit import DocumentVisit, TextVisit

bp = Blueprint("suggestions", __name__)

_MOST_KNOWN = 1_000


class InsteadForm(FlaskForm):
    """Words for a passage that was selected in a version of a text."""

    version = IntegerField(validators=[InputRequired()])
    start = IntegerField(validators=[InputRequired()])
    end = IntegerField(validators=[InputRequired()])
    quote = StringField(validators=[Length(max=LONGEST_PASSAGE)])
    words = TextAreaField()


@bp.get("/documents/<int:document_id>/suggestions")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The suggestions that wait and fit the texts as they are, each with its place at the version
    of its text, for the editors to show."""
    texts = {
        row.id: (read(row.content), row.version)
        for row in texts_of(visit.session, visit.document.id)
    }
    items: dict[int, list[dict[str, Any]]] = {id_: [] for id_ in texts}
    rows = waiting_in(visit.session, visit.document.id, visit.reader)
    names = _names(visit, rows)
    for row in rows:
        if row.text_id in texts:
            proposal = proposal_of(row)
            span = place(texts[row.text_id][0], proposal)
            if span:
                by = _by(row)
                item = _as_json(row, proposal, span)
                item |= {"by": by, "name": names.get(by, ""), "isMine": by == str(visit.user.id)}
                items[row.text_id].append(item)
    return {
        "texts": {
            str(id_): {"version": version, "items": items[id_]}
            for id_, (_node, version) in texts.items()
        }
    }


@bp.post("/texts/<int:text_id>/suggestions")
@guard.text(Act.COMMENT)
def propose(visit: TextVisit) -> ResponseReturnValue:
    """Take a text as this person would have it. 200 with the ids of the suggestions it holds now;
    409 when the text has moved on, so that the page brings itself up to date and sends again."""
    try:
        held = suggesting.propose(
            visit.session, visit.document, visit.text, _author(visit), _fork(_body()), now()
        )
    except Refusal as refusal:
        if refusal.code != "text-moved-on":
            raise
        return {"error": refusal.code, "message": refusal_sentence(refusal)[0]}, 409
    return {"held": held}


@bp.post("/texts/<int:text_id>/suggestion")
@guard.text(Act.COMMENT)
def suggest(visit: TextVisit) -> ResponseReturnValue:
    """Suggest other words for a passage that was selected."""
    form = InsteadForm()
    if not form.validate_on_submit():
        raise Refusal("passage-unfit")
    wish = suggesting.Instead(
        form.version.data or 0,
        form.start.data or 0,
        form.end.data or 0,
        form.quote.data or "",
        (form.words.data or "").replace("\r\n", "\n"),
    )
    row = suggesting.suggest(visit.session, visit.document, visit.text, _author(visit), wish, now())
    return show_thread(visit, row.id, _("Your suggestion is there."))


@bp.post("/documents/<int:document_id>/suggestions/<int:thread_id>/acceptance")
@guard.document(Act.EDIT)
def accept(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Put one in its place."""
    accepting.accept(visit.session, visit.document, thread_id, visit.user.id, now())
    return show_thread(visit, thread_id, _("The suggestion is part of the text now."))


@bp.post("/documents/<int:document_id>/suggestions/<int:thread_id>/rejection")
@guard.document(Act.EDIT)
def reject(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Turn one down."""
    accepting.reject(visit.session, visit.document, thread_id, visit.user.id, now())
    return show_thread(visit, thread_id, _("The suggestion is rejected. The text is as it was."))


@bp.post("/documents/<int:document_id>/suggestions/<int:thread_id>/withdrawal")
@guard.document(Act.COMMENT)
def withdraw(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Take one's own back."""
    accepting.withdraw(visit.session, visit.document, thread_id, _author(visit), now())
    said = _("Your suggestion is withdrawn.")
    if guard.wants_json():
        return {"said": said, "item": None}
    flash(said, "done")
    return redirect(url_for("comments.show", document_id=visit.document.id), 303)


@bp.post("/documents/<int:document_id>/suggestions/acceptance")
@guard.document(Act.EDIT)
def accept_all(visit: DocumentVisit) -> ResponseReturnValue:
    """Accept all that can be, or all by the person that `by` names."""
    wanted = request.form.get("by", "")
    by = person_named(wanted) if wanted else None
    if wanted and by is None:
        raise Refusal("suggestion-malformed")
    taken = accepting.accept_all(visit.session, visit.document, visit.user.id, by, now())
    said = _said_of(taken)
    if guard.wants_json():
        return {"said": said, "item": None}
    flash(said, "done" if taken.accepted else "info")
    return redirect(url_for("comments.show", document_id=visit.document.id), 303)


def _said_of(taken: accepting.Taken) -> str:
    said = ngettext(
        "%(num)d suggestion is part of the text now.",
        "%(num)d suggestions are part of the text now.",
        taken.accepted,
    )
    if not taken.outdated:
        return said
    left = ngettext(
        "%(num)d is left, because the text has changed since.",
        "%(num)d are left, because the text has changed since.",
        taken.outdated,
    )
    return f"{said} {left}"


def _author(visit: DocumentVisit) -> Author:
    return Author(user_id=visit.user.id)


def _body() -> Any:
    try:
        return request.get_json()
    except RecursionError as error:
        raise Refusal("suggestion-malformed") from error


def _fork(body: Any) -> suggesting.Fork:
    match body:
        case {"version": int(version), "doc": dict(doc), "known": list(known)} if (
            len(known) <= _MOST_KNOWN
            and type(version) is int  # True is an int to `match`
            and all(type(id_) is int for id_ in known)
        ):
            return suggesting.Fork(version, doc, frozenset(known))
    raise Refusal("suggestion-malformed")


def _as_json(row: ThreadRow, proposal: Proposal, span: tuple[int, int]) -> dict[str, Any]:
    return {"id": row.id, "start": span[0], "end": span[1], "new": proposal.new}


def _by(row: ThreadRow) -> str:
    """Who suggested it, as `person_named` reads it; "" for somebody who was erased."""
    return f"g{row.guest_id}" if row.guest_id else str(row.author_id or "")


def _names(visit: DocumentVisit, rows: Sequence[ThreadRow]) -> dict[str, str]:
    users = {row.author_id for row in rows if row.author_id is not None}
    guests = {row.guest_id for row in rows if row.guest_id is not None}
    return {
        **{str(id_): name for id_, name in names_of(visit.session, users).items()},
        **{f"g{id_}": name for id_, name in guest_names_of(visit.session, guests).items()},
    }
