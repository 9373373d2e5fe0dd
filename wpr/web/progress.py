"""Progress in the reader's words: what is next, what each part lacks, and the same for scripts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.agreement import speaks_of
from wpr.domain.guide import BENEFIT_QUESTION, GROUP_QUESTION, Guide, PartGuide, Shape
from wpr.domain.progress import Lack, NextStep, Progress, Step
from wpr.services import measuring
from wpr.services.measuring import contradicts_group, names_group, plain_of, read_whole
from wpr.storage.document_queries import Measured, measures_of, members_of
from wpr.storage.documents import DocumentRow
from wpr.web import guard
from wpr.web.house import house
from wpr.web.visit import DocumentVisit

bp = Blueprint("progress", __name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands: its progress, what the parts lack in words, what the page asks."""

    progress: Progress
    lacks: Mapping[str, Sequence[str]]
    asks: Mapping[str, str]


@bp.get("/documents/<int:document_id>/progress")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """Where the document stands now, for the page that is open on it."""
    guide = house().guides.get(visit.document.guide, visit.document.language)
    measured = measures_of(visit.session, [visit.document.id], read_whole(guide))
    people = len(members_of(visit.session, visit.document.id))
    standing = standing_of(guide, visit.document, measured, people)
    progress = standing.progress
    return {
        "states": dict(progress.states),
        "lacks": {part: list(words) for part, words in standing.lacks.items()},
        "asks": dict(standing.asks),
        "total": total_words(progress),
        "share": progress.done / progress.needed if progress.needed else 1,
        "next": {
            "words": step_words(progress.next, guide),
            "url": step_url(progress.next, visit.document.id),
        },
    }


def standing_of(
    guide: Guide, document: DocumentRow, measured: Sequence[Measured], people: int
) -> Standing:
    """How a document stands, by the sizes of its texts and the contents the agreement needs."""
    by_slot = {(row.slot, row.name): row for row in measured if row.name}
    group = plain_of(by_slot.get(("idea", GROUP_QUESTION)))
    benefit = plain_of(by_slot.get(("idea", BENEFIT_QUESTION)))
    progress = measuring.progress_in(guide, document, measured, people)
    lacks = {
        part.id: [lack_words(lack, part) for lack in progress.lacks[part.id]]
        for part in guide.parts()
    }
    return Standing(progress, lacks, _asks(guide, by_slot, group, benefit, document.language))


def total_words(progress: Progress) -> str:
    """How many of the needed places are done: "12 of 30 done"."""
    return _("%(done)s of %(total)s complete", done=progress.done, total=progress.needed)


def lack_words(lack: Lack, part: PartGuide) -> str:
    """What is still needed, as a short line."""
    match lack:
        case Lack.TEXT:
            return _("Nothing is written yet")
        case Lack.BRACKETS:
            return _("Square brackets are left to fill in")
        case Lack.LONGER:
            return _("Write at least %(least)d words", least=part.min_words)
        case Lack.SHORTER:
            return _("Shorten to at most %(most)d words", most=part.max_words)
        case Lack.GROUP:
            return _("Name the group that the idea is for")
        case Lack.DATE:
            return _("Set the launch date")


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


def by_document(measured: Sequence[Measured]) -> Mapping[int, list[Measured]]:
    """The measures of several documents, parted."""
    parted: dict[int, list[Measured]] = defaultdict(list)
    for row in measured:
        parted[row.document_id].append(row)
    return parted


def _asks(
    guide: Guide,
    by_slot: Mapping[tuple[str, str], Measured],
    group: str,
    benefit: str,
    language: str,
) -> dict[str, str]:
    """A question to the author for each part that seems to speak of something else: of other
    people in a line; of others, or of another benefit, in the part that must name the group."""
    same_people = _(
        "You wrote that it is for “%(group)s”. Is this about the same people?", group=group
    )
    asks = {}
    for part in guide.parts():
        text = plain_of(by_slot.get(("part", part.id)))
        if not part.names_group:
            if part.shape is Shape.LINE and contradicts_group(text, group, language):
                asks[part.id] = same_people
        elif not names_group(text, group, language):
            asks[part.id] = same_people
        elif not speaks_of(text, benefit):
            asks[part.id] = _(
                "You wrote that the main benefit is “%(benefit)s”. Is that still so?",
                benefit=benefit,
            )
    return asks
