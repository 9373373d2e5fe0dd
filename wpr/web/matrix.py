"""The matrix of a round: what everybody answered, and what it means for a decision."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup, escape

from wpr.domain.access import Act
from wpr.domain.author import Author
from wpr.domain.matrix import Cell, Matrix, Reviewer, Row
from wpr.domain.refusal import NotFound
from wpr.domain.verdict import Answer
from wpr.services import reviewing, tabling
from wpr.storage.comment_queries import must_answer_open
from wpr.storage.reviewing import RoundRow
from wpr.storage.round_queries import Round, rounds_of
from wpr.web import guard
from wpr.web.comment_pages import guide_of
from wpr.web.judgement_icons import ANSWER_ICONS, VERDICT_ICONS
from wpr.web.review_words import ANSWERS, VERDICTS, found_words
from wpr.web.visit import DocumentVisit

bp = Blueprint("matrix", __name__)


class Chosen(StrEnum):
    """Which items the table shows."""

    ALL = "all"
    UNSETTLED = "unsettled"


class Shown(NamedTuple):
    """A group of the table: its heading, and its rows with (id, name, cell) of every reviewer."""

    heading: str
    rows: list[tuple[Row, list[tuple[int, Markup, Cell | None]]]]


@bp.get("/documents/<int:document_id>/rounds/<int:number>/matrix")
@guard.document(Act.READ)
def show(visit: DocumentVisit, number: int) -> ResponseReturnValue:
    """The matrix; in a blind round a sentence for those who may not see it yet."""
    rounds = rounds_of(visit.session, visit.document.id)
    here = next((one for one in rounds if one.row.number == number), None)
    if here is None:
        raise NotFound
    if not may_see(visit, here.row):
        is_asked = not reviewing.sees_others(visit.session, here.row, Author(visit.user.id))
        return render_template(
            "pages/matrix_hidden.html", visit=visit, here=here, is_asked=is_asked
        )
    return _page(visit, here, rounds)


def may_see(visit: DocumentVisit, row: RoundRow) -> bool:
    """Whether this reader may see what was answered in a round, on any page and in print."""
    leads = visit.may(Act.STEER) or visit.may(Act.DECIDE)
    return tabling.may_see(visit.session, row, Author(visit.user.id), leads=leads)


def _page(visit: DocumentVisit, here: Round, rounds: Sequence[Round]) -> str:
    session, document, guide = visit.session, visit.document, guide_of(visit)
    reader = Author(visit.user.id)
    matrix = tabling.table(session, here.row, guide)
    matrix = replace(matrix, reviewers=tuple(map(_named, matrix.reviewers)))
    chosen = _chosen()
    return render_template(
        "pages/matrix.html",
        visit=visit,
        here=here,
        rounds=rounds,
        matrix=matrix,
        groups=_shown(matrix, chosen),
        chosen=chosen,
        must_answer=len(must_answer_open(session, document.id, reader)),
        places=tabling.said_in(session, document, here.row, guide, reader),
        part_ids={part.id for part in guide.parts()},
        answers={one: (ANSWERS[one](), ANSWER_ICONS[one]) for one in Answer},
        found_words=found_words,
        verdicts={one: (VERDICTS[one](), VERDICT_ICONS[one]) for one in VERDICTS},
    )


def _chosen() -> Chosen:
    try:
        return Chosen(request.args.get("show", Chosen.ALL))
    except ValueError:
        return Chosen.ALL


def _named(one: Reviewer) -> Reviewer:
    former = _("former guest") if one.is_guest else _("former colleague")
    return one if one.name else replace(one, name=former)


def _shown(matrix: Matrix, chosen: Chosen) -> list[Shown]:
    """The groups as the table has them, the name above a column escaped once for all its cells."""
    people = [(one.id, escape(one.name)) for one in matrix.reviewers]
    groups = []
    for group in matrix.groups:
        rows = [
            (row, [(*who, cell) for who, cell in zip(people, row.cells, strict=True)])
            for row in group.rows
            if chosen is Chosen.ALL or not row.is_settled
        ]
        if rows:
            groups.append(Shown(group.heading, rows))
    return groups
