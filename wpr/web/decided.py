"""What was decided, in words: on the page in the reader's language, in print in the document's."""

from collections.abc import Callable, Mapping
from typing import Final

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from wpr.domain.decision import Door, Outcome
from wpr.domain.guide import Guide
from wpr.domain.stage import Stage
from wpr.storage.documents import DocumentRow
from wpr.storage.reviewing import DecisionRow

OUTCOMES: Final[Mapping[Outcome, Callable[[], str]]] = {
    Outcome.YES: lambda: _("Yes"),
    Outcome.PILOT: lambda: _("Yes, as a pilot"),
    Outcome.SENT_BACK: lambda: _("Sent back"),
    Outcome.POSTPONED: lambda: _("Postponed"),
    Outcome.NO: lambda: _("No"),
}

_DOORS: Final[Mapping[Door, Callable[[], str]]] = {
    Door.TWO_WAY: lambda: _("Easily"),
    Door.ONE_WAY: lambda: _("Hardly"),
}
_LABELS: Final[Mapping[Stage, Callable[[], str]]] = {
    Stage.READY: lambda: _("Ready for decision"),
    Stage.DECIDED: lambda: _("Decided"),
    Stage.FOLLOWED_UP: lambda: _("Followed up"),
    Stage.ASIDE: lambda: _("Laid aside"),
}


def said(row: DecisionRow) -> list[tuple[str, str]]:
    """A decision as terms with their values, in the reader's language; what was not said falls
    away. The outcome is not among them."""
    terms = [
        (_("Who decided"), row.decided_by),
        (_("On what authority"), row.authority),
        (_("Day of the decision"), format_date(row.decided_on, "long")),
        (_("Reasons"), row.reasons),
        (_("Conditions"), row.conditions),
        (_("What is missing"), row.missing),
        (_("The pilot ends"), format_date(row.pilot_until, "long") if row.pilot_until else ""),
        (_("What would stop the pilot earlier"), row.stop_rule),
        (_("Can it be undone?"), _DOORS[Door(row.door)]() if row.door else ""),
        (_("What it costs to undo"), row.undo_cost),
        (_("How long it takes to undo"), row.undo_time),
        (_("Which level should decide"), row.level),
    ]
    return [(term, value) for term, value in terms if value]


def printed(row: DecisionRow, version: int, language: str) -> tuple[tuple[str, str], ...]:
    """A decision for print, in the document's language: the heading with the outcome first, and
    last the number of the version that was on the table."""
    with force_locale(language):
        outcome = OUTCOMES[Outcome(row.outcome)]()
        about = (_("Text that was decided about"), _("version %(number)s", number=version))
        return ((_("The decision"), outcome), *said(row), about)


def label(document: DocumentRow, guide: Guide) -> str:
    """What print calls the document as it is now: a draft, until it is locked."""
    words = _LABELS.get(Stage(document.stage))
    if words is None:
        return guide.words["draft"]
    with force_locale(document.language):
        return words()
