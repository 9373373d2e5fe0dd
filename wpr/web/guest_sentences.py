"""Sentences for refusals about guests and their links, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

GUEST_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "guest-link-over": lambda: (
        _("The link no longer works"),
        _(
            "Its time is over, or it was taken back. Ask the person who gave it to you for a new"
            " one."
        ),
    ),
    "guest-unknown": lambda: (
        _("Open your link once more"),
        _("This browser is not known here. Open the link that you were given, and say your name."),
    ),
    "guest-password-wrong": lambda: (
        _("That is not the password of the link"),
        _("That is not the password of the link. You have it from the person who gave it to you."),
    ),
    "guest-password-short": lambda: (
        _("The password is too short"),
        _("Use at least %(least)d characters."),
    ),
    "link-full": lambda: (
        _("The link has let in as many as it can"),
        _("Ask the person who gave it to you for a new one."),
    ),
    "label-long": lambda: (
        _("The name of the link is too long"),
        _("Use at most %(most)d characters."),
    ),
    "too-many-links": lambda: (
        _("There are too many links"),
        _("A document has at most %(most)d links that work. Take one back first."),
    ),
    "question-gone": lambda: (
        _("The question is no longer in the document"),
        _("The question has been removed since this version. Comment on the document instead."),
    ),
    "link-unfit": lambda: (
        _("There is no such link"),
        _("Choose what guests may do and how long the link works."),
    ),
}
