"""Crediting: everything in a text has an author, also when its steps are no longer kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import text_id_of, typed
from wpr.domain.guide_file import Guides
from wpr.prose.authorship import Run, moment
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import asking, crediting, editing
from wpr.storage.authorship import AuthorshipRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, StepRow, TextRow
from wpr.storage.people import User

THEN = moment(NOW.timestamp())
LATER = NOW + timedelta(hours=5)
CUT = {"stepType": "replace", "from": 4, "to": 5}


def write(database: Database, text_id: int, author: User, *steps: dict[str, Any]) -> None:
    """Somebody changes a text, five hours after it was begun."""
    with database.writing() as session:
        text = session.get_one(TextRow, text_id)
        document = session.get_one(DocumentRow, text.document_id)
        batch = editing.Batch(text.version, "page", steps)
        editing.submit(session, document, text, author.id, batch, LATER)


def runs_of(database: Database, cast: Cast, text_id: int) -> Sequence[Run]:
    with database.reading() as session:
        return crediting.written(session, cast.document_id)[text_id].runs


def store(database: Database, text_id: int) -> None:
    with database.writing() as session:
        crediting.bring_up_to_date(session, session.get_one(TextRow, text_id))


def test_what_the_document_began_with_is_its_creators(database: Database, cast: Cast) -> None:
    lead = text_id_of(database, cast.document_id, "lead")
    write(database, lead, cast.bo, typed("Nu "))
    runs = runs_of(database, cast, lead)
    assert runs[:2] == [Run(1, cast.anna.id, THEN), Run(3, cast.bo.id, moment(LATER.timestamp()))]
    assert {run.author_id for run in runs[2:]} == {cast.anna.id}


def test_a_question_of_ones_own_is_ones_own(database: Database, cast: Cast, guides: Guides) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        guide = guides.get("school", "sv")
        asked = asking.ask(session, document, guide, "staff", "Varför?", LATER, by_id=cast.bo.id)
        question = asked.question_id
    assert runs_of(database, cast, question) == [Run(9, cast.bo.id, moment(LATER.timestamp()))]


def test_pruned_steps_leave_their_authors(database: Database, cast: Cast) -> None:
    solution = text_id_of(database, cast.document_id, "solution")
    write(database, solution, cast.bo, typed("ett två"), CUT)
    before = runs_of(database, cast, solution)
    store(database, solution)
    with database.writing() as session:
        session.execute(delete(StepRow))
    assert runs_of(database, cast, solution) == before
    write(database, solution, cast.anna, typed("!", at=5))
    last = Run(1, cast.anna.id, moment(LATER.timestamp()))
    assert last in runs_of(database, cast, solution)


def test_runs_are_stored_now_and_then_while_people_type(database: Database, cast: Cast) -> None:
    solution = text_id_of(database, cast.document_id, "solution")
    write(database, solution, cast.bo, *[typed("a")] * (crediting.KEPT_EVERY - 1))
    with database.reading() as session:
        assert session.get(AuthorshipRow, solution) is None
    write(database, solution, cast.bo, *[typed("a")] * 3)
    with database.reading() as session:
        row = session.get_one(AuthorshipRow, solution)
        text = session.get_one(TextRow, solution)
        assert row.version == text.version
        assert sum(run[0] for run in row.runs) == read(text.content).content.size


def test_where_steps_are_missing_nobody_is_named(database: Database, cast: Cast) -> None:
    solution = text_id_of(database, cast.document_id, "solution")
    store(database, solution)
    write(database, solution, cast.bo, typed("ett"), typed("två"))
    with database.writing() as session:
        session.execute(delete(StepRow).where(StepRow.version == 0))
    assert [run.author_id for run in runs_of(database, cast, solution)] == [None]


def test_who_began_it_and_is_gone_is_nobody(database: Database, cast: Cast) -> None:
    with database.writing() as session:
        session.execute(delete(Member).where(Member.user_id == cast.anna.id))
        session.execute(delete(Member).where(Member.document_id == cast.document_id))
    lead = text_id_of(database, cast.document_id, "lead")
    assert {run.author_id for run in runs_of(database, cast, lead)} == {None}


def test_steps_can_be_credited_to_who_thought_of_them(database: Database, cast: Cast) -> None:
    solution = text_id_of(database, cast.document_id, "solution")
    with database.writing() as session:
        text = session.get_one(TextRow, solution)
        document = session.get_one(DocumentRow, text.document_id)
        before = crediting.bring_up_to_date(session, text)
        batch = editing.Batch(text.version, "page", [typed("Bättre ")])
        editing.submit(session, document, text, cast.anna.id, batch, LATER)
        crediting.credit(session, text, before, batch.steps, cast.cecilia.id, LATER)
        assert plain(read(text.content)).startswith("Bättre ")
    runs = runs_of(database, cast, solution)
    assert Run(7, cast.cecilia.id, moment(LATER.timestamp())) in runs
