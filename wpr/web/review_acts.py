"""What a reviewer does on the page of a review, for members and guests alike."""

from datetime import datetime
from typing import Final

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.refusal import NotFound, Refusal
from wpr.services import judging, retracting, reviewing
from wpr.services.establishing import found_in
from wpr.services.reviewing import AnsweredElsewhere, Place, Reply
from wpr.services.showing import show as show_document
from wpr.storage.answer_queries import answers_of
from wpr.storage.database import Database
from wpr.storage.fault import StorageFault
from wpr.storage.reviewing import AnswerRow
from wpr.web.account_fields import refusal_message
from wpr.web.errands import errands
from wpr.web.guard import wants_json
from wpr.web.house import house, now
from wpr.web.language import clock
from wpr.web.review_page import (
    Draft,
    ReviewWays,
    answer_words,
    earlier_words,
    left_words,
    page,
    progress_words,
)

_FIELDS: Final = {
    "answer-reason": "reason",
    "answer-long": "reason",
    "passage-reason": "reason",
    "passage-unfit": "quote",
    "sentence-missing": "reason",
    "sentence-long": "reason",
}
"""Beside which field a refusal is told; the others are told beside the choices."""


def show(place: Place, ways: ReviewWays) -> str:
    """The page. That it was opened is noted after the answer: reading never waits for writing."""
    if place.reviewer.opened_at is None:
        database, reviewer_id, guest_id = house().database, place.reviewer.id, place.who.guest_id
        at = now()
        errands().run(lambda: _note(database, reviewer_id, guest_id, at))
    return page(place, ways)


def answer(place: Place, ways: ReviewWays, item: str) -> ResponseReturnValue:
    """Answer one item: back to it, or JSON for a script that saves as one goes."""
    form = request.form
    reply = Reply(
        answer=form.get("answer", ""),
        reason=form.get("reason", ""),
        version=_number(form.get("version", "")),
        quote=form.get("quote", ""),
        text_id=_number(form.get("text", "")),
        near=_number(form.get("near", "")),
    )
    shown = show_document(place.session, place.document, place.version, house().guides)
    try:
        row = reviewing.answer(place, shown, item, reply, now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(place, ways, item, reply, refusal)
    if wants_json():
        return _saved(place, row)
    flash(_("Your answer is saved."), "done")
    return redirect(f"{ways.here}#item-{item}", 303)


def retract(place: Place, ways: ReviewWays, item: str) -> ResponseReturnValue:
    """Take an answer back: to the item as nobody has answered it, or JSON for a script."""
    form = request.form
    reply = Reply(form.get("answer", ""), form.get("reason", ""), _number(form.get("version", "")))
    try:
        row = retracting.retract(place, item, reply.version, now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(place, ways, item, reply, refusal)
    said = _("Your answer is taken back.")
    if wants_json():
        found = found_in(place.row).get(item)
        return _saved(place, row) | {"said": said, "answer": found.answer.value if found else ""}
    flash(said, "done")
    return redirect(f"{ways.here}#item-{item}", 303)


def judge(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """Give a verdict, about the version that was read or about the text as it is now."""
    form = request.form
    guide = house().guides.get(place.document.guide, place.document.language)
    verdict, sentence = form.get("verdict", ""), form.get("sentence", "")
    try:
        judging.give(place, guide, verdict, sentence, now(), digest=form.get("digest", ""))
    except Refusal as refusal:
        field = _FIELDS.get(refusal.code, "answer")
        draft = Draft("", verdict, sentence, refusal_message(refusal), field)
        return page(place, ways, draft), refusal.status
    flash(_("Your verdict is given. You can change it until the review is closed."), "done")
    return redirect(f"{ways.here}#verdict", 303)


def confirm(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """Say the same verdict about the text as it is now, by a guest as they may read it."""
    guide = house().guides.get(place.document.guide, place.document.language)
    row = judging.newest_of(place)
    try:
        judging.confirm(place, guide, request.form.get("digest", ""), now())
    except NotFound:
        raise
    except Refusal as refusal:
        said = (row.row.verdict, row.row.sentence) if row else ("", "")
        draft = Draft("", *said, refusal_message(refusal), "answer")
        return page(place, ways, draft), refusal.status
    if place.frozen is None:
        flash(_("Your verdict stands, about the text as it is now."), "done")
    else:
        flash(
            _("Your verdict stands, about version %(number)d.", number=place.frozen.number), "done"
        )
    return redirect(f"{ways.here}#verdict", 303)


def _saved(place: Place, row: AnswerRow | None) -> dict[str, object]:
    """What the page shows of an answer that was saved; None: there is none."""
    left = judging.unanswered(place)
    total = len(place.checklist.items)
    tied = answers_of(place.session, place.reviewer.id)
    return {
        "version": row.version if row else 0,
        "said": _("Saved at %(time)s", time=clock(row.at)) if row else "",
        "quote": tied[row.item].quote if row else "",
        "earlier": earlier_words(row) if row else [],
        "progress": progress_words(total - len(left), total),
        "left": [item.id for item in left],
        "leftWords": left_words(len(left)),
    }


def _refused(
    place: Place,
    ways: ReviewWays,
    item: str,
    reply: Reply,
    refusal: Refusal,
) -> ResponseReturnValue:
    """The page once more with what was typed, or what a script shows beside it."""
    field = _FIELDS.get(refusal.code, "answer")
    message, elsewhere = refusal_message(refusal), ""
    if isinstance(refusal, AnsweredElsewhere):
        elsewhere = _elsewhere(refusal.row)
    if wants_json():
        told: dict[str, object] = {"error": refusal.code, "message": message, "field": field}
        if isinstance(refusal, AnsweredElsewhere):
            told |= {"message": f"{message} {elsewhere}", "version": refusal.row.version}
        return told, refusal.status
    draft = Draft(item, reply.answer, reply.reason, message, field, reply.quote, elsewhere)
    return page(place, ways, draft), refusal.status


def _elsewhere(row: AnswerRow) -> str:
    """What stands there now."""
    if not row.answer:
        return _("There it is taken back. Save again to answer after all.")
    if row.reason:
        return _(
            "There it says: %(answer)s, “%(reason)s”. Save again to put this in its place.",
            answer=answer_words(row.answer),
            reason=row.reason,
        )
    return _(
        "There it says: %(answer)s. Save again to put this in its place.",
        answer=answer_words(row.answer),
    )


def _note(database: Database, reviewer_id: int, guest_id: int | None, at: datetime) -> None:
    try:
        with database.writing() as session:
            reviewing.note_opened(session, reviewer_id, guest_id, at)
    except StorageFault:
        pass  # the next time the page is opened notes it


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
