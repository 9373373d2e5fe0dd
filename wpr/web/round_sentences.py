"""Sentences for refusals about rounds of review, by their codes."""

from collections.abc import Callable
from typing import Final

from flask_babel import gettext as _

ROUND_SENTENCES: Final[dict[str, Callable[[], tuple[str, str]]]] = {
    "round-locked": lambda: (
        _("The text is locked"),
        _("A review is asked for while one can still change the text. Open it again first."),
    ),
    "round-raced": lambda: (
        _("Somebody else has just asked for a review"),
        _("Look at that round first. If this one is wanted too, ask once more: nothing is lost."),
    ),
    "round-day": lambda: (
        _("Choose another day"),
        _("Choose a day from today on, within a year."),
    ),
    "round-note": lambda: (
        _("The note is too long"),
        _("Write at most %(most)d characters."),
    ),
    "round-version": lambda: (
        _("There is no such version"),
        _("The document has no version like that. Choose one in the list."),
    ),
    "round-parts": lambda: (
        _("There is no such part"),
        _("The document has no part like that. Choose in the list."),
    ),
    "round-nobody": lambda: (
        _("Nobody is asked"),
        _("Choose at least one person to ask."),
    ),
    "round-closed": lambda: (
        _("The round is closed"),
        _("Nothing more can be changed in it. Ask for a new review instead."),
    ),
    "reviewer-stranger": lambda: (
        _("They may not read the document"),
        _("Somebody whom you chose is no longer in the document. Choose again."),
    ),
    "reviewer-twice": lambda: (
        _("Asked already"),
        _("The same person is asked already."),
    ),
    "reviewer-member": lambda: (
        _("Already in the document"),
        _("Whoever has this address is in the document already: choose the name above."),
    ),
    "reviewer-voice": lambda: (
        _("There is no such voice"),
        _("The guide does not ask for that voice. Choose in the list."),
    ),
    "reviewer-link-over": lambda: (
        _("The guest's link no longer works"),
        _("A link works until a month after the day of the round. Move the day, or ask again."),
    ),
    "reviewer-no-verdict": lambda: (
        _("There is no verdict yet"),
        _("A new version can be shown to who has given a verdict about an older one."),
    ),
    "reviewer-knows": lambda: (
        _("The text says the same"),
        _("The verdict is about the text as it is now. There is nothing new to show."),
    ),
    "too-many-reviewers": lambda: (
        _("That is too many"),
        _("At most %(most)d people can be asked in one round."),
    ),
}
