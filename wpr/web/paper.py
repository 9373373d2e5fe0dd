"""What pages show of a document's texts: the only module that hands templates ready HTML."""

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from wpr.prose.html import to_html
from wpr.prose.schema import read
from wpr.web.progress import total_words


def install(app: Flask) -> None:
    """Offer these to the templates."""
    app.add_template_filter(rich)
    app.add_template_global(length_words)
    app.add_template_global(total_words)


def rich(text: str) -> Markup:
    """A text as HTML. Everything in it is escaped by `to_html`."""
    return Markup(to_html(read(text)))  # noqa: S704


def length_words(words: int, least: int, most: int) -> str:
    """A length beside what is asked for: "84 words, aim for 60–120"."""
    counted = ngettext("%(num)d word", "%(num)d words", words)
    if not most:
        return counted
    if not least:
        return _("%(counted)s, at most %(most)d", counted=counted, most=most)
    return _("%(counted)s, aim for %(least)d–%(most)d", counted=counted, least=least, most=most)
