"""Notices: the bell of every page, and the list of what happened in one's documents."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from wpr.domain.refusal import NotFound
from wpr.storage.fault import StorageFault
from wpr.storage.notice_queries import count_unread, mark_read, notice_of, notices_of
from wpr.web import guard
from wpr.web.guard import current_user, wants_json
from wpr.web.house import house, now
from wpr.web.language import long_date
from wpr.web.notice_words import Line, lines, path_to
from wpr.web.post import is_mail_sent
from wpr.web.row_id import row_id
from wpr.web.visit import Visit

bp = Blueprint("notices", __name__, url_prefix="/notices")

_ON_A_PAGE: Final = 40


def install(app: Flask) -> None:
    """Let the masthead know how many notices are not read: one count for each page."""

    @app.context_processor
    def bell() -> dict[str, object]:
        return {"count_unread": _count_unread}


@bp.get("")
@guard.signed_in
def show(visit: Visit) -> ResponseReturnValue:
    """The list, the newest first, by day and document."""
    before = request.args.get("before", type=row_id)
    told = notices_of(visit.session, visit.user.id, _ON_A_PAGE + 1, before)
    shown = lines(visit.session, told[:_ON_A_PAGE], house().guides, _, long_date)
    return render_template(
        "pages/notices.html",
        days=_days(shown),
        unread=count_unread(visit.session, visit.user.id),
        mail_when=visit.user.mail_when,
        by_mail=is_mail_sent(),
        older=shown[-1].id if len(told) > _ON_A_PAGE else None,
        is_first=before is None,
    )


@bp.get("/count")
@guard.signed_in
def count(visit: Visit) -> ResponseReturnValue:
    """How many are not read, for the bell of a page that is open."""
    return {"unread": count_unread(visit.session, visit.user.id)}


@bp.post("/<int:notice_id>/opening")
@guard.signed_in
def open_(visit: Visit, notice_id: int) -> ResponseReturnValue:
    """Go to what a notice tells of; everything told of that thread is read with it."""
    told = notice_of(visit.session, visit.user.id, notice_id)
    if told is None:
        raise NotFound
    row = told.row
    if row.thread_id is not None:
        mark_read(visit.session, visit.user.id, now(), thread_id=row.thread_id)
    else:
        mark_read(visit.session, visit.user.id, now(), notice_id=row.id)
    return redirect(path_to(told), 303)


@bp.post("/readings")
@guard.signed_in
def read(visit: Visit) -> ResponseReturnValue:
    """Everything is read; with `thread`, what was told of that thread."""
    thread_id = request.form.get("thread", type=int)
    mark_read(visit.session, visit.user.id, now(), thread_id=thread_id)
    if wants_json():
        return {"unread": count_unread(visit.session, visit.user.id)}
    return redirect(url_for("notices.show"), 303)


def _count_unread() -> int:
    user = current_user()
    if user is None:
        return 0
    try:
        with house().database.reading() as session:
            return count_unread(session, user.id)
    except StorageFault:  # every page asks, and the one that tells of the fault does too
        return 0


def _days(shown: Sequence[Line]) -> list[tuple[str, list[tuple[Line, list[Line]]]]]:
    """The lines by day, and within a day by document; each document with its first line."""
    days = []
    for day, of_day in groupby(shown, lambda line: to_user_timezone(line.at).date()):
        documents: dict[int, list[Line]] = {}
        for line in of_day:
            documents.setdefault(line.document_id, []).append(line)
        days.append((_day(day), [(found[0], found) for found in documents.values()]))
    return days


def _day(day: date) -> str:
    today = to_user_timezone(now()).date()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return long_date(day)
