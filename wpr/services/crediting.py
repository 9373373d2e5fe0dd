"""Crediting: who wrote which stretch of a document's texts, and when."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wpr.domain.access import Role
from wpr.prose.authorship import Made, Run, changes_of, followed, moment
from wpr.prose.schema import read
from wpr.storage.authorship import AuthorshipRow
from wpr.storage.documents import DocumentRow, Member, StepRow, TextRow

KEPT_EVERY: Final = 100
"""Steps of a text after which its runs are stored anew: what an asker has to follow at most."""


@dataclass(frozen=True, slots=True)
class Written:
    """The runs of a text at its version; together they are as long as its content."""

    version: int
    runs: Sequence[Run]


def written(session: Session, document_id: int) -> dict[int, Written]:
    """Who wrote what in every text of a document, by the text's id, as it is now."""
    return _written(session, TextRow.document_id == document_id)


def bring_up_to_date(session: Session, text: TextRow) -> Sequence[Run]:
    """Store who wrote what in a text that this transaction holds for writing, as it is now.

    To be called before steps of it are pruned. Gives the runs.
    """
    session.flush()
    now = _written(session, TextRow.id == text.id)[text.id]
    return _store(session, text, now.runs)


def keep_up(session: Session, text: TextRow, before: int) -> None:
    """Store it when a text that had `before` steps has come past a version where that is due."""
    if before // KEPT_EVERY != text.version // KEPT_EVERY:
        bring_up_to_date(session, text)


def begin(session: Session, texts: Iterable[TextRow], author_id: int, now: datetime) -> None:
    """Say who gave new texts their first words. Without it, whoever began the document did."""
    for text in texts:
        size = read(text.content).content.size
        _store(session, text, [Run(size, author_id, moment(now.timestamp()))])


def credit(
    session: Session,
    text: TextRow,
    before: Sequence[Run],
    steps: Sequence[Mapping[str, Any]],
    author_id: int | None,
    now: datetime,
) -> None:
    """Say that the steps which took a text from `before` to what it is now are the thought of this
    author, whoever made them."""
    made = (Made(step, author_id, now.timestamp()) for step in steps)
    _store(session, text, followed(before, made))


def _written(session: Session, condition: ColumnElement[bool]) -> dict[int, Written]:
    """Three queries, however many texts; steps are only read from the stored version on."""
    rows = session.execute(
        select(TextRow.id, TextRow.version, TextRow.content, AuthorshipRow.runs)
        .outerjoin(AuthorshipRow, AuthorshipRow.text_id == TextRow.id)
        .where(condition)
    ).all()
    steps = _steps_since(session, condition)
    origin = _origin(session, condition)
    found = {}
    for row in rows:
        size = read(row.content).content.size
        made = steps.get(row.id, [])
        runs = [Run(*run) for run in row.runs] if row.runs else _first(origin, size, made)
        runs = followed(runs, made)
        if sum(run.length for run in runs) != size:  # steps are missing: nobody can tell
            runs = [Run(size, None, origin.at)]
        found[row.id] = Written(row.version, runs)
    return found


def _steps_since(session: Session, condition: ColumnElement[bool]) -> dict[int, list[Made]]:
    rows = session.execute(
        select(StepRow.text_id, StepRow.body, StepRow.user_id, StepRow.at)
        .join(TextRow, TextRow.id == StepRow.text_id)
        .outerjoin(AuthorshipRow, AuthorshipRow.text_id == TextRow.id)
        .where(condition, StepRow.version >= func.coalesce(AuthorshipRow.version, 0))
        .order_by(StepRow.text_id, StepRow.version)
    )
    steps: dict[int, list[Made]] = {}
    for text_id, body, user_id, at in rows:
        steps.setdefault(text_id, []).append(Made(json.loads(body), user_id, at.timestamp()))
    return steps


def _origin(session: Session, condition: ColumnElement[bool]) -> Run:
    """Who began the document, by being a member from its first moment, as a run without length."""
    created_at, user_id = session.execute(
        select(DocumentRow.created_at, Member.user_id)
        .join(TextRow, TextRow.document_id == DocumentRow.id)
        .outerjoin(
            Member,
            (Member.document_id == DocumentRow.id) & (Member.joined_at == DocumentRow.created_at),
        )
        .where(condition)
        .order_by(Member.role != Role.OWN, Member.user_id)
        .limit(1)
    ).one()
    return Run(0, user_id, moment(created_at.timestamp()))


def _first(origin: Run, size: int, made: Sequence[Made]) -> list[Run]:
    """What stood there before the first step: as much as is left when all steps are taken back."""
    changes = [change for step in made for change in changes_of(step.step)]
    grown = sum(change.inserted - change.removed for change in changes)
    return [origin._replace(length=size - grown)]


def _store(session: Session, text: TextRow, runs: Sequence[Run]) -> Sequence[Run]:
    row = session.get(AuthorshipRow, text.id)
    if row is None:
        row = AuthorshipRow(text_id=text.id)
        session.add(row)
    row.version, row.runs = text.version, [list(run) for run in runs]
    return runs
