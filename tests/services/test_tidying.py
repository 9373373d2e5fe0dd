"""Tidying: automatic versions when it is time, once however many processes there are; what is old
grows sparse, and nothing that somebody wanted goes."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import TooOld
from wpr.domain.thinning import Kept, Pace, to_drop
from wpr.rounds import Rounds
from wpr.services import crediting, editing
from wpr.services.reading_on import read_now
from wpr.services.versioning import keep
from wpr.settings import Settings
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, StepRow, TextRow
from wpr.storage.notices import NoticeRow
from wpr.storage.version_queries import versions_of

QUIET = timedelta(minutes=10)


@pytest.fixture
def rounds(database: Database, guides: Guides, settings: Settings) -> Rounds:
    return Rounds(database, guides, settings)


def write(session: Session, cast: Cast, source: str, at: datetime) -> TextRow:
    document = session.get_one(DocumentRow, cast.document_id)
    text = session.scalars(
        select(TextRow).where(TextRow.document_id == document.id, TextRow.name == "lead")
    ).one()
    editing.rewrite(session, document, text, cast.bo.id, text.version, source, at)
    return text


def numbers(database: Database, cast: Cast) -> list[int]:
    with database.reading() as session:
        return [version.number for version in versions_of(session, cast.document_id)]


def test_a_version_is_kept_after_the_quiet_time_and_only_of_what_is_new(
    database: Database, cast: Cast, rounds: Rounds
) -> None:
    rounds.keep_versions(NOW + QUIET - timedelta(seconds=1))
    assert numbers(database, cast) == []
    rounds.keep_versions(NOW + QUIET)
    rounds.keep_versions(NOW + 2 * QUIET)
    assert numbers(database, cast) == [1]
    with database.writing() as session:
        write(session, cast, "Nytt.", NOW + 2 * QUIET)
        write(session, cast, "", NOW + 2 * QUIET)  # and back again
        write(session, cast, "Ingress.", NOW + 2 * QUIET)
    rounds.keep_versions(NOW + 3 * QUIET)
    assert numbers(database, cast) == [2, 1]
    with database.reading() as session:
        assert versions_of(session, cast.document_id)[0].by_id == cast.bo.id


def test_a_version_is_kept_at_midnight_by_the_schools_clock_though_somebody_writes(
    database: Database, cast: Cast, rounds: Rounds
) -> None:
    midnight = datetime(2027, 6, 9, 22, 0, tzinfo=UTC)  # summer time
    rounds.keep_versions(NOW + QUIET)
    with database.writing() as session:
        write(session, cast, "Sent.", midnight - timedelta(minutes=1))
    rounds.keep_versions(midnight - timedelta(seconds=1))
    assert numbers(database, cast) == [1]
    with database.writing() as session:
        write(session, cast, "Senare.", midnight + timedelta(seconds=10))
    rounds.keep_versions(midnight + timedelta(seconds=20))
    assert numbers(database, cast) == [2, 1]
    with database.writing() as session:
        write(session, cast, "Senast.", midnight + timedelta(minutes=1))
    rounds.keep_versions(midnight + timedelta(minutes=2))
    assert numbers(database, cast) == [2, 1]


def test_processes_that_look_at_once_keep_one_version(
    cast: Cast, guides: Guides, settings: Settings, database: Database
) -> None:
    with closing(Database(settings.database_url)) as other:
        both = [Rounds(one, guides, settings) for one in (database, other)]
        threads = [Thread(target=one.keep_versions, args=[NOW + QUIET]) for one in both * 3]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert numbers(database, cast) == [1]


def test_versions_grow_sparse_but_not_those_that_somebody_wanted_or_read(
    database: Database, cast: Cast, guides: Guides, rounds: Rounds
) -> None:
    now = NOW + timedelta(days=100)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        guide = guides.get("school", "sv")
        for hour in range(6):
            at = NOW + timedelta(hours=hour)
            write(session, cast, f"Timme {hour}.", at)
            keep(session, document, guide, at, by_id=None, name="Namn" if hour == 1 else "")
            if hour == 2:
                read_now(session, document, guide, cast.david.id, at)
    rounds.tidy(now)
    assert numbers(database, cast) == [6, 5, 3, 2]  # the newest, the last of the old, read, named
    rounds.tidy(now)
    assert numbers(database, cast) == [6, 5, 3, 2]


def test_first_every_version_stays_then_one_a_day_then_one_a_week() -> None:
    def ages(*days: float) -> Iterator[Kept]:
        return (Kept(int(day * 100), NOW - timedelta(days=day)) for day in days)

    # NOW is a Monday at nine by the school's clock.
    pace = Pace(all_days=2, daily_days=10)
    assert to_drop(ages(0.1, 0.2, 1.1, 1.2), pace, NOW) == []
    assert to_drop(ages(3.0, 3.1, 3.2, 4.0), pace, NOW) == [320, 310]
    assert to_drop(ages(15, 16, 20, 22, 23), pace, NOW) == [2300, 2000, 1600]


def test_old_steps_go_and_who_is_further_behind_is_told_so(
    database: Database, cast: Cast, rounds: Rounds
) -> None:
    later = NOW + timedelta(days=31)
    with database.writing() as session:
        old = write(session, cast, "Gammalt.", NOW).version
        text = write(session, cast, "Gammalt och nytt.", later)
        before = crediting.written(session, cast.document_id)[text.id]
    rounds.tidy(later)
    with database.reading() as session:
        text = session.get_one(TextRow, text.id)
        assert min(session.scalars(select(StepRow.version))) == old
        assert len(editing.since(session, text, old).steps) == text.version - old
        assert editing.since(session, text, text.version).steps == []
        for version in range(old):
            with pytest.raises(TooOld):
                editing.since(session, text, version)
        assert crediting.written(session, cast.document_id)[text.id] == before


def test_notices_go_a_term_after_they_were_read_or_a_year_after_they_came(
    database: Database, cast: Cast, rounds: Rounds
) -> None:
    now, day = NOW + timedelta(days=500), timedelta(days=1)
    ages = {"new": (1, None), "read": (100, 89), "old": (364, None)}
    gone = {"read long ago": (100, 91), "older": (366, None), "old and read": (366, 1)}
    with database.writing() as session:
        for kind, (age, read) in (ages | gone).items():
            session.add(
                NoticeRow(
                    user_id=cast.anna.id,
                    document_id=cast.document_id,
                    kind=kind,
                    at=now - age * day,
                    read_at=None if read is None else now - read * day,
                )
            )
    rounds.tidy(now)
    with database.reading() as session:
        assert set(session.scalars(select(NoticeRow.kind))) == set(ages)


def test_who_has_missed_very_many_steps_gets_them_in_parts(
    database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "MOST_AT_ONCE", 3)
    with database.writing() as session:
        for number in range(5):
            text = write(session, cast, f"{number}" * (number + 1), NOW)
        first = editing.since(session, text, 0)
        assert (len(first.steps), first.version) == (3, text.version)
        rest = editing.since(session, text, 3)
        assert len(rest.steps) == min(3, text.version - 3)
