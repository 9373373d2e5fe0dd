"""Backing up and restoring: nothing missing, while people write, on and between both databases."""

import gzip
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.postgresql import PostgresqlServer
from wpr.storage.backing_up import BackupFault, back_up, restore
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, EventRow
from wpr.storage.migrating import SchemaFault, migrate
from wpr.storage.people import Attempt, User
from wpr.storage.tables import metadata

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """A database without tables, of the same kind as `database`."""
    database = Database(empty_database_url)
    yield database
    database.close()


def silent(_rows: int) -> None:
    pass


def every_row(database: Database) -> Rows:
    with database.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table))), key=repr)
            for table in metadata().sorted_tables
        }


def test_what_is_restored_is_what_was_there(
    database: Database, empty: Database, cast: Cast, tmp_path: Path
) -> None:
    with database.writing() as session:
        session.execute(
            update(DocumentRow).values(launch_date=NOW.date(), team=["Anna", "Bo"], place="Åmål 🎒")
        )
        session.add(Attempt(key="rows", at=NOW))
    backup = back_up(database, tmp_path / "backup.gz", NOW, silent)
    restored = restore(empty, tmp_path / "backup.gz", silent)
    assert every_row(empty) == every_row(database)
    assert restored == backup
    assert backup.rows["users"] == 7
    assert backup.made_at == NOW


def test_the_first_row_written_after_a_restore_gets_a_number_of_its_own(
    database: Database, empty: Database, cast: Cast, tmp_path: Path
) -> None:
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    restore(empty, tmp_path / "backup.gz", silent)
    with empty.writing() as session:
        gustav = User(email="gustav@example.se", name="Gustav", password_hash="", created_at=NOW)
        session.add(gustav)
        session.flush()
        assert gustav.id > max(person.id for person in (cast.anna, cast.frida, cast.admin))


def write_events(
    database: Database, document_id: int, stop: Event, acknowledged: list[int]
) -> None:
    """Number events of a document as typing does: the row and its count in one transaction."""
    while not stop.is_set():
        with database.writing() as session:
            row = session.scalars(
                select(DocumentRow).where(DocumentRow.id == document_id).with_for_update()
            ).one()
            row.seq += 1
            session.execute(
                insert(EventRow).values(
                    document_id=document_id, seq=row.seq, at=datetime.now(UTC), body="x" * 500
                )
            )
            number = row.seq
        acknowledged.append(number)


def test_a_backup_taken_while_people_write_misses_nothing_and_halves_nothing(
    database: Database, empty: Database, cast: Cast, tmp_path: Path
) -> None:
    stop = Event()
    acknowledged: list[int] = []
    writers = [
        Thread(target=write_events, args=(database, cast.document_id, stop, acknowledged))
        for _ in range(4)
    ]
    for writer in writers:
        writer.start()
    try:
        for _ in range(5):
            saved = len(acknowledged)
            while len(acknowledged) < saved + 20:
                time.sleep(0.005)
            before = max(acknowledged)
            back_up(database, tmp_path / "backup.gz", NOW, silent)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    restore(empty, tmp_path / "backup.gz", silent)
    with empty.reading() as session:
        seq = session.scalar(select(DocumentRow.seq))
        numbers = list(session.scalars(select(EventRow.seq).order_by(EventRow.seq)))
    assert seq is not None
    assert before <= seq <= max(acknowledged)
    assert numbers == list(range(1, seq + 1))


def test_sqlite_moves_to_postgresql_and_back(
    postgresql: PostgresqlServer, database: Database, cast: Cast, tmp_path: Path
) -> None:
    there = Database(postgresql.url(postgresql.create()))
    back = Database(f"sqlite:///{tmp_path / 'back.db'}")
    back_up(database, tmp_path / "first.gz", NOW, silent)
    restore(there, tmp_path / "first.gz", silent)
    back_up(there, tmp_path / "second.gz", NOW, silent)
    restore(back, tmp_path / "second.gz", silent)
    assert every_row(database) == every_row(there) == every_row(back)
    there.close()
    back.close()


def test_a_database_in_use_is_not_overwritten(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    with pytest.raises(BackupFault, match="already holds people"):
        restore(database, tmp_path / "backup.gz", silent)
    with database.reading() as session:
        assert count(session, User) == 7


def test_a_database_with_tables_but_nobody_in_it_may_be_filled(
    database: Database, empty: Database, cast: Cast, tmp_path: Path
) -> None:
    migrate(empty)
    with empty.writing() as session:
        session.add(Attempt(key="left over", at=NOW))
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    restore(empty, tmp_path / "backup.gz", silent)
    assert every_row(empty) == every_row(database)


def test_a_database_without_tables_has_nothing_to_back_up(empty: Database, tmp_path: Path) -> None:
    with pytest.raises(BackupFault, match="nothing to back up"):
        back_up(empty, tmp_path / "backup.gz", NOW, silent)
    assert not list(tmp_path.glob("*backup*"))


def test_only_the_owner_may_read_a_backup(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    assert (tmp_path / "backup.gz").stat().st_mode & 0o777 == 0o600


def lines_of(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return list(lines)


def damaged(lines: list[str], damage: str) -> bytes:
    whole = gzip.compress("".join(lines).encode())
    row = next(number for number, line in enumerate(lines) if '"anna@example.se"' in line)
    return {
        "cut off": whole[: len(whole) // 2],
        "not gzip": b"SQLite format 3\x00",
        "empty": b"",
        "of another program": gzip.compress(b'["other backup","0001","2027-03-01"]\n'),
        "not json": gzip.compress(b"hello\n"),
        "a bit flipped": whole[:200] + bytes([whole[200] ^ 1]) + whole[201:],
        "without its end": gzip.compress("".join(lines[:-1]).encode()),
        "a row taken out": gzip.compress("".join(lines[:row] + lines[row + 1 :]).encode()),
        "a row twice": gzip.compress("".join(lines[: row + 1] + lines[row:]).encode()),
        "an unknown table": gzip.compress("".join(lines).replace('"users"', '"others"').encode()),
    }[damage]


@pytest.mark.parametrize(
    "damage",
    [
        "cut off",
        "not gzip",
        "empty",
        "of another program",
        "not json",
        "a bit flipped",
        "without its end",
        "a row taken out",
        "a row twice",
        "an unknown table",
    ],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    database: Database, empty: Database, cast: Cast, tmp_path: Path, damage: str
) -> None:
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    broken = tmp_path / "broken.gz"
    broken.write_bytes(damaged(lines_of(tmp_path / "backup.gz"), damage))
    with pytest.raises(BackupFault, match=r"broken\.gz") as refused:
        restore(empty, broken, silent)
    assert "\n" not in str(refused.value)
    migrate(empty)
    assert not any(every_row(empty).values())


def test_a_backup_of_a_newer_schema_is_refused(
    database: Database, empty: Database, tmp_path: Path
) -> None:
    back_up(database, tmp_path / "backup.gz", NOW, silent)
    head, *rest = lines_of(tmp_path / "backup.gz")
    name, _, made_at = json.loads(head)
    newer = json.dumps([name, "9999", made_at]) + "\n"
    (tmp_path / "newer.gz").write_bytes(gzip.compress("".join([newer, *rest]).encode()))
    with pytest.raises(SchemaFault, match="9999"):
        restore(empty, tmp_path / "newer.gz", silent)


def test_progress_is_told(database: Database, cast: Cast, tmp_path: Path) -> None:
    told: list[int] = []
    backup = back_up(database, tmp_path / "backup.gz", NOW, told.append)
    assert told
    assert told == sorted(told)
    assert told[-1] == backup.rows.total()


def count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0
