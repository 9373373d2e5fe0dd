"""The reader's language: their own choice, else what the browser asks for, else the setting."""

from typing import Final

from flask import Flask, request, session
from flask_babel import Babel, get_locale

from wpr.web.guard import current_user
from wpr.web.house import house

LANGUAGES: Final = {"sv": "Svenska", "en": "English"}


def install(app: Flask) -> None:
    """Make gettext, dates and numbers follow the reader."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "web/translations"
    Babel(app, locale_selector=reader_language)

    @app.context_processor
    def language() -> dict[str, object]:
        return {"ui_language": str(get_locale()), "languages": LANGUAGES}


def reader_language() -> str:
    """ "sv" or "en" for this request."""
    user = current_user()
    chosen = (user.language if user else "") or session.get("language", "")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or house().language
