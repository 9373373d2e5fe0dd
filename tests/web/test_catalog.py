"""The catalogue of words: the reader's language, another's for a while, and markup stays words."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale, gettext, ngettext

ROUND = (
    "{% autoescape true %}{{ _('Comments') }} {{ _('%(name)s wrote this', name='<b>') }}"
    "{% trans count=2 %}one{% pluralize %}{{ count }} many{% endtrans %}{% endautoescape %}"
)


@pytest.mark.parametrize(("asked", "word"), [("sv", "Kommentarer"), ("en", "Comments")])
def test_words_follow_the_reader(app: Flask, asked: str, word: str) -> None:
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert gettext("Comments") == word
        assert render_template_string("{{ _('Comments') }}{{ gettext('Comments') }}") == word * 2


def test_another_language_is_lent_for_a_while(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "sv"}):
        with force_locale("en"):
            assert gettext("Comments") == "Comments"
            assert render_template_string("{{ _('Comments') }}") == "Comments"
        assert gettext("Comments") == "Kommentarer"
        assert render_template_string("{{ _('Comments') }}") == "Kommentarer"


def test_what_stands_in_a_sentence_is_no_markup(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert "&lt;b&gt; wrote this" in render_template_string(ROUND)
        assert "2 many" in render_template_string(ROUND)
        assert ngettext("%(num)d question", "%(num)d questions", 2) == "2 questions"
