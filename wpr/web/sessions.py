"""Sessions: the browsers a person is signed in with, and signing out."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.browser_name import browser_name
from wpr.services import signing_in
from wpr.storage.database import Database
from wpr.storage.fault import StorageFault
from wpr.web import audit, guard
from wpr.web.cookies import drop_session_token, session_token
from wpr.web.errands import errands
from wpr.web.guard import current_sign_in
from wpr.web.house import house, now
from wpr.web.language import reader_language
from wpr.web.visit import Visit

bp = Blueprint("sessions", __name__)

_KEPT_AT_SIGN_OUT: Final = ("language", "browsers")


def install(app: Flask) -> None:
    """Note when signed-in browsers are used, after the answer: reading never waits for writing."""

    @app.after_request
    def note(response: Response) -> Response:
        sign_in = g.get("sign_in")
        if sign_in is None:
            return response
        # What a page asks for by itself may come without the language that its reader reads in.
        is_page = response.mimetype == "text/html"
        language = reader_language() if is_page else sign_in.language
        if signing_in.is_stale(sign_in, language, now()):
            errands().run(_seen(house().database, sign_in.id, language, now()))
        return response


@bp.get("/profile/sessions")
@guard.signed_in
def show(visit: Visit) -> ResponseReturnValue:
    """Where one is signed in."""
    browsers = signing_in.browsers_of(visit.session, visit.user.id, now())
    named = [(browser, browser_name(browser.agent)) for browser in browsers]
    return render_template("pages/sessions.html", browsers=named, this=_this_id())


@bp.post("/profile/sessions/<int:sign_in_id>/removal")
@guard.signed_in
def revoke(visit: Visit, sign_in_id: int) -> ResponseReturnValue:
    """Sign another browser of one's own out."""
    signing_in.revoke(visit.session, visit.user.id, sign_in_id)
    audit.done("session-ended", session=sign_in_id)
    flash(_("The browser is signed out."), "done")
    return redirect(url_for("sessions.show"), 303)


@bp.post("/profile/sessions/removal")
@guard.signed_in
def revoke_others(visit: Visit) -> ResponseReturnValue:
    """Sign every other browser out."""
    ended = signing_in.sign_out_everywhere(visit.session, visit.user.id, but=_this_id())
    audit.done("sessions-ended", count=ended)
    flash(
        ngettext(
            "%(num)d other browser is signed out.", "%(num)d other browsers are signed out.", ended
        ),
        "done",
    )
    return redirect(url_for("sessions.show"), 303)


@bp.post("/sign-out")
@guard.anyone
def end() -> ResponseReturnValue:
    """Sign out here: the session is gone from the database, so a copied cookie is worth nothing."""
    with house().database.writing() as database_session:
        user_id = signing_in.sign_out(database_session, session_token())
    if user_id is not None:
        audit.done("sign-out", user=user_id)
    for name in [name for name in session if name not in _KEPT_AT_SIGN_OUT]:
        del session[name]
    g.sign_in = None
    answer = make_response(redirect(url_for("sign_in.form"), 303))
    drop_session_token(answer)
    return answer


def _this_id() -> int:
    sign_in = current_sign_in()
    return sign_in.id if sign_in else 0


def _seen(database: Database, sign_in_id: int, language: str, at: datetime) -> Callable[[], None]:
    def note() -> None:
        try:
            with database.writing() as database_session:
                signing_in.seen(database_session, sign_in_id, language, at)
        except StorageFault:
            pass  # the next request of this browser notes it

    return note
