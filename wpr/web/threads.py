"""Threads: beginning one, replying in it, resolving it, and saying that it must be answered."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.author import Author
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import commenting, listening, resolving
from wpr.services.mentioning import LONGEST_BODY
from wpr.storage.comments import ThreadRow
from wpr.web import guard
from wpr.web.account_fields import put_beside, refusal_message
from wpr.web.comment_forms import NeedForm, SayForm, StartForm
from wpr.web.comment_pages import Draft, as_json, guide_of, list_page, thread_page
from wpr.web.house import now
from wpr.web.visit import DocumentVisit

bp = Blueprint("threads", __name__, url_prefix="/documents/<int:document_id>/comments")


@bp.post("")
@guard.document(Act.COMMENT)
def start(visit: DocumentVisit) -> ResponseReturnValue:
    """Begin a thread. A refused one comes back with what was typed."""
    form = StartForm()
    author = Author(user_id=visit.user.id)
    if not form.validate_on_submit():
        raise Refusal("passage-unfit")
    try:
        said = form.said(must_answer=form.must_answer.data)
        comment = commenting.start(visit.session, visit.document, author, form.place(), said, now())
    except NotFound:
        raise
    except Refusal as refusal:
        if guard.wants_json():
            raise
        put_beside(form.body, refusal)
        return list_page(visit, form), refusal.status
    return show(visit, comment.thread_id, _("Your comment is there."))


@bp.post("/<int:thread_id>/replies")
@guard.document(Act.COMMENT)
def reply(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Say something in a thread."""
    form = SayForm()
    author = Author(user_id=visit.user.id)
    if not form.validate_on_submit():
        raise Refusal("comment-unfit", most=LONGEST_BODY)
    try:
        commenting.reply(visit.session, visit.document, thread_id, author, form.said(), now())
    except NotFound:
        raise
    except Refusal as refusal:
        if guard.wants_json():
            raise
        return again(visit, thread_id, "reply", form.body.data or "", refusal)
    return show(visit, thread_id, _("Your reply is there."))


@bp.post("/<int:thread_id>/resolution")
@guard.document(Act.COMMENT)
def resolve(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Mark a thread as resolved."""
    thread = resolving.resolve(visit.session, visit.document, thread_id, visit.user.id, now())
    return show(visit, thread.id, _("The thread is resolved. It is kept under “Resolved”."))


@bp.post("/<int:thread_id>/reopening")
@guard.document(Act.COMMENT)
def reopen(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Undo that."""
    resolving.reopen(visit.session, visit.document, thread_id, visit.user.id, now())
    return show(visit, thread_id, _("The thread is open again."))


@bp.post("/<int:thread_id>/need")
@guard.document(Act.COMMENT)
def demand_answer(visit: DocumentVisit, thread_id: int) -> ResponseReturnValue:
    """Say whether a thread must be answered before the decision: `must` is 1 or 0."""
    form = NeedForm()
    must = form.validate_on_submit() and form.must.data == "1"
    thread = resolving.demand_answer(
        visit.session, visit.document, thread_id, must, visit.user.id, now()
    )
    return show(visit, thread.id, _said_of(thread))


def show(visit: DocumentVisit, thread_id: int, said: str) -> ResponseReturnValue:
    """What was done: the thread's new card for a script, else its page."""
    if not guard.wants_json():
        flash(said, "done")
        return redirect(
            url_for("comments.show_one", document_id=visit.document.id, thread_id=thread_id), 303
        )
    talk = listening.discussion(
        visit.session, visit.document, guide_of(visit), thread_id, visit.reader
    )
    return {"said": said, "item": as_json(visit, [talk])[0] if talk else None}


def again(
    visit: DocumentVisit, thread_id: int, form: str, body: str, refusal: Refusal
) -> ResponseReturnValue:
    """The thread once more, with what was typed in a form and why it was not taken."""
    talk = listening.discussion(
        visit.session, visit.document, guide_of(visit), thread_id, visit.reader
    )
    if talk is None:
        raise NotFound
    return thread_page(visit, talk, Draft(form, body, refusal_message(refusal))), refusal.status


def _said_of(thread: ThreadRow) -> str:
    if thread.must_answer:
        return _("The thread must be answered before the decision.")
    return _("The thread need not be answered before the decision.")
