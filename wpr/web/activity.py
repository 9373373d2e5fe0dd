"""The log of a document: who did what, when, and about which version; as a page and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import to_user_timezone

from wpr.domain.access import Act
from wpr.domain.activity import Activity
from wpr.domain.author import Author
from wpr.storage.activity_queries import (
    Line,
    Wanted,
    count_lines,
    kinds_in,
    lines_of,
    people_in,
)
from wpr.storage.people_queries import names_of
from wpr.web import guard
from wpr.web.activity_words import KINDS, sentence, why_of
from wpr.web.comment_pages import person_named
from wpr.web.downloads import document_name, download
from wpr.web.language import long_date
from wpr.web.spreadsheet import as_csv
from wpr.web.visit import DocumentVisit

bp = Blueprint("activity", __name__)

_ON_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A line in the reader's words."""

    at: datetime
    day: str
    who: str
    is_guest: bool
    kind: Activity
    what: str
    why: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the log is to show, as its form has it; "" is no matter which."""

    kind: str
    person: str
    page: int

    def as_args(self, page: int = 0) -> dict[str, Any]:
        """The same in an address, at another page (0: without one)."""
        args = {"kind": self.kind, "person": self.person, "page": page}
        return {name: value for name, value in args.items() if value}


@bp.get("/documents/<int:document_id>/activity")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """A page of the log, the newest line first."""
    session, document_id = visit.session, visit.document.id
    wanted, chosen = _wanted(visit)
    total = count_lines(session, wanted)
    first = (chosen.page - 1) * _ON_A_PAGE
    kinds = kinds_in(session, document_id, visit.reader)
    return render_template(
        "pages/activity.html",
        visit=visit,
        lines=_told(visit, lines_of(session, wanted, first, _ON_A_PAGE)),
        total=total,
        chosen=chosen,
        pages=-(-total // _ON_A_PAGE),
        kinds=[(kind.value, KINDS[kind]()) for kind in Activity if kind in kinds],
        people=[
            (_key(one.author), one.name) for one in people_in(session, document_id, visit.reader)
        ],
    )


@bp.get("/documents/<int:document_id>/activity.csv")
@guard.document(Act.READ)
def table(visit: DocumentVisit) -> ResponseReturnValue:
    """Every line that the filter lets through, for a spreadsheet."""
    wanted, _chosen = _wanted(visit)
    head = (_("Day"), _("Time"), _("Who"), _("What"), _("Sentence"), _("Reason"), _("Version"))
    rows = [
        (
            f"{local:%Y-%m-%d}",
            f"{local:%H:%M}",
            line.who,
            KINDS[line.kind](),
            line.what,
            line.why,
            str(line.version or ""),
        )
        for line in _told(visit, lines_of(visit.session, wanted))
        for local in [to_user_timezone(line.at)]
    ]
    name = document_name(visit.document, _("activity"))
    return download(as_csv([head, *rows]), "text/csv", f"{name}.csv")


def _wanted(visit: DocumentVisit) -> tuple[Wanted, Filter]:
    """What the address asks for; what it cannot mean is left out."""
    args = request.args
    kind, person = args.get("kind", ""), args.get("person", "")
    kinds = [Activity(kind)] if kind in set(Activity) else []
    whom = person_named(person)
    chosen = Filter(
        kind=kind if kinds else "",
        person=person if whom else "",
        page=min(max(args.get("page", 1, type=int), 1), 100_000),
    )
    return Wanted(visit.document.id, visit.reader, kinds, whom), chosen


def _told(visit: DocumentVisit, lines: Sequence[Line]) -> list[Told]:
    ids = {one for line in lines if isinstance(one := line.facts.get("person"), int)}
    names = names_of(visit.session, ids) if ids else {}
    former, former_guest = _("Former colleague"), _("former guest")

    def named(id_: Any) -> str:
        return names.get(id_) or _("former colleague")

    return [
        Told(
            line.at,
            long_date(to_user_timezone(line.at).date()),
            line.who or (former_guest if line.is_guest else former),
            line.is_guest,
            Activity(line.kind),
            sentence(line, named),
            why_of(line),
            line.version,
        )
        for line in lines
    ]


def _key(author: Author) -> str:
    return f"g{author.guest_id}" if author.guest_id is not None else str(author.user_id)
