"""Versioning and restoring: what is kept reads back, and comes back without losing anything."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from wpr.domain.author import Author
from wpr.domain.guide import Guide
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotFound, Refusal
from wpr.domain.snapshot import Facts, Unknown
from wpr.domain.version import VersionKind
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import asking, choosing, commenting, drafting, editing, reading_on
from wpr.services.commenting import About, Said
from wpr.services.pinning import Passage
from wpr.services.restoring import differences, restore
from wpr.services.snapshotting import take
from wpr.services.versioning import keep, snapshot_of
from wpr.storage.comment_queries import from_start
from wpr.storage.comments import ThreadRow
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.version_queries import version_by_number, versions_of
from wpr.storage.versions import VersionRow


@pytest.fixture
def guide(guides: Guides) -> Guide:
    return guides.get("school", "sv")


def part(session: Session, cast: Cast, name: str = "lead") -> TextRow:
    return session.scalars(
        select(TextRow).where(TextRow.document_id == cast.document_id, TextRow.name == name)
    ).one()


def write(session: Session, cast: Cast, source: str, name: str = "lead") -> None:
    document, text = session.get_one(DocumentRow, cast.document_id), part(session, cast, name)
    editing.rewrite(session, document, text, cast.bo.id, text.version, source, NOW)


def test_a_version_reads_back_as_it_was_whatever_is_written_later(
    database: Database, cast: Cast, guide: Guide
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        snapshot = take(session, document, guide)
        keep(session, document, guide, NOW, by_id=cast.anna.id, name="  Till \n rektor ", note="n")
        write(session, cast, "Något helt annat.")
    with database.reading() as session:
        row = version_by_number(session, cast.document_id, 1)
        assert row is not None
        assert snapshot_of(row) == snapshot
        assert (row.name, row.note, row.kind) == ("Till rektor", "n", VersionKind.NAMED)
        assert row.digest == snapshot.digest()
        assert row.words > 0


def test_an_automatic_version_of_the_same_is_not_kept_twice(
    database: Database, cast: Cast, guide: Guide
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        first = keep(session, document, guide, NOW, by_id=None)
        assert keep(session, document, guide, NOW, by_id=None) is first
        named = keep(session, document, guide, NOW, by_id=None, name="Namnet")
        assert (first.number, named.number) == (1, 2)
        write(session, cast, "Nytt.")
        assert keep(session, document, guide, NOW, by_id=None).number == 3


@pytest.mark.parametrize(("name", "note"), [("x" * 10_000, ""), ("Namn", "x" * 10_000)])
def test_a_name_or_note_without_end_is_refused(
    database: Database, cast: Cast, guide: Guide, name: str, note: str
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        with pytest.raises(Refusal, match="version-n"):
            keep(session, document, guide, NOW, by_id=None, name=name, note=note)
        assert versions_of(session, document.id) == []


def test_restoring_brings_back_texts_questions_facts_and_order_on_the_same_rows(
    database: Database, cast: Cast, guide: Guide
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        bank = guide.bank
        asking.mark_unknown(
            session, document, questions_of(session, document.id)[0].id, Unknown("Rektor"), NOW
        )
        choosing.set_aside(session, document, bank, "E3", "Berör inte oss.", NOW)
        drafting.set_facts(session, document, "Veckobrevet", Facts(place="Umeå"), NOW)
        write(session, cast, "Ett två tre. Fyra fem sex.\n\nSju åtta.")
        version = keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        first, second, *_ = rows = questions_of(session, document.id)
        wanted = [row.id for row in rows]

        write(session, cast, "Ett två. Fyra fem sex sju.\n\nSju åtta.\n\nNio.")
        asking.remove(session, document, first.id, NOW)
        asking.move(session, document, second.id, 2, NOW)
        asking.mark_known(session, document, second.id, NOW)
        choosing.take_back(session, document, bank, "E3", NOW)
        choosing.touch(session, document, bank, [bank.triggers[0].id], NOW)
        added = asking.ask(session, document, guide, second.group, "Ny fråga?", NOW)
        drafting.set_facts(session, document, "Annat", Facts(team=("Bo",)), NOW)

        later = NOW + timedelta(hours=1)
        restored = restore(session, document, guide, version, cast.bo.id, later)
        assert restored is not None
        assert restored.after.digest == version.digest
        assert (restored.after.kind, restored.after.restored_from) == (VersionKind.RESTORED, 1)
        assert take(session, document, guide) == snapshot_of(version)
        assert [row.id for row in questions_of(session, document.id)] == wanted
        assert added.removed_at == later
        steps = session.scalar(
            select(func.count()).select_from(StepRow).where(StepRow.client == "restore")
        )
        assert 0 < (steps or 0) < 8  # words, not whole texts

        undone = restore(session, document, guide, restored.before, cast.bo.id, later)
        assert undone is not None
        assert undone.after.digest == restored.before.digest
        assert restore(session, document, guide, restored.before, cast.bo.id, later) is None


def test_one_place_alone_comes_back(database: Database, cast: Cast, guide: Guide) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        write(session, cast, "Som det var.")
        version = keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        question = questions_of(session, document.id)[0]
        write(session, cast, "Som det blev.")
        write(session, cast, "Rubriken blev ny", "headline")
        asking.remove(session, document, question.id, NOW)
        places = [one.place for one in differences(session, document, guide, version)]
        assert places == ["part-headline", "part-lead", f"question-{question.id}"]

        assert restore(session, document, guide, version, cast.bo.id, NOW, place="part-lead")
        assert plain(read(part(session, cast).content)) == "Som det var."
        assert plain(read(part(session, cast, "headline").content)) == "Rubriken blev ny"
        assert restore(session, document, guide, version, cast.bo.id, NOW, place=places[2])
        assert question.removed_at is None
        assert not restore(session, document, guide, version, cast.bo.id, NOW, place=places[2])
        for place in ("part-nowhere", "question-999999", "question-", "nothing"):
            with pytest.raises(NotFound):
                restore(session, document, guide, version, cast.bo.id, NOW, place=place)


def test_a_comment_stays_on_its_words_through_a_restore_and_its_undo(
    database: Database, cast: Cast, guide: Guide
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        write(session, cast, "Först en mening. Brevet kommer på torsdagar.")
        version = keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        write(session, cast, "En helt ny början. Brevet kommer på torsdagar. Och slut.")
        text = part(session, cast)
        start = plain(read(text.content)).index("torsdagar") + 1
        passage = Passage(text.id, text.version, start, start + 9, "torsdagar")
        author, said = Author(user_id=cast.cecilia.id), Said("Varför då?")
        comment = commenting.start(session, document, author, About(passage=passage), said, NOW)
        thread = session.get_one(ThreadRow, comment.thread_id)

        def commented() -> str:
            session.flush()
            session.refresh(thread)
            assert not thread.is_lost
            node = read(part(session, cast).content)
            start, end = (
                from_start(place or 0, node.content.size) for place in (thread.start, thread.end)
            )
            return plain(node)[start - 1 : end - 1]

        restored = restore(session, document, guide, version, cast.bo.id, NOW)
        assert restored is not None
        assert commented() == "torsdagar"
        restore(session, document, guide, restored.before, cast.bo.id, NOW)
        assert commented() == "torsdagar"


@pytest.mark.both_databases
def test_what_was_there_before_a_restore_stays_though_it_was_kept_because_somebody_looked(
    database: Database, cast: Cast, guide: Guide
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        version = keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        write(session, cast, "Det här ska gå att ångra.")
        looked_at = reading_on.read_now(session, document, guide, cast.anna.id, NOW)
        restored = restore(session, document, guide, version, cast.anna.id, NOW)
        assert restored is not None
        assert restored.before is looked_at
        reading_on.read_now(session, document, guide, cast.anna.id, NOW + timedelta(minutes=1))
        number = restored.before.number
    with database.reading() as session:
        assert version_by_number(session, cast.document_id, number) is not None


def test_what_another_writes_meanwhile_is_there_after_a_restore_of_the_rest(
    database: Database, cast: Cast, guide: Guide
) -> None:
    """The client that typed on the version before the restore gets its steps, and rebases."""
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        write(session, cast, "Ett två tre.")
        version = keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        write(session, cast, "Ett tre.")
        text = part(session, cast)
        seen = text.version
        restore(session, document, guide, version, cast.bo.id, NOW)
        known = editing.since(session, text, seen)
        assert known.clients == ["restore"] * len(known.steps)
        assert text.version == seen + len(known.steps)
        assert plain(read(text.content)) == "Ett två tre."


def test_versions_go_with_their_document(database: Database, cast: Cast, guide: Guide) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        keep(session, document, guide, NOW, by_id=cast.anna.id, name="Ett")
        session.delete(document)
        session.flush()
        assert session.scalar(select(func.count()).select_from(VersionRow)) == 0
