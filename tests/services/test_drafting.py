"""Drafting: a document from an idea, its facts, putting it away, and parts its guide has gained."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.fixtures.cast import IDEA, NOW, Cast
from tests.fixtures.hands import text_id_of, words_of
from wpr.domain.access import Role
from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Facts
from wpr.services import drafting
from wpr.services.drafting import Idea
from wpr.services.snapshotting import facts_of, take
from wpr.storage.database import Database
from wpr.storage.document_queries import document_with_role, lock_document, questions_of, texts_of
from wpr.storage.documents import DocumentRow, EventRow


@pytest.fixture
def guide(guides: Guides) -> Guide:
    return guides.get("school", "sv")


def started(database: Database, guide: Guide, author: int, idea: Idea) -> int:
    with database.writing() as session:
        return drafting.start(session, guide, author, idea, NOW).id


def test_a_new_document_has_every_part_every_answer_and_the_guides_questions(
    database: Database, guide: Guide, cast: Cast
) -> None:
    made = started(database, guide, cast.frida.id, IDEA)
    with database.reading() as session:
        texts = texts_of(session, made)
        assert [row.name for row in texts if row.slot == "part"] == [
            part.id for part in guide.parts()
        ]
        assert [row.name for row in texts if row.slot == "idea"] == [
            question.id for question in guide.idea
        ]
        asked = [one.key for group in guide.question_groups() for one in group.questions]
        assert sorted(row.key for row in questions_of(session, made)) == sorted(asked)
        assert {row.is_line for row in texts if row.name == "headline"} == {True}
        document, role = document_with_role(session, made, cast.frida.id)
    assert document is not None
    assert (role, document.stage, document.seq) == (Role.OWN, "draft", 0)


def test_the_answers_are_in_the_draft(database: Database, guide: Guide, cast: Cast) -> None:
    made = started(database, guide, cast.anna.id, IDEA)
    drafted = " ".join(
        words_of(database, text_id_of(database, made, part.id)) for part in guide.parts()
    )
    assert "elva olika meddelanden" in drafted
    assert "[" in drafted


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"who": "", "problem": "   \n  "},
        {"who": "{problem} {who|x} [[[", "problem": "{", "benefit": "}}"},
        {"problem": "\x00\ud83d\u2028" + "🎒" * 500 + "\n\n\n" + "a\r\nb"},
        {"unknown": "Ingen frågade"},
    ],
    ids=["none", "empty", "curly", "odd", "unasked"],
)
def test_any_answers_make_a_document(
    database: Database, guide: Guide, cast: Cast, answers: dict[str, str]
) -> None:
    made = started(database, guide, cast.anna.id, Idea("Namn", answers))
    with database.reading() as session:
        snapshot = take(session, session.get_one(DocumentRow, made), guide)
    assert len(snapshot.parts) == len(list(guide.parts()))


def test_facts_are_set_and_told(database: Database, guide: Guide, cast: Cast) -> None:
    facts = Facts(
        launch_date=date(2027, 8, 17),
        place="Åmål",
        organisation="Björkdala skola",
        team=("Anna", "Bo"),
        decider="Rektor",
        case_number="7",
    )
    with database.writing() as session:
        row = lock_document(session, cast.document_id)
        drafting.set_facts(session, row, "Ny titel", facts, NOW)
    with database.reading() as session:
        row = session.get_one(DocumentRow, cast.document_id)
        assert (row.title, facts_of(row)) == ("Ny titel", facts)
        told = session.scalars(select(EventRow.body)).one()
    assert told == '{"kind":"changed","what":"facts"}'


def test_what_is_put_away_is_there_and_not_seen(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        drafting.put_away(session, lock_document(session, cast.document_id), NOW)
    with database.reading() as session:
        for removed in (False, True):
            row, _ = document_with_role(session, cast.document_id, cast.anna.id, removed=removed)
            assert (row is not None) == removed
    with database.writing() as session:
        drafting.take_out(session, lock_document(session, cast.document_id), NOW)
    with database.reading() as session:
        assert document_with_role(session, cast.document_id, cast.anna.id)[0] is not None


def test_documents_gain_the_parts_their_guide_has_gained(
    database: Database, guide: Guide, cast: Cast
) -> None:
    with database.writing() as session:
        assert drafting.fit_to_guide(session, guide) == 0
    first = guide.groups[0]
    new = replace(first.parts[0], id="new-part")
    larger = replace(guide, groups=(replace(first, parts=(*first.parts, new)), *guide.groups[1:]))
    with database.writing() as session:
        assert drafting.fit_to_guide(session, larger) == 1
        assert drafting.fit_to_guide(session, larger) == 0
    assert words_of(database, text_id_of(database, cast.document_id, "new-part")) == ""
