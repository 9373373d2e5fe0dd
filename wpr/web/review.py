"""A review: a member who is asked reads a version, answers its checklist and gives a verdict."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.services import reviewing
from wpr.services.reviewing import Place
from wpr.web import guard, review_acts
from wpr.web.guard import DocumentVisit, View
from wpr.web.review_page import ReviewWays

bp = Blueprint("review", __name__, url_prefix="/documents/<int:document_id>/rounds/<int:number>")

Reviewing = Callable[..., ResponseReturnValue]


def asked(view: Reviewing) -> View:
    """A route for members who are asked in the round; to everybody else it does not exist."""

    def of_member(visit: DocumentVisit, number: int, **names: Any) -> ResponseReturnValue:
        place = reviewing.place_of(visit.session, visit.document, number, visit.user.id)
        return view(place, _ways(place), **names)

    marked = guard.document(Act.READ)(of_member)
    marked.__name__ = view.__name__
    return guard.marked(marked, "asked")


@bp.get("/review")
@asked
def show(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """The version of the round beside its checklist."""
    return review_acts.show(place, ways, is_guest=False)


@bp.post("/review/answers/<item>")
@asked
def answer(place: Place, ways: ReviewWays, item: str) -> ResponseReturnValue:
    """Answer one item."""
    return review_acts.answer(place, ways, item, is_guest=False)


@bp.post("/review/verdict")
@asked
def judge(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """Give a verdict, or another one."""
    return review_acts.judge(place, ways, is_guest=False)


@bp.post("/review/confirmation")
@asked
def confirm(place: Place, ways: ReviewWays) -> ResponseReturnValue:
    """Say the same verdict about the text as it is now."""
    return review_acts.confirm(place, ways, is_guest=False)


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
        judge=to("judge"),
        confirm=to("confirm"),
        changes=changes,
        comment=comment,
        others=matrix if reviewing.sees_others(place.session, place.row, place.who) else "",
    )
