"""Remarks: one's own comments, changed, taken away and brought back."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.author import Author
from wpr.domain.refusal import NotAllowed, NotFound, Refusal
from wpr.services import amending
from wpr.storage.comment_queries import comment_with_thread
from wpr.web import guard
from wpr.web.comment_forms import SayForm
from wpr.web.flashes import flash_undo
from wpr.web.house import now
from wpr.web.threads import again, show
from wpr.web.visit import DocumentVisit

bp = Blueprint("remarks", __name__, url_prefix="/documents/<int:document_id>/remarks")


@bp.post("/<int:comment_id>")
@guard.document(Act.COMMENT)
def edit(visit: DocumentVisit, comment_id: int) -> ResponseReturnValue:
    """Other words in one's own comment."""
    form, body = SayForm(), ""
    if form.validate_on_submit():
        body = form.body.data or ""
    try:
        comment = amending.edit(
            visit.session, visit.document, comment_id, _author(visit), body, now()
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        if guard.wants_json():
            raise
        return again(visit, _thread_of(visit, comment_id), f"edit-{comment_id}", body, refusal)
    return show(visit, comment.thread_id, _("The comment is changed."))


@bp.post("/<int:comment_id>/removal")
@guard.document(Act.COMMENT)
def remove(visit: DocumentVisit, comment_id: int) -> ResponseReturnValue:
    """Take one's own comment away, with a way back."""
    amending.remove(visit.session, visit.document, comment_id, _author(visit), now())
    said = _("Your comment is removed.")
    undo = url_for("remarks.bring_back", document_id=visit.document.id, comment_id=comment_id)
    if guard.wants_json():
        answer = show(visit, _thread_of(visit, comment_id), said)
        return {**answer, "undo": undo} if isinstance(answer, dict) else answer
    flash_undo(said, undo)
    return redirect(url_for("comments.show", document_id=visit.document.id), 303)


@bp.post("/<int:comment_id>/return")
@guard.document(Act.COMMENT)
def bring_back(visit: DocumentVisit, comment_id: int) -> ResponseReturnValue:
    """Undo a removal."""
    comment = amending.bring_back(visit.session, visit.document, comment_id, _author(visit), now())
    return show(visit, comment.thread_id, _("Your comment is there again."))


def _author(visit: DocumentVisit) -> Author:
    return Author(user_id=visit.user.id)


def _thread_of(visit: DocumentVisit, comment_id: int) -> int:
    found = comment_with_thread(visit.session, visit.document.id, comment_id)
    if found is None:
        raise NotFound
    return found[1].id
