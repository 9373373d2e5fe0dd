"""Keeping words: the school's own list of words that no advice is given about."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wpr.coach.context import LANGUAGES
from wpr.domain.refusal import NotFound, Refusal
from wpr.storage.coaching import WordRow

LONGEST_WORD: Final = 80
"""Characters that the column of WordRow holds."""

_LANGUAGES: Final = frozenset(LANGUAGES)


def keep(session: Session, word: str, language: str, user_id: int, now: datetime) -> WordRow:
    """Put a word, or a few that belong together, on the list, in lower case. A `*` at its end
    stands for any ending. A word that is there already stays as it is.

    Refused ("word-unusable") when it has no letter, is too long, or is in a language that the
    coach does not know.
    """
    word = " ".join(word.lower().split())
    letters = any(char.isalpha() for char in word)
    if not letters or len(word) > LONGEST_WORD or language not in _LANGUAGES:
        raise Refusal("word-unusable", most=LONGEST_WORD)
    same = select(WordRow).where(WordRow.language == language, WordRow.word == word)
    if known := session.scalar(same):
        return known
    row = WordRow(word=word, language=language, added_by=user_id, at=now)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # somebody else added it just now
        return session.scalars(same).one()
    return row


def let_go(session: Session, word_id: int, by: int | None = None) -> WordRow:
    """Take a word off the list; gives what it was. With `by`, only if that person put it there.

    NotFound for a word that is not on it, or that somebody else added.
    """
    row = session.get(WordRow, word_id)
    if row is None or by not in (None, row.added_by):
        raise NotFound
    session.delete(row)
    return row
