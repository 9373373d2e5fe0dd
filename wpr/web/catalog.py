"""The catalogue of translated words: Flask-Babel's, found faster; a page asks for hundreds."""

from babel.support import NullTranslations
from flask import Flask
from flask_babel import Domain, get_locale


class Catalogs(Domain):
    """The catalogues of the app, kept by language.

    Flask-Babel keeps them by the language's name, which Babel puts together anew for each word.
    """

    def get_translations(self) -> NullTranslations:
        """The one of this request's language, or of the one that `force_locale` asks for."""
        language = get_locale()
        if language not in self.cache:
            self.cache[language] = super().get_translations()
        return self.cache[language]


def install(app: Flask) -> None:
    """Let words in code and in templates come from here. Wants a Flask-Babel that is there."""
    catalogs = Catalogs()
    app.extensions["babel"].instance.domain_instance = catalogs
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda word: catalogs.get_translations().ugettext(word),
        ngettext=lambda one, many, count: catalogs.get_translations().ungettext(one, many, count),
        newstyle=True,
    )
    # Jinja's own `_` looks for `gettext` at each word.
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]
