"""Notifying: those who may read are told, once, and never of what they did themselves."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from wpr.domain.author import Author
from wpr.domain.notice import Kind
from wpr.services.commenting import About, Said, reply, start
from wpr.services.notifying import tell
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.notice_queries import count_unread
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User


@dataclass
class Told:
    """Who was told what, by name."""

    database: Database

    def all(self) -> list[tuple[str, str]]:
        with self.database.reading() as session:
            rows = session.execute(
                select(User.name, NoticeRow.kind)
                .join(User, User.id == NoticeRow.user_id)
                .order_by(NoticeRow.id)
            )
            return [(row.name.split()[0], row.kind) for row in rows]


@pytest.fixture
def told(database: Database) -> Told:
    return Told(database)


def test_members_are_told_but_no_stranger_nobody_closed_and_not_the_actor(
    database: Database, cast: Cast, told: Told
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.eva.id).disabled_at = NOW
        document = session.get_one(DocumentRow, cast.document_id)
        everybody = [cast.anna, cast.bo, cast.david, cast.eva, cast.frida]
        tell(
            session,
            document,
            "version",
            actor=Author(cast.bo.id),
            to=[*(one.id for one in everybody), 999_999],
            now=NOW,
        )
    assert told.all() == [("Anna", "version"), ("David", "version")]


def test_what_somebody_erased_did_is_told_too(database: Database, cast: Cast, told: Told) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        tell(session, document, "comment", actor=Author(), to=[cast.anna.id], now=NOW)
    assert told.all() == [("Anna", "comment")]


def test_who_is_mentioned_in_an_answer_is_told_of_the_mention_only(
    database: Database, cast: Cast, told: Told
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        first = start(session, document, Author(cast.cecilia.id), About(), Said("Varför?"), NOW)
        answer = Said("Fråga @David Holm. @Cecilia Fors, räcker det? @Frida Sten?")
        reply(session, document, first.thread_id, Author(cast.bo.id), answer, NOW)
    assert told.all() == [
        ("Anna", Kind.COMMENT),
        ("Cecilia", Kind.MENTION),
        ("David", Kind.MENTION),
        ("Anna", Kind.REPLY),
    ]


def test_who_answers_has_read_what_was_told_of_the_thread(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        first = start(session, document, Author(cast.bo.id), About(), Said("Varför?"), NOW)
        start(session, document, Author(cast.bo.id), About(), Said("Och när?"), NOW)
        assert count_unread(session, cast.anna.id) == 2
        reply(session, document, first.thread_id, Author(cast.anna.id), Said("Därför."), NOW)
        assert count_unread(session, cast.anna.id) == 1


def test_an_unknown_kind_is_a_mistake_of_the_caller(database: Database, cast: Cast) -> None:
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        with pytest.raises(ValueError, match="shouted"):
            tell(session, document, "shouted", actor=Author(), to=[cast.anna.id], now=NOW)
