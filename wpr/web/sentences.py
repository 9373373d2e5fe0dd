"""Sentences for refusals and errors, by their codes, in the reader's language."""

from collections.abc import Callable

from flask_babel import gettext as _

from wpr.domain.refusal import Refusal
from wpr.printing.faults import NotPrinted, Occupied, TooLarge, TooLong
from wpr.storage.fault import Fault
from wpr.web.account_sentences import ACCOUNT_SENTENCES
from wpr.web.comment_sentences import COMMENT_SENTENCES
from wpr.web.guest_sentences import GUEST_SENTENCES
from wpr.web.review_sentences import REVIEW_SENTENCES
from wpr.web.round_sentences import ROUND_SENTENCES
from wpr.web.suggestion_sentences import SUGGESTION_SENTENCES

Sentence = tuple[str, str]
"""A title and a message."""


def refusal_sentence(refusal: Refusal) -> Sentence:
    """Title and message for a refusal. Raises KeyError for a code without a sentence."""
    title, message = _REFUSALS[refusal.code]()
    return title, message % refusal.facts if refusal.facts else message


def fault_sentence(fault: Fault) -> Sentence:
    """Title and message for a fault of the store."""
    return _FAULTS[fault]()


def printing_sentence(error: NotPrinted) -> Sentence:
    """Title and message for a PDF that did not come out."""
    if isinstance(error, TooLong | TooLarge):
        return (
            _("The document is too large for a PDF"),
            _(
                "Nothing is lost. Shorten the longest answers, or download the document as a file"
                " and print it from there."
            ),
        )
    if isinstance(error, Occupied):
        return (
            _("Many are printing at once"),
            _("Nothing is lost. Wait a moment and try again."),
        )
    return (
        _("The PDF could not be made"),
        _("Nothing is lost. Try again; if it happens again, tell the administrator."),
    )


def link_sentence() -> Sentence:
    """Title and message for a link, such as an invitation's, that leads nowhere."""
    return (
        _("The link does not work"),
        _("It may be old, used up or cut off by the mail program. Ask for a new one."),
    )


def http_sentence(status: int) -> Sentence:
    """Title and message for an HTTP status; of its class when the status has none of its own."""
    return _HTTP.get(status, _HTTP[500 if status >= 500 else 400])()


_REFUSALS: dict[str, Callable[[], Sentence]] = {
    **ACCOUNT_SENTENCES,
    **GUEST_SENTENCES,
    **ROUND_SENTENCES,
    **COMMENT_SENTENCES,
    **REVIEW_SENTENCES,
    **SUGGESTION_SENTENCES,
    "not-found": lambda: (
        _("The page is not here"),
        _("It may have moved, or it may be shared with others only. Check the address."),
    ),
    "version-gone": lambda: (
        _("There is no such version"),
        _(
            "The document has no version with that number. Automatic versions are cleared out with"
            " age; those with a name stay. See all versions to choose another."
        ),
    ),
    "not-allowed": lambda: (
        _("You may read this, but not do that"),
        _("Ask the person responsible for the document to change what you may do."),
    ),
    "document-locked": lambda: (
        _("The text is locked"),
        _(
            "It is ready for decision, decided or laid aside, so that what was read is what counts."
            " Whoever may steer the document can open it again."
        ),
    ),
    "stage-move": lambda: (
        _("The document cannot go there from here"),
        _("Somebody may have moved it meanwhile. Look at where it stands, and try again."),
    ),
    "why-missing": lambda: (
        _("Say why"),
        _("The others should be able to see the reason afterwards."),
    ),
    "why-long": lambda: (_("That is too long"), _("Write at most %(most)d characters.")),
    "decision-early": lambda: (
        _("The document is not ready for decision"),
        _("Move it to “Ready for decision” first, so that what is decided is what was read."),
    ),
    "decision-lacks": lambda: (_("Something is missing"), _("Fill in what the outcome needs.")),
    "decision-long": lambda: (_("That is too long"), _("Write at most %(most)d characters.")),
    "decision-day": lambda: (
        _("That is not a day a meeting has been on"),
        _("Choose the day of the decision, today at the latest."),
    ),
    "steps-malformed": lambda: (
        _("The change could not be read"),
        _("Load the page again and try once more. What was saved before is safe."),
    ),
    "steps-refused": lambda: (
        _("The change does not fit the text"),
        _("It may be too long, or of a kind that texts here do not hold. Try a smaller piece."),
    ),
    "version-unknown": lambda: (
        _("The page and the server no longer agree"),
        _("Copy what is not saved yet, then load the page again."),
    ),
    "text-moved-on": lambda: (
        _("Somebody changed this text while you were writing."),
        _("Compare your wording with the newest one, then save."),
    ),
    "too-old": lambda: (
        _("The page was away for too long"),
        _("It has been fetched anew. What you had written here meanwhile could not be put in."),
    ),
    "version-name-unfit": lambda: (
        _("The name is too long"),
        _("Name the version in at most %(most)s characters."),
    ),
    "version-note-unfit": lambda: (
        _("The note is too long"),
        _("Write at most %(most)s characters about the version."),
    ),
    "text-too-long": lambda: (
        _("The text is too long"),
        _("Make it shorter, or divide it between several answers."),
    ),
    "fact-too-long": lambda: (
        _("A fact is too long"),
        _("Write “%(fact)s” in at most %(most)s characters."),
    ),
    "role-unfit": lambda: (
        _("Who answers is not said"),
        _("Name one role or person, in at most %(most)s characters."),
    ),
    "date-unfit": lambda: (
        _("The date is not a date"),
        _("Write a date between the years %(least)s and %(most)s, or leave it out."),
    ),
    "reason-unfit": lambda: (
        _("The reason is missing or too long"),
        _("Say why the question is not relevant, in at most %(most)s characters."),
    ),
    "already-asked": lambda: (
        _("The question is in the document"),
        _("Remove it there first, then say here why it is not relevant."),
    ),
    "word-unusable": lambda: (
        _("The word was not added"),
        _("Write a word of at most %(most)s characters, with letters in it."),
    ),
    "too-many-questions": lambda: (
        _("There are too many questions"),
        _("A document has room for %(most)s. Put some together, or split the document."),
    ),
}

_FAULTS: dict[Fault, Callable[[], Sentence]] = {
    Fault.BUSY: lambda: (
        _("Many are saving at once"),
        _("Nothing was saved this time. Wait a moment and try again."),
    ),
    Fault.FULL: lambda: (
        _("There is no room left to save"),
        _(
            "What was saved before is safe and can be read. Tell the person who runs the service"
            " that the disk is full."
        ),
    ),
    Fault.READ_ONLY: lambda: (
        _("Saving is closed right now"),
        _("Everything can be read, but not changed. Try again later."),
    ),
    Fault.GONE: lambda: (
        _("The database does not answer"),
        _("What was saved before is safe. Try again in a while."),
    ),
}

_HTTP: dict[int, Callable[[], Sentence]] = {
    400: lambda: (
        _("The request could not be read"),
        _("Go back, load the page again and try once more."),
    ),
    403: lambda: (
        _("The page was too old, or the request came from elsewhere"),
        _("Go back, load the page again and try once more. Nothing was changed."),
    ),
    404: lambda: (
        _("The page is not here"),
        _("It may have moved, or it may be shared with others only. Check the address."),
    ),
    405: lambda: (
        _("The page is not here"),
        _("It may have moved, or it may be shared with others only. Check the address."),
    ),
    413: lambda: (
        _("That was too much at once"),
        _("Split it into smaller pieces. What was saved before is safe."),
    ),
    429: lambda: (_("Too many tries"), _("Wait a while and try again.")),
    500: lambda: (
        _("Something went wrong on our side"),
        _("What was saved before is safe. Try again; if it happens again, tell the administrator."),
    ),
    503: lambda: (
        _("The service is busy"),
        _("Nothing was changed. Wait a moment and try again."),
    ),
}
