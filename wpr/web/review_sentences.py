"""Sentences for refusals in a review, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

REVIEW_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "review-closed": lambda: (
        _("The review is closed"),
        _("The review is closed, so this was not saved. Copy it and tell the author instead."),
    ),
    "answer-missing": lambda: (
        _("There is no answer"),
        _("Choose one of the answers: yes, unsure, no or not applicable."),
    ),
    "answer-reason": lambda: (
        _("The reason is missing"),
        _("Say why, so that the author can do something about it."),
    ),
    "passage-reason": lambda: (
        _("The words are missing"),
        _("Say what you think of the words that you quote: it becomes a comment there."),
    ),
    "answer-long": lambda: (_("That is too long"), _("Write at most %(most)s characters.")),
    "answered-elsewhere": lambda: (
        _("You have answered this in another window"),
        _("You have answered this in another window meanwhile. What you chose here is not saved."),
    ),
    "verdict-missing": lambda: (
        _("There is no verdict"),
        _("Choose one: ready for decision, ready after changes or not ready."),
    ),
    "sentence-missing": lambda: (
        _("The sentence is missing"),
        _("Say in a sentence what decides it for you."),
    ),
    "sentence-long": lambda: (_("That is too long"), _("Write at most %(most)s characters.")),
    "verdict-moved-on": lambda: (
        _("The text has changed again"),
        _(
            "The text has changed again since you opened this page. Look at what has changed, and"
            " say it once more."
        ),
    ),
}
