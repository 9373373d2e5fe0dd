"""A review by a guest: whoever was asked without an account answers through their link."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.services import reviewing
from wpr.services.reviewing import Place
from wpr.web import guard, guest_changes
from wpr.web.guard import View
from wpr.web.guest_visit import GuestVisit, guest
from wpr.web.review_page import ReviewWays
from wpr.web.review_routes import Reviewing, add_routes

bp = Blueprint("guest_review", __name__, url_prefix="/guest/<int:link_id>/review")


def asked(view: Reviewing) -> View:
    """A route for whoever comes by a link that was made for a reviewer; else it does not exist."""

    def of_guest(visit: GuestVisit, **names: Any) -> ResponseReturnValue:
        place = reviewing.place_of_guest(visit.session, visit.here)
        return view(place, _ways(visit.link.id), **names)

    marked = guest(Act.READ)(of_guest)
    marked.__name__ = view.__name__
    return guard.marked(marked, "asked guest")


@bp.get("/changes")
@asked
def changes(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """What has changed from the version of their verdict to the one that they may read now; back to
    the review when there is nothing."""
    return guest_changes.page(place, ways) or redirect(ways.here, 303)


def _ways(link_id: int) -> ReviewWays:
    return ReviewWays(
        here=url_for("guest_review.show", link_id=link_id),
        answer=lambda item: url_for("guest_review.answer", link_id=link_id, item=item),
        retract=lambda item: url_for("guest_review.retract", link_id=link_id, item=item),
        judge=url_for("guest_review.judge", link_id=link_id),
        confirm=url_for("guest_review.confirm", link_id=link_id),
        changes=lambda _old: url_for("guest_review.changes", link_id=link_id),
        whole=url_for("guest_pages.show", link_id=link_id),
        me=url_for("guest_pages.me", link_id=link_id),
    )


add_routes(bp, asked)
