"""What is said of reviews: weights, answers and verdicts, and why a version answers an item."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.checklist import Fact, Weight
from wpr.domain.finding import Finding
from wpr.domain.verdict import Answer, Verdict

WEIGHTS: Final[Mapping[Weight, Callable[[], str]]] = {
    Weight.STOPS: lambda: _("Must be settled before the decision"),
    Weight.ADVISES: lambda: _("Advice"),
}

ANSWERS: Final[Mapping[Answer, Callable[[], str]]] = {
    Answer.YES: lambda: _("Yes"),
    Answer.UNSURE: lambda: _("Unsure"),
    Answer.NO: lambda: _("No"),
    Answer.NOT_APPLICABLE: lambda: _("Not applicable"),
}

VERDICTS: Final[Mapping[Verdict, Callable[[], str]]] = {
    Verdict.READY: lambda: _("Ready for a decision"),
    Verdict.AFTER_CHANGES: lambda: _("Ready after changes"),
    Verdict.NOT_READY: lambda: _("Not ready"),
}

_MOST_NAMED: Final = 4


def found_words(finding: Finding) -> str:
    """Why the version answers an item as it does, in one sentence."""
    is_so = finding.answer is Answer.YES
    return (_SO if is_so else _NOT_SO)[finding.fact](finding)


def _named(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    said = "; ".join(names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return _("%(names)s and %(num)d more", names=said, num=more) if more > 0 else said


def _strong(one: Finding) -> str:
    return ngettext(
        "the coach has %(num)d serious piece of advice, about: %(names)s",
        "the coach has %(num)d serious pieces of advice, about: %(names)s",
        one.count,
        names=_named(one.lacking),
    )


def _all_written(one: Finding) -> str:
    return ngettext(
        "the %(num)d part that is needed is written",
        "all %(num)d parts that are needed are written",
        one.count,
    )


def _all_open(one: Finding) -> str:
    if not one.count:
        return _("no question is open")
    return ngettext(
        "%(num)d question is open, with somebody who answers and a date",
        "%(num)d questions are open, all with somebody who answers and a date",
        one.count,
    )


def _waits(one: Finding) -> str:
    return ngettext(
        "%(num)d comment that must be answered was open when the review was asked for",
        "%(num)d comments that must be answered were open when the review was asked for",
        one.count,
    )


_SO: Final[Mapping[Fact, Callable[[Finding], str]]] = {
    Fact.REQUIRED_PARTS: _all_written,
    Fact.ONE_PAGE: lambda _one: _("by its length the press release is printed on one page"),
    Fact.OPEN_QUESTIONS: _all_open,
    Fact.MUST_ANSWER: lambda _one: _(
        "no comment that must be answered was open when the review was asked for"
    ),
    Fact.NO_STRONG_ADVICE: lambda _one: _("the coach has no serious advice"),
}

_NOT_SO: Final[Mapping[Fact, Callable[[Finding], str]]] = {
    Fact.REQUIRED_PARTS: lambda one: _("not written yet: %(names)s", names=_named(one.lacking)),
    Fact.ONE_PAGE: lambda _one: _(
        "by its length the press release goes on overleaf when it is printed"
    ),
    Fact.OPEN_QUESTIONS: lambda one: _(
        "nobody answers, or no date is set, for: %(names)s", names=_named(one.lacking)
    ),
    Fact.MUST_ANSWER: _waits,
    Fact.NO_STRONG_ADVICE: _strong,
}
