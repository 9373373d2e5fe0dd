"""Sentences for refusals about comments, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

COMMENT_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "comment-unfit": lambda: (
        _("The comment is empty or too long"),
        _("Write something, in at most %(most)s characters."),
    ),
    "passage-unfit": lambda: (
        _("Those words are not in the text"),
        _("Select some words in the text once more, and write your comment there."),
    ),
    "passage-moved-on": lambda: (
        _("Somebody changed those words while you were writing"),
        _(
            "Somebody changed the words that you selected. Your comment is still here: select the"
            " place once more, or comment on the whole part."
        ),
    ),
}
