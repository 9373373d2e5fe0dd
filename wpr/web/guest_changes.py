"""Changes for a guest: what happened from the version of their verdict to the one they may read."""

from collections.abc import Iterator
from dataclasses import replace

from flask import render_template, request
from flask_babel import gettext as _

from wpr.domain.snapshot import Snapshot
from wpr.services import judging
from wpr.services.comparing import compare
from wpr.services.reviewing import Place
from wpr.services.versioning import snapshot_of
from wpr.storage.version_queries import version_by_number
from wpr.storage.versions import VersionRow
from wpr.web import comparison_rows
from wpr.web.comparison import Side
from wpr.web.comparison_page import ComparisonPage
from wpr.web.history import moment
from wpr.web.house import house
from wpr.web.review_page import ReviewWays
from wpr.web.review_words import VERDICTS


def page(place: Place, ways: ReviewWays) -> str:
    """The comparison, with the way to confirm the verdict; "" when there is nothing to compare."""
    document, after = place.document, place.frozen
    guide = house().guides.get(document.guide, document.language)
    stale = judging.stale(place, guide)
    if stale is None or not stale.shown or after is None:
        return ""
    before = version_by_number(place.session, document.id, stale.version)
    if before is None:
        return ""
    old, new = _side(before), _side(after)
    guide = house().guides.get(new.snapshot.guide, new.snapshot.language)
    found = compare(old.snapshot, new.snapshot, guide, (old.questions, new.questions))
    shown = ComparisonPage(found, guide)
    return render_template(
        "pages/guest_changes.html",
        document=document,
        ways=ways,
        here=ways.changes(stale.version),
        before=old,
        after=new,
        view="inline" if request.args.get("view") == "inline" else "side",
        found=found,
        page=shown,
        beside=list(_beside(snapshot_of(before), snapshot_of(after))),
        facts=shown.facts(),
        reasons=(),
        stretches=comparison_rows.stretches,
        stale=stale,
        newest=judging.newest_of(place),
        verdict_words={verdict.value: words() for verdict, words in VERDICTS.items()},
        is_open=place.row.closed_at is None,
    )


def _beside(old: Snapshot, new: Snapshot) -> Iterator[str]:
    """What has changed that a guest does not meet in the text itself, by what it is called."""
    if old.idea != new.idea:
        yield _("the five answers that the text began with")
    keys = [{one.key for one in side.questions if one.key} for side in (old, new)]
    if (old.set_aside, old.facts.touches) != (new.set_aside, new.facts.touches) or (
        keys[0] != keys[1]
    ):
        yield _("which suggested questions the author has taken up or set aside")


def _side(row: VersionRow) -> Side:
    title = _("Version %(number)s", number=row.number)
    snapshot = _readable(snapshot_of(row))
    return Side(str(row.number), title, moment(row.at), snapshot, row.questions)


def _readable(snapshot: Snapshot) -> Snapshot:
    """Only what a guest meets in the text itself: no idea, nothing of the question bank."""
    return replace(
        snapshot,
        idea=(),
        set_aside=(),
        questions=tuple(replace(one, key="") for one in snapshot.questions),
        facts=replace(snapshot.facts, touches=()),
    )
