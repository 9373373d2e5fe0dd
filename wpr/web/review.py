"""A review: a member who is asked reads a version, answers its checklist and gives a verdict."""

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.services import reviewing
from wpr.services.reviewing import Place
from wpr.web import guard
from wpr.web.guard import View
from wpr.web.review_page import ReviewWays
from wpr.web.review_routes import Reviewing, add_routes
from wpr.web.visit import DocumentVisit

bp = Blueprint("review", __name__, url_prefix="/documents/<int:document_id>/rounds/<int:number>")


def asked(view: Reviewing) -> View:
    """A route for members who are asked in the round; to everybody else it does not exist."""

    def of_member(visit: DocumentVisit, number: int, **names: Any) -> ResponseReturnValue:
        place = reviewing.place_of(visit.session, visit.document, number, visit.user.id)
        return view(place, _ways(place), **names)

    marked = guard.document(Act.READ)(of_member)
    marked.__name__ = view.__name__
    return guard.marked(marked, "asked")


def _ways(place: Place) -> ReviewWays:
    document_id, number = place.document.id, place.row.number

    def to(act: str, **item: Any) -> str:
        return url_for(f"review.{act}", document_id=document_id, number=number, **item)

    def changes(old: int) -> str:
        return url_for("comparison.show", document_id=document_id, old=str(old), new="now")

    def comment(thread_id: int) -> str:
        return url_for("comments.show_one", document_id=document_id, thread_id=thread_id)

    matrix = url_for("matrix.show", document_id=document_id, number=number)
    return ReviewWays(
        here=to("show"),
        answer=lambda item: to("answer", item=item),
        retract=lambda item: to("retract", item=item),
        judge=to("judge"),
        confirm=to("confirm"),
        changes=changes,
        comment=comment,
        others=matrix if reviewing.sees_others(place.session, place.row, place.who) else "",
    )


add_routes(bp, asked, "/review")
