"""The workspace: the document as the page it will be, with its outline and the guide beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wpr.domain.access import Act
from wpr.domain.guide import Group, Guide, IdeaQuestion, Kind, PartGuide
from wpr.domain.progress import Measure, State, answer_state
from wpr.printing.content import dateline, unknown_sentence
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services.snapshotting import facts_of, unknown_of
from wpr.storage.comment_queries import count_open
from wpr.storage.document_queries import (
    Measured,
    MemberName,
    members_of,
    questions_of,
    texts_of,
)
from wpr.storage.documents import QuestionRow, TextRow
from wpr.web import guard
from wpr.web.house import house
from wpr.web.news import news_of
from wpr.web.progress import Standing, standing_of, step_url, step_words
from wpr.web.variants import variants_of
from wpr.web.visit import DocumentVisit

bp = Blueprint("workspace", __name__)


@dataclass(frozen=True, slots=True)
class PartPlace:
    """A part of the guide with the text that stands there."""

    guide: PartGuide
    text: TextRow
    state: State


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """A question with its two texts; `hint` is the guide's, "" for the authors' own. `unknown` is
    the sentence that says who answers it, "" when it is not open."""

    row: QuestionRow
    question: TextRow
    answer: TextRow
    state: State
    hint: str
    words: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the guide with what the document has in it."""

    group: Group
    parts: Sequence[PartPlace]
    questions: Sequence[QuestionPlace]


@dataclass(frozen=True, slots=True)
class Leftover:
    """What the guide has no place for: written texts by their old names, and questions."""

    texts: Sequence[TextRow]
    questions: Sequence[QuestionPlace]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the workspace shows."""

    guide: Guide
    dateline: str
    idea: Sequence[tuple[IdeaQuestion, TextRow]]
    sections: Sequence[Section]
    leftover: Leftover
    members: Sequence[MemberName]
    standing: Standing
    next_words: str
    next_url: str


@bp.get("/documents/<int:document_id>")
@guard.document(Act.READ)
def show(visit: DocumentVisit) -> ResponseReturnValue:
    """The document, to write in for those who may, to read for the others."""
    return render_template(
        "pages/workspace.html",
        visit=visit,
        page=_page(visit),
        news=news_of(visit),
        variants=variants_of(visit),
        open_threads=count_open(visit.session, visit.document.id, visit.reader),
    )


def _page(visit: DocumentVisit) -> Page:
    """Everything in three queries: texts, questions, members."""
    document = visit.document
    guide = house().guides.get(document.guide, document.language)
    rows = {row.id: row for row in texts_of(visit.session, document.id)}
    named = {(row.slot, row.name): row for row in rows.values() if row.name}
    questions = questions_of(visit.session, document.id)
    members = members_of(visit.session, document.id)
    standing = standing_of(guide, document, list(_measured(rows, questions)), len(members))
    return Page(
        guide=guide,
        dateline=dateline(facts_of(document), guide),
        idea=[
            (question, named["idea", question.id])
            for question in guide.idea
            if ("idea", question.id) in named
        ],
        sections=[
            _section(group, guide, named, rows, questions, standing) for group in guide.groups
        ],
        leftover=_leftover(guide, rows, questions),
        members=members,
        standing=standing,
        next_words=step_words(standing.progress.next, guide),
        next_url=step_url(standing.progress.next, document.id),
    )


def _section(
    group: Group,
    guide: Guide,
    named: Mapping[tuple[str, str], TextRow],
    rows: Mapping[int, TextRow],
    questions: Sequence[QuestionRow],
    standing: Standing,
) -> Section:
    return Section(
        group=group,
        parts=[
            PartPlace(part, named["part", part.id], standing.progress.states[part.id])
            for part in group.parts
            if ("part", part.id) in named
        ],
        questions=[
            _question(question, rows, guide)
            for question in questions
            if group.kind is Kind.QUESTIONS and question.group == group.id
        ],
    )


def _leftover(
    guide: Guide, rows: Mapping[int, TextRow], questions: Sequence[QuestionRow]
) -> Leftover:
    placed = {("part", part.id) for part in guide.parts()}
    placed |= {("idea", question.id) for question in guide.idea}
    groups = {group.id for group in guide.question_groups()}
    return Leftover(
        texts=[
            row
            for row in rows.values()
            if row.slot in {"unplaced", "part", "idea"}
            and row.words
            and (row.slot, row.name) not in placed
        ],
        questions=[_question(row, rows, guide) for row in questions if row.group not in groups],
    )


def _question(question: QuestionRow, rows: Mapping[int, TextRow], guide: Guide) -> QuestionPlace:
    unknown = unknown_of(question)
    asked, answer = rows[question.question_id], rows[question.answer_id]
    return QuestionPlace(
        row=question,
        question=asked,
        answer=answer,
        state=answer_state(Measure(answer.words, answer.gaps, is_open=unknown is not None)),
        hint=guide.hint(question.key),
        words=plain(read(asked.content)),
        unknown=unknown_sentence(unknown, guide) if unknown else "",
    )


def _measured(rows: Mapping[int, TextRow], questions: Sequence[QuestionRow]) -> Iterator[Measured]:
    """What `measures_of` would find, from the rows that are here already."""
    named = [(row, False) for row in rows.values() if row.slot in {"part", "idea"}]
    answers = [(rows[one.answer_id], one.unknown_role is not None) for one in questions]
    for row, is_open in [*named, *answers]:
        yield Measured(
            row.document_id, row.slot, row.name, row.words, row.gaps, row.content, is_open
        )
