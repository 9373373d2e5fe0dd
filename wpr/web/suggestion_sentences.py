"""Sentences for refusals about suggestions, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

SUGGESTION_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "suggestion-malformed": lambda: (
        _("The suggestion could not be read"),
        _("It may be too long, or of a kind that texts here do not hold. Try a smaller piece."),
    ),
    "suggestion-unfit": lambda: (
        _("The words cannot stand there"),
        _("Write something else than what is there, or select words within one paragraph."),
    ),
    "suggestion-too-long": lambda: (
        _("The suggestion is too long"),
        _("Write at most %(most)s characters, or suggest in the text itself."),
    ),
    "too-many-suggestions": lambda: (
        _("There are too many suggestions"),
        _("Wait until some of your %(most)s suggestions on this text have been answered."),
    ),
    "suggestion-answered": lambda: (
        _("The suggestion has been answered already"),
        _("Somebody accepted, rejected or withdrew it. Load the page again to see what it says."),
    ),
    "suggestion-outdated": lambda: (
        _("The text has changed since the suggestion"),
        _(
            "Nothing was changed. Copy the suggested words if you need them, and reject the"
            " suggestion when you are done with it."
        ),
    ),
}
