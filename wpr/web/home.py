"""Home: a person's initiatives, where each one stands, and the one next step for each."""

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act, Role, allows
from wpr.domain.guide import Guide
from wpr.domain.progress import Measure, NextStep, Progress, Step, progress_of
from wpr.storage.document_queries import (
    Measured,
    MemberName,
    Shelved,
    documents_of,
    measures_of,
    members_by_document,
)
from wpr.storage.documents import DocumentRow
from wpr.web import guard
from wpr.web.guard import Visit
from wpr.web.house import house

bp = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One initiative on the page: the document, who is in it, how far it is, and what is next."""

    document: DocumentRow
    members: list[MemberName]
    progress: Progress
    next_words: str
    next_url: str


@bp.get("/")
@guard.signed_in
def show(visit: Visit) -> ResponseReturnValue:
    """The initiatives, the last changed first, in a constant number of queries."""
    shelved = documents_of(visit.session, visit.user.id)
    ids = [shelf.document.id for shelf in shelved]
    members = members_by_document(visit.session, ids)
    measures: dict[int, list[Measured]] = defaultdict(list)
    for measure in measures_of(visit.session, ids):
        measures[measure.document_id].append(measure)
    rows = [
        _row(shelf, members[shelf.document.id], measures[shelf.document.id]) for shelf in shelved
    ]
    return render_template("pages/home.html", rows=rows)


def progress_from(
    guide: Guide, document: DocumentRow, measured: list[Measured], people: int
) -> Progress:
    """A document's progress by the sizes of its texts."""
    return progress_of(
        guide,
        {row.name: Measure(row.words, row.gaps) for row in measured if row.slot == "part"},
        [Measure(row.words, row.gaps) for row in measured if row.slot == "answer"],
        has_date=document.launch_date is not None,
        is_shared=people > 1,
    )


def step_words(step: NextStep, guide: Guide) -> str:
    """The next step as a short call, in the reader's language."""
    heading = next((part.heading for part in guide.parts() if part.id == step.part), "")
    match step.step:
        case Step.WRITE:
            return _("Write “%(part)s”", part=heading)
        case Step.FILL_IN:
            return _("Fill in the square brackets in “%(part)s”", part=heading)
        case Step.SET_DATE:
            return _("Set the launch date")
        case Step.ANSWER:
            return _("Answer the questions that are left")
        case Step.SHARE:
            return _("Share with a colleague")
        case Step.PRINT:
            return _("Download the PDF")


def step_url(step: NextStep, document_id: int) -> str:
    """Where the next step is taken."""
    match step.step:
        case Step.SET_DATE:
            return url_for("facts.form", document_id=document_id)
        case Step.SHARE:
            return url_for("sharing.show", document_id=document_id)
        case Step.PRINT:
            return url_for("reading.show", document_id=document_id)
        case Step.ANSWER:
            return url_for("workspace.show", document_id=document_id, _anchor="unanswered")
        case Step.WRITE | Step.FILL_IN:
            return url_for("workspace.show", document_id=document_id, _anchor=step.part)


def _row(shelf: Shelved, members: list[MemberName], measured: list[Measured]) -> Row:
    document = shelf.document
    guide = house().guides.get(document.guide, document.language)
    progress = progress_from(guide, document, measured, len(members))
    if _writes(shelf.role):
        words, url = step_words(progress.next, guide), step_url(progress.next, document.id)
    else:
        words, url = _("Read"), url_for("reading.show", document_id=document.id)
    return Row(document, members, progress, words, url)


def _writes(role: Role) -> bool:
    return allows(role, Act.EDIT)
