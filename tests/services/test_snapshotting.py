"""Snapshotting: what came in is what is taken out, whatever it says, and all of one moment."""

from threading import Event, Thread

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.exchange.test_document_round_trip import SCHOOL, snapshots
from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import text_id_of, typed
from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Snapshot
from wpr.services import asking, drafting, editing, importing, snapshotting
from wpr.storage.database import Database
from wpr.storage.document_queries import lock_document, questions_of
from wpr.storage.documents import DocumentRow, QuestionRow, TextRow


def taken(database: Database, guide: Guide, document_id: int) -> Snapshot:
    with database.reading() as session:
        return snapshotting.take(session, session.get_one(DocumentRow, document_id), guide)


@settings(
    max_examples=25,
    deadline=None,
    # each example is a new document
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(snapshot=st.sampled_from(list(SCHOOL)).flatmap(snapshots))
def test_any_document_is_taken_out_as_it_came_in(
    database: Database, cast: Cast, snapshot: Snapshot
) -> None:
    guide = SCHOOL.get(snapshot.guide, snapshot.language)
    try:
        with database.writing() as session:
            made = importing.bring_in(session, snapshot, guide, cast.anna.id, NOW).id
    except Refusal:
        reject()  # a fact longer than there is room for, see test_importing.py
    again = taken(database, guide, made)
    assert again == snapshot
    assert again.digest() == snapshot.digest()


def test_what_is_typed_asked_and_set_is_in_the_next_snapshot(
    database: Database, guides: Guides, cast: Cast, document: int
) -> None:
    guide = guides.get("school", "sv")
    before = taken(database, guide, document)
    lead = text_id_of(database, document, "lead")
    with database.writing() as session:
        row = lock_document(session, document)
        text = session.get_one(TextRow, lead)
        batch = editing.Batch(0, "a", [typed("Nytt. ")])
        assert editing.submit(session, row, text, cast.anna.id, batch, NOW) is None
        asking.ask(session, row, guide, "pupils", "Vad kostar det?", NOW)
        drafting.set_facts(session, row, "Ny titel", before.facts, NOW)
    after = taken(database, guide, document)
    assert "Nytt. " in after.part("lead")
    assert len(after.questions) == len(before.questions) + 1
    assert after.title == "Ny titel"
    assert after.digest() != before.digest()


def test_what_is_taken_out_of_the_document_is_not_in_the_snapshot(
    database: Database, guides: Guides, cast: Cast, document: int
) -> None:
    guide = guides.get("school", "sv")
    before = taken(database, guide, document)
    with database.writing() as session:
        row = lock_document(session, document)
        first = questions_of(session, document)[0]
        asking.remove(session, row, first.id, NOW)
    assert len(taken(database, guide, document).questions) == len(before.questions) - 1
    with database.writing() as session:
        asking.bring_back(session, lock_document(session, document), first.id, NOW)
    assert taken(database, guide, document) == before


def test_a_snapshot_is_of_one_moment_while_others_ask_questions(
    database: Database, guides: Guides, cast: Cast, document: int
) -> None:
    """The texts and the questions are read one after the other; nothing comes in between."""
    guide = guides.get("school", "sv")
    enough = Event()
    failures: list[BaseException] = []

    def ask() -> None:
        while not enough.is_set():
            with database.writing() as session:
                row = lock_document(session, document)
                asking.ask(session, row, guide, "pupils", "Vad?", NOW)
                questions = questions_of(session, document)
                if len(questions) > 60:
                    asking.remove(session, row, questions[0].id, NOW)

    def look() -> None:
        try:
            for _ in range(60):
                taken(database, guide, document)
        except BaseException as error:
            failures.append(error)

    asker = Thread(target=ask)
    lookers = [Thread(target=look) for _ in range(2)]
    for thread in (asker, *lookers):
        thread.start()
    for thread in lookers:
        thread.join()
    enough.set()
    asker.join()
    assert failures == []
    with database.reading() as session:
        assert len(session.scalars(select(QuestionRow)).all()) > 3


def test_parts_that_the_guide_has_no_more_come_last_and_are_kept(
    database: Database, guides: Guides, cast: Cast, document: int
) -> None:
    guide = guides.get("school", "sv")
    with database.writing() as session:
        row = lock_document(session, document)
        drafting.add_text(session, row, "part", "gone", taken(database, guide, document).unplaced)
    assert [part.id for part in taken(database, guide, document).parts][-1] == "gone"
