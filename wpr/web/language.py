"""The reader's language: their own choice, else what the browser asks for, else the setting."""

from datetime import date, datetime, timedelta
from typing import Final

from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel, format_date, format_datetime, format_timedelta, get_locale
from flask_babel import gettext as _

from wpr.domain.school_clock import CLOCK
from wpr.services import accounts
from wpr.web import catalog, guard
from wpr.web.guard import current_user
from wpr.web.house import house, now
from wpr.web.local_path import next_path

bp = Blueprint("language", __name__)

LANGUAGES: Final = {"sv": "Svenska", "en": "English"}


def install(app: Flask) -> None:
    """Make gettext, dates and numbers follow the reader."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "web/translations"
    app.config["BABEL_DEFAULT_TIMEZONE"] = CLOCK.key
    app.add_template_filter(when)
    app.add_template_filter(long_date)
    app.add_template_filter(clock)
    Babel(app, locale_selector=reader_language)
    catalog.install(app)

    @app.context_processor
    def language() -> dict[str, object]:
        return {"ui_language": str(get_locale()), "languages": LANGUAGES, "clock": CLOCK.key}


@bp.post("/language")
@guard.anyone
def choose() -> ResponseReturnValue:
    """Read in another language from now on: kept with the account, or in the form cookie."""
    language, user = request.form.get("language", ""), current_user()
    if language in LANGUAGES and user is not None:
        with house().database.writing() as database_session:
            accounts.choose_language(database_session, user.id, language)
    if language in LANGUAGES:
        session["language"] = language
        session.permanent = True
    return redirect(next_path(), 303)


def reader_language() -> str:
    """ "sv" or "en" for this request."""
    user = current_user()
    chosen = (user.language if user else "") or session.get("language", "")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or house().language


def when(time: datetime) -> str:
    """How long ago within a day, else the date: "3 hours ago", "17 August 2027"."""
    ago = now() - time
    if ago < timedelta(minutes=1):
        return _("just now")
    if ago < timedelta(days=1):
        return format_timedelta(-ago, add_direction=True, threshold=1)
    return long_date(time)


def clock(time: datetime) -> str:
    """The time of day by the clock on the wall: "14:32"."""
    return format_datetime(time, "HH:mm")


def long_date(day: date) -> str:
    """A date with the month in words, as the reader's language writes it."""
    return format_date(day, "d MMMM y")
