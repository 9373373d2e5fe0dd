"""Queries about what the coach leaves alone."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from wpr.coach.rule import Rule
from wpr.storage.coaching import DismissalRow, WordRow
from wpr.storage.people import User


class Listed(NamedTuple):
    """A word of the school's list; `by` is "" when the person is gone."""

    row: WordRow
    by: str


def words_in(session: Session, language: str) -> frozenset[str]:
    """The school's words in a language."""
    return frozenset(session.scalars(select(WordRow.word).where(WordRow.language == language)))


def word_list(session: Session) -> Sequence[Listed]:
    """All of the school's words, by language and alphabet."""
    rows = session.execute(
        select(WordRow, User.name)
        .outerjoin(User, User.id == WordRow.added_by)
        .order_by(WordRow.language.desc(), WordRow.word)
    )
    return [Listed(row, name or "") for row, name in rows]


def dismissed_in(session: Session, document_id: int) -> frozenset[tuple[Rule, str]]:
    """What a document does not want to hear about; rules that wpr has no more are left out."""
    rows = session.execute(
        select(DismissalRow.rule, DismissalRow.key).where(DismissalRow.document_id == document_id)
    )
    known = set(Rule)
    return frozenset((Rule(row.rule), row.key) for row in rows if row.rule in known)


def dismissals_of(session: Session, document_id: int) -> Sequence[DismissalRow]:
    """The dismissals of a document, the newest first."""
    return session.scalars(
        select(DismissalRow)
        .where(DismissalRow.document_id == document_id)
        .order_by(DismissalRow.id.desc())
    ).all()
