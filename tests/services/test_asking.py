"""Questions come, move and go; an answer that nobody knows yet says who gives it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.fixtures.cast import Cast
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import EMPTY, Unknown
from wpr.prose.schema import line
from wpr.services import asking, drafting, snapshotting
from wpr.storage.database import Database
from wpr.storage.document_queries import measures_of, questions_of
from wpr.storage.documents import DocumentRow, QuestionRow

NOW = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
ECONOMIST = Unknown("Ekonomichef", date(2027, 4, 1))


def keys(session: Session, document: DocumentRow, group: str = "decision") -> list[str]:
    return [row.key for row in questions_of(session, document.id) if row.group == group]


def question(session: Session, document: DocumentRow, key: str) -> QuestionRow:
    return next(row for row in questions_of(session, document.id) if row.key == key)


def test_an_own_question_stands_last_in_its_group(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        asking.ask(session, document, guides.get("school", "sv"), "staff", "Varför?", NOW)
        assert keys(session, document, "staff") == ["P1", "P2", ""]


@pytest.mark.parametrize(
    ("key", "by", "order"),
    [
        ("N4", 1, "N6 N4 B1 J2 X1 V1"),
        ("N4", 3, "N6 B1 J2 N4 X1 V1"),
        ("V1", -5, "V1 N4 N6 B1 J2 X1"),
        ("N4", -1, "N4 N6 B1 J2 X1 V1"),
        ("B1", 500, "N4 N6 J2 X1 V1 B1"),
    ],
)
def test_a_question_moves_within_its_group_as_far_as_it_goes(
    key: str, by: int, order: str, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        asking.move(session, document, question(session, document, key).id, by, NOW)
        session.flush()
        assert keys(session, document) == order.split()
        assert keys(session, document, "pupils") == ["E1", "E2", "E5"]


def test_a_removed_question_comes_back_where_it_stood(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = question(session, document, "B1")
        asking.remove(session, document, row.id, NOW)
        session.flush()
        assert "B1" not in keys(session, document)
        asking.bring_back(session, document, row.id, NOW)
        session.flush()
        assert keys(session, document) == ["N4", "N6", "B1", "J2", "X1", "V1"]


def test_an_honest_gap_is_kept_and_counts_as_an_answer(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = question(session, document, "B1")
        asking.mark_unknown(session, document, row.id, ECONOMIST, NOW)
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        snapshot = snapshotting.take(session, document, guides.get("school", "sv"))
        (asked,) = (one for one in snapshot.questions if one.unknown)
        assert (asked.key, asked.unknown, asked.answer) == ("B1", ECONOMIST, EMPTY)
        assert sum(one.is_open for one in measures_of(session, [document.id])) == 1


def test_the_role_is_one_line_and_the_day_may_be_left_out(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = question(session, document, "B1")
        asking.mark_unknown(session, document, row.id, Unknown(" Chef\n för  ekonomi "), NOW)
        assert (row.unknown_role, row.unknown_until) == ("Chef för ekonomi", None)


def test_once_it_is_known_nobody_is_waited_for(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = question(session, document, "B1")
        asking.mark_unknown(session, document, row.id, ECONOMIST, NOW)
        asking.mark_known(session, document, row.id, NOW)
        assert snapshotting.unknown_of(row) is None


@pytest.mark.parametrize(
    ("unknown", "code"),
    [
        (Unknown(" \n"), "role-unfit"),
        (Unknown("x" * 121), "role-unfit"),
        (Unknown("Rektor", date(1999, 12, 31)), "date-unfit"),
        (Unknown("Rektor", date(2101, 1, 1)), "date-unfit"),
    ],
)
def test_a_gap_that_says_nothing_is_refused(
    unknown: Unknown, code: str, database: Database, cast: Cast
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = question(session, document, "B1")
        with pytest.raises(Refusal) as refusal:
            asking.mark_unknown(session, document, row.id, unknown, NOW)
        assert refusal.value.code == code
        assert row.unknown_role is None


def test_a_question_of_another_document_is_not_found(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        idea = drafting.Idea("Annat", {})
        other = drafting.start(session, guides.get("school", "sv"), cast.bo.id, idea, NOW)
        foreign = question(session, other, "B1").id
        for act in (
            lambda: asking.mark_unknown(session, document, foreign, ECONOMIST, NOW),
            lambda: asking.mark_known(session, document, foreign, NOW),
            lambda: asking.move(session, document, foreign, 1, NOW),
            lambda: asking.remove(session, document, foreign, NOW),
        ):
            with pytest.raises(NotFound):
                act()


def test_the_five_hundred_and_first_question_is_refused(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        guide = guides.get("school", "sv")
        there = len(questions_of(session, document.id))
        for number in range(asking.MOST_QUESTIONS - there):
            drafting.place_question(session, document, "staff", number, "", line("?"), EMPTY)
        with pytest.raises(Refusal) as refusal:
            asking.ask(session, document, guide, "staff", "En till?", NOW)
        assert refusal.value.code == "too-many-questions"
