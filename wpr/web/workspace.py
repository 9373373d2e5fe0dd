"""The workspace: the document as the page it will be, with its outline and the guide beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.domain.guide import Group, Guide, IdeaQuestion, Kind, PartGuide
from wpr.domain.progress import Measure, Progress, State, state_of
from wpr.printing.content import dateline
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.snapshotting import facts_of
from wpr.storage.document_queries import (
    Measured,
    MemberName,
    members_of,
    questions_of,
    texts_of,
)
from wpr.storage.documents import QuestionRow, TextRow
from wpr.web import guard
from wpr.web.guard import DocumentVisit
from wpr.web.home import progress_from, step_url, step_words
from wpr.web.house import house

bp = Blueprint("workspace", __name__)


@dataclass(frozen=True, slots=True)
class Field:
    """A text on the page: its row, and how far it has come."""

    row: TextRow
    state: State


@dataclass(frozen=True, slots=True)
class PartPlace:
    """A part of the guide with the text that stands there."""

    guide: PartGuide
    field: Field


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """A question with its two texts; `hint` is the guide's, "" for the authors' own."""

    row: QuestionRow
    question: Field
    answer: Field
    hint: str
    words: str


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the guide with what the document has in it."""

    group: Group
    parts: Sequence[PartPlace]
    questions: Sequence[QuestionPlace]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the workspace shows."""

    guide: Guide
    dateline: str
    idea: Sequence[tuple[IdeaQuestion, Field]]
    sections: Sequence[Section]
    unplaced: Field | None
    members: Sequence[MemberName]
    progress: Progress
    next_words: str
    next_url: str


@bp.get("/documents/<int:document_id>")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The document, to write in for those who may, to read for the others."""
    return render_template("pages/workspace.html", visit=visit, page=_page(visit))


def _page(visit: DocumentVisit) -> Page:
    """Everything in three queries: texts, questions, members."""
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    rows = {row.id: row for row in texts_of(visit.session, document.id)}
    named = {(row.slot, row.name): row for row in rows.values() if row.name}
    questions = questions_of(visit.session, document.id)
    members = members_of(visit.session, document.id)
    progress = progress_from(guide, document, list(_sizes(rows, questions)), len(members))
    unplaced = next((row for row in rows.values() if row.slot == "unplaced"), None)
    return Page(
        guide=guide,
        dateline=dateline(facts_of(document), guide),
        idea=[
            (question, _field(named["idea", question.id]))
            for question in guide.idea
            if ("idea", question.id) in named
        ],
        sections=[_section(group, named, rows, questions) for group in guide.groups],
        unplaced=_field(unplaced) if unplaced and unplaced.words else None,
        members=members,
        progress=progress,
        next_words=step_words(progress.next, guide),
        next_url=step_url(progress.next, document.id),
    )


def _section(
    group: Group,
    named: Mapping[tuple[str, str], TextRow],
    rows: Mapping[int, TextRow],
    questions: Sequence[QuestionRow],
) -> Section:
    hints = {question.key: question.hint for question in group.questions}
    return Section(
        group=group,
        parts=[
            PartPlace(part, _field(named["part", part.id], max(part.min_words, 1)))
            for part in group.parts
            if ("part", part.id) in named
        ],
        questions=[
            _question(question, rows, hints.get(question.key, ""))
            for question in questions
            if group.kind is Kind.QUESTIONS and question.group == group.id
        ],
    )


def _question(question: QuestionRow, rows: Mapping[int, TextRow], hint: str) -> QuestionPlace:
    asked = rows[question.question_id]
    return QuestionPlace(
        row=question,
        question=_field(asked),
        answer=_field(rows[question.answer_id]),
        hint=hint,
        words=plain(read(asked.content)),
    )


def _field(row: TextRow, least_words: int = 1) -> Field:
    return Field(row, state_of(Measure(row.words, row.gaps), least_words))


def _sizes(rows: Mapping[int, TextRow], questions: Sequence[QuestionRow]) -> Iterator[Measured]:
    answers = [rows[question.answer_id] for question in questions]
    parts = [row for row in rows.values() if row.slot == "part"]
    for row in [*parts, *answers]:
        yield Measured(row.document_id, row.slot, row.name, row.words, row.gaps)
