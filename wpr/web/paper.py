"""What pages show of texts and comments: the only module that hands templates ready HTML."""

import re
from typing import Final

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup, escape

from wpr.domain.discussion import Remark
from wpr.prose.html import to_html
from wpr.prose.schema import is_address, read
from wpr.web.comment_ways import new_key
from wpr.web.progress import total_words

_WEB_ADDRESS: Final = re.compile(r"(https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]»”])")


def install(app: Flask) -> None:
    """Offer these to the templates."""
    app.add_template_filter(rich)
    app.add_template_filter(said)
    app.add_template_global(length_words)
    app.add_template_global(new_key)
    app.add_template_global(total_words)


def rich(text: str) -> Markup:
    """A text as HTML. Everything in it is escaped by `to_html`."""
    return Markup(to_html(read(text)))  # noqa: S704


def said(remark: Remark) -> Markup:
    """A comment as HTML: escaped, with its line breaks, links to web addresses, and mentions."""
    html = Markup()
    for piece in remark.pieces:
        if piece.is_mention:
            name = piece.words or _("former colleague")
            html += Markup('<span class="mention">@{}</span>').format(name)
        else:
            html += _linked(piece.words)
    return html


def length_words(words: int, least: int, most: int) -> str:
    """A length beside what is asked for: "84 words, aim for 60–120"."""
    counted = ngettext("%(num)d word", "%(num)d words", words)
    if not most:
        return counted
    if not least:
        return _("%(counted)s, at most %(most)d", counted=counted, most=most)
    return _("%(counted)s, aim for %(least)d–%(most)d", counted=counted, least=least, most=most)


def _linked(words: str) -> Markup:
    """Every second piece of the split is an address."""
    html = Markup()
    for index, piece in enumerate(_WEB_ADDRESS.split(words)):
        if index % 2 and is_address(piece):
            html += Markup('<a href="{0}" rel="noopener nofollow" target="_blank">{0}</a>').format(
                piece
            )
        else:
            html += escape(piece).replace("\n", Markup("<br>"))
    return html
