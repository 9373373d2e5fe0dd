"""Comments of guests: on the document, a part, a question or a passage; answers; one's own."""

from typing import Final

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import remarking
from wpr.services.commenting import About, Said
from wpr.services.showing import show as show_document
from wpr.storage.comments import CommentRow
from wpr.web.account_fields import refusal_message
from wpr.web.flashes import flash_undo
from wpr.web.guest_pages import page
from wpr.web.guest_talk import Draft
from wpr.web.guest_visit import GuestVisit, guest
from wpr.web.house import house, now

bp = Blueprint("guest_comments", __name__, url_prefix="/guest/<int:link_id>")

_ELSEWHERE: Final = frozenset({403, 404, 410})
"""Refusals that no other wording would mend: they are told on a page of their own."""


@bp.post("/comments")
@guest(Act.COMMENT)
def begin(visit: GuestVisit) -> ResponseReturnValue:
    """A new thread: `about` is document, text-12 or question-4; with a `quote` on a passage."""
    try:
        comment = remarking.begin(visit.session, visit.here, _about(visit), _said(), now())
    except Refusal as refusal:
        return _again(visit, refusal, f"new-{request.form.get('about', '')}")
    return _to_comment(visit, comment)


@bp.post("/threads/<int:thread_id>/replies")
@guest(Act.COMMENT)
def reply(visit: GuestVisit, thread_id: int) -> ResponseReturnValue:
    """An answer in a thread of the link."""
    try:
        comment = remarking.reply(visit.session, visit.here, thread_id, _said(), now())
    except Refusal as refusal:
        return _again(visit, refusal, f"reply-{thread_id}")
    return _to_comment(visit, comment)


@bp.post("/comments/<int:comment_id>")
@guest(Act.COMMENT)
def edit(visit: GuestVisit, comment_id: int) -> ResponseReturnValue:
    """Other words in one's own comment."""
    try:
        comment = remarking.edit(visit.session, visit.here, comment_id, _said().body, now())
    except Refusal as refusal:
        return _again(visit, refusal, f"edit-{comment_id}")
    return _to_comment(visit, comment)


@bp.post("/comments/<int:comment_id>/removal")
@guest(Act.COMMENT)
def remove(visit: GuestVisit, comment_id: int) -> ResponseReturnValue:
    """Take one's own comment away, with a way back in the message."""
    remarking.remove(visit.session, visit.here, comment_id, now())
    flash_undo(
        _("Your comment is removed."),
        url_for("guest_comments.bring_back", link_id=visit.link.id, comment_id=comment_id),
    )
    return redirect(url_for("guest_pages.show", link_id=visit.link.id), 303)


@bp.post("/comments/<int:comment_id>/return")
@guest(Act.COMMENT)
def bring_back(visit: GuestVisit, comment_id: int) -> ResponseReturnValue:
    """Undo a removal."""
    return _to_comment(visit, remarking.bring_back(visit.session, visit.here, comment_id, now()))


def _about(visit: GuestVisit) -> About:
    """What the form is about. Raises NotFound for a piece that the guest is not shown, Refusal
    (passage-unfit) for words that do not stand there."""
    kind, _dash, number = request.form.get("about", "").partition("-")
    shown = show_document(visit.session, visit.document, visit.version, house().guides)
    quote = request.form.get("quote", "")
    if quote.strip():
        text_id, near = _number(request.form.get("text", "")), request.form.get("near", "")
        return About(passage=shown.passage(text_id, quote, _number(near)))
    if kind == "text" and _number(number) in shown.parts.values():
        return About(text_id=_number(number))
    if kind == "question" and _number(number) in {rows.id for rows in shown.asked}:
        return About(question_id=_number(number))
    if kind != "document":
        raise NotFound
    return About()


def _said() -> Said:
    return Said(request.form.get("body", ""), request.form.get("key", "")[:80])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _again(visit: GuestVisit, refusal: Refusal, form: str) -> ResponseReturnValue:
    """The page once more, with what was typed in its form."""
    if refusal.status in _ELSEWHERE:
        raise refusal
    draft = Draft(
        form=form,
        body=request.form.get("body", ""),
        error=refusal_message(refusal),
        quote=request.form.get("quote", ""),
        near=request.form.get("near", ""),
    )
    return page(visit, draft), refusal.status


def _to_comment(visit: GuestVisit, comment: CommentRow) -> ResponseReturnValue:
    where = f"comment-{comment.id}"
    return redirect(url_for("guest_pages.show", link_id=visit.link.id, _anchor=where), 303)
