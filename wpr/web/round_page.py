"""The page with the rounds of a document: each with its people, and what is missing among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import render_template, url_for
from flask_babel import gettext as _

from wpr.domain.access import Act
from wpr.domain.checklist import Voice
from wpr.domain.guide import Guide
from wpr.domain.school_clock import day_of
from wpr.domain.stage import LOCKED
from wpr.services.requesting import FURTHEST
from wpr.storage.answer_queries import behind, opened_by_links
from wpr.storage.document_queries import MemberName, open_members_of
from wpr.storage.reviewing import ReviewerRow, RoundRow
from wpr.storage.round_queries import Reviewer, Round, reviewers_of, rounds_of
from wpr.web.house import house, now
from wpr.web.round_links import take_links
from wpr.web.round_people import Chosen
from wpr.web.visit import DocumentVisit


@dataclass(frozen=True, slots=True)
class Shown:
    """A round as the page shows it: those asked and those let go; the voices nobody speaks with,
    and who could; members who may still be asked; the headings of its parts."""

    row: RoundRow
    version: int
    by: str
    here: Sequence[Reviewer]
    gone: Sequence[Reviewer]
    finished: int
    missing: Sequence[Voice]
    free: Sequence[Reviewer]
    askable: Sequence[MemberName]
    parts: Sequence[str]
    own: ReviewerRow | None
    is_late: bool


def rounds_page(
    visit: DocumentVisit,
    *,
    wrong_day: tuple[RoundRow, str] | None = None,
    wrong_people: tuple[RoundRow, Chosen] | None = None,
) -> str:
    """The rounds, the newest first; with what was refused in one of them."""
    session, document = visit.session, visit.document
    guide = house().guides.get(document.guide, document.language)
    rounds = rounds_of(session, document.id)
    reviewers = reviewers_of(session, [one.row.id for one in rounds])
    members = open_members_of(session, document.id)
    asked = [one for some in reviewers.values() for one in some]
    today = day_of(now())
    return render_template(
        "pages/rounds.html",
        visit=visit,
        rounds=[
            _shown(one, reviewers[one.row.id], guide, members, visit.user.id, today)
            for one in rounds
        ],
        links=take_links(document.id, asked),
        voices=guide.checklist.voices,
        voice_names={voice.id: voice.name for voice in guide.checklist.voices},
        wrong_day=wrong_day,
        wrong_people=wrong_people,
        chosen=wrong_people[1] if wrong_people else Chosen(),
        fresh=Chosen(),
        today=today,
        latest=today + FURTHEST,
        may_ask=visit.may(Act.STEER) and document.stage not in LOCKED,
        state=state_of,
        behind=behind(session, [one.row.id for one in asked]),
        opened=opened_by_links(session, [one.row.id for one in asked], now()),
        review_path=review_path,
        matrix_path=matrix_path,
    )


def review_path(document_id: int, number: int) -> str:
    """Where a member reviews in a round."""
    return url_for("review.show", document_id=document_id, number=number)


def matrix_path(document_id: int, number: int) -> str:
    """Where the answers of a round stand beside each other."""
    return url_for("matrix.show", document_id=document_id, number=number)


def state_of(row: ReviewerRow) -> tuple[str, str]:
    """How far a reviewer has come: a word for the badge's kind, and in words."""
    if row.finished_at:
        return "done", _("Has given a verdict")
    if row.begun_at:
        return "begun", _("Has begun")
    if row.opened_at:
        return "opened", _("Has opened it")
    return "asked", _("Is asked")


def _shown(
    one: Round,
    reviewers: Sequence[Reviewer],
    guide: Guide,
    members: Sequence[MemberName],
    user_id: int,
    today: date,
) -> Shown:
    here = [person for person in reviewers if person.row.removed_at is None]
    taken = {person.row.user_id for person in here}
    voices = {person.row.voice for person in here}
    return Shown(
        row=one.row,
        version=one.version,
        by=one.by,
        here=here,
        gone=[person for person in reviewers if person.row.removed_at is not None],
        finished=sum(person.row.finished_at is not None for person in here),
        missing=[voice for voice in guide.checklist.voices if voice.id not in voices],
        free=[person for person in here if not person.row.voice],
        askable=[member for member in members if member.user_id not in taken],
        parts=_headings(guide, one.row.parts),
        own=next((person.row for person in here if person.row.user_id == user_id), None),
        is_late=one.row.closed_at is None and one.row.until < today,
    )


def _headings(guide: Guide, places: Sequence[str]) -> list[str]:
    known = {group.id: group.heading for group in guide.groups}
    known |= {part.id: part.heading for part in guide.parts()}
    return [known.get(place, place) for place in places]
