"""Floor 3: the only place that knows HTTP. One module a resource, listed here."""

from flask import Flask

from wpr.web import assets, errors, headers, language, origin


def install(app: Flask) -> None:
    """Give the app its routes, headers, languages and error pages."""
    for part in (headers, origin, assets, language, errors):
        part.install(app)
