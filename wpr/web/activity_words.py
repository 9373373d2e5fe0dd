"""The log in the reader's words: a sentence for each kind of line, never what somebody answered."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from wpr.domain.access import Role
from wpr.domain.activity import Activity
from wpr.domain.decision import Outcome
from wpr.domain.stage import Stage
from wpr.storage.activity_queries import Line
from wpr.web.decided import OUTCOMES

Facts = Mapping[str, Any]
Names = Callable[[Any], str]
"""What somebody is called, by the id that a line has: an account's, or something unknown."""

_ROLES: Final[Mapping[Role, Callable[[], str]]] = {
    Role.READ: lambda: _("to read"),
    Role.COMMENT: lambda: _("to comment"),
    Role.EDIT: lambda: _("to write"),
    Role.DECIDE: lambda: _("to decide"),
    Role.OWN: lambda: _("to be responsible"),
}
_STAGES: Final[Mapping[Stage, Callable[[], str]]] = {
    Stage.DRAFT: lambda: _("Draft"),
    Stage.IN_REVIEW: lambda: _("In review"),
    Stage.CHANGES: lambda: _("Changes asked for"),
    Stage.READY: lambda: _("Ready for decision"),
    Stage.DECIDED: lambda: _("Decided"),
    Stage.FOLLOWED_UP: lambda: _("Followed up"),
    Stage.ASIDE: lambda: _("Laid aside"),
}
KINDS: Final[Mapping[Activity, Callable[[], str]]] = {
    Activity.MADE: lambda: _("Begun"),
    Activity.IMPORTED: lambda: _("Brought in"),
    Activity.VARIED: lambda: _("Copied"),
    Activity.VERSION: lambda: _("Version saved"),
    Activity.RESTORED: lambda: _("Restored"),
    Activity.INVITED: lambda: _("Invited"),
    Activity.JOINED: lambda: _("Joined"),
    Activity.ROLE: lambda: _("Role changed"),
    Activity.LEFT: lambda: _("Left or removed"),
    Activity.LINK: lambda: _("Guest link made"),
    Activity.LINK_REVOKED: lambda: _("Guest link taken back"),
    Activity.SUGGESTION_ACCEPTED: lambda: _("Suggestion accepted"),
    Activity.SUGGESTION_REJECTED: lambda: _("Suggestion turned down"),
    Activity.ROUND_ASKED: lambda: _("Review asked for"),
    Activity.ROUND_EXTENDED: lambda: _("Review changed"),
    Activity.ROUND_CLOSED: lambda: _("Review closed"),
    Activity.REVIEWER_ADDED: lambda: _("Reviewer added"),
    Activity.REVIEWER_REMOVED: lambda: _("Reviewer removed"),
    Activity.VERSION_SHOWN: lambda: _("New version shown"),
    Activity.VERDICT: lambda: _("Verdict given"),
    Activity.STAGE: lambda: _("Stage changed"),
    Activity.DECISION: lambda: _("Decision"),
}
"""What a kind is called in the filter and in a spreadsheet."""


def sentence(line: Line, names: Names) -> str:
    """What was done, without who did it. A verdict is told of, never what it says: whoever may not
    see that may still read the log."""
    kind, facts = Activity(line.kind), line.facts
    if line.round is not None:
        facts = facts | {"round": line.round}
    if kind in _ABOUT_SOMEBODY and "person" in facts:
        return _ABOUT_SOMEBODY[kind](names(facts["person"]), facts)
    return _SENTENCES[kind](facts)


def why_of(line: Line) -> str:
    """The reason that was given for it, "" for none."""
    return str(line.facts.get("why", ""))


def _role(facts: Facts) -> str:
    role = facts.get("role")
    return _ROLES[Role(role)]() if role in set(Role) else ""


def _round(facts: Facts) -> str:
    number = facts.get("round")
    return _("round %(number)s", number=number) if number else _("the round")


def _stage(facts: Facts) -> str:
    to = facts.get("to")
    return _STAGES[Stage(to)]() if to in set(Stage) else ""


def _outcome(facts: Facts) -> str:
    outcome = facts.get("outcome")
    return OUTCOMES[Outcome(outcome)]() if outcome in set(Outcome) else ""


def _restored(facts: Facts) -> str:
    number = facts.get("restored", "")
    if facts.get("is_whole", True):
        return _("restored version %(number)s", number=number)
    return _("restored a part from version %(number)s", number=number)


def _saved(facts: Facts) -> str:
    name = facts.get("name")
    return _("saved the version “%(name)s”", name=name) if name else _("saved a version")


def _asked(facts: Facts) -> str:
    people = facts.get("people")
    if not isinstance(people, int):
        return _("asked for a review")
    return ngettext(
        "asked %(num)d person for a review", "asked %(num)d people for a review", people
    )


_SENTENCES: Final[Mapping[Activity, Callable[[Facts], str]]] = {
    Activity.MADE: lambda _facts: _("began the document"),
    Activity.IMPORTED: lambda _facts: _("brought the document in from a file"),
    Activity.VARIED: lambda _facts: _("made the document as a copy of another"),
    Activity.VERSION: _saved,
    Activity.RESTORED: _restored,
    Activity.INVITED: lambda facts: _("invited somebody %(role)s", role=_role(facts)),
    Activity.JOINED: lambda facts: _("joined %(role)s", role=_role(facts)),
    Activity.ROLE: lambda facts: _("has another role: %(role)s", role=_role(facts)),
    Activity.LEFT: lambda _facts: _("left the document"),
    Activity.LINK: lambda facts: _("made a guest link %(role)s", role=_role(facts)),
    Activity.LINK_REVOKED: lambda _facts: _("took a guest link back"),
    Activity.SUGGESTION_ACCEPTED: lambda _facts: _("accepted a suggestion"),
    Activity.SUGGESTION_REJECTED: lambda _facts: _("turned a suggestion down"),
    Activity.ROUND_ASKED: _asked,
    Activity.ROUND_EXTENDED: lambda facts: _("changed the day of %(round)s", round=_round(facts)),
    Activity.ROUND_CLOSED: lambda facts: _("closed %(round)s", round=_round(facts)),
    Activity.REVIEWER_ADDED: lambda facts: _("asked one more in %(round)s", round=_round(facts)),
    Activity.REVIEWER_REMOVED: lambda facts: _(
        "took somebody out of %(round)s", round=_round(facts)
    ),
    Activity.VERSION_SHOWN: lambda facts: _(
        "showed a guest a new version in %(round)s", round=_round(facts)
    ),
    Activity.VERDICT: lambda facts: _("gave a verdict in %(round)s", round=_round(facts)),
    Activity.STAGE: lambda facts: _("moved the document to: %(stage)s", stage=_stage(facts)),
    Activity.DECISION: lambda facts: _(
        "recorded the decision: %(outcome)s", outcome=_outcome(facts).lower()
    ),
}
_ABOUT_SOMEBODY: Final[Mapping[Activity, Callable[[str, Facts], str]]] = {
    Activity.ROLE: lambda name, facts: _(
        "gave %(name)s another role: %(role)s", name=name, role=_role(facts)
    ),
    Activity.LEFT: lambda name, _facts: _("removed %(name)s", name=name),
    Activity.SUGGESTION_ACCEPTED: lambda name, _facts: _(
        "accepted a suggestion by %(name)s", name=name
    ),
    Activity.SUGGESTION_REJECTED: lambda name, _facts: _(
        "turned down a suggestion by %(name)s", name=name
    ),
    Activity.REVIEWER_ADDED: lambda name, facts: _(
        "asked %(name)s in %(round)s too", name=name, round=_round(facts)
    ),
    Activity.REVIEWER_REMOVED: lambda name, facts: _(
        "took %(name)s out of %(round)s", name=name, round=_round(facts)
    ),
}
