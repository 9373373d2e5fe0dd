"""Backing up: every row of a database as one file, taken while people type, and back again.

The file is gzipped JSON, one value a line: a head; for each table its name and columns, then its
rows; at the end how many rows each table had. Nothing in it depends on the kind of database, so
what SQLite held can be restored into PostgreSQL and the other way round.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, Date, DateTime, MetaData, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from wpr.storage.database import Database, faults_named
from wpr.storage.migrating import migrate, revision_of
from wpr.storage.tables import metadata
from wpr.storage.whole_file import whole_file

FORMAT: Final = "wpr backup 1"
_ROWS_AT_ONCE: Final = 500
_REVISIONS: Final = "alembic_version"

Progress = Callable[[int], None]
"""Called now and then with the number of rows done so far."""


class BackupFault(Exception):
    """A backup that cannot be made or restored. The text is one sentence for the console."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup file holds: rows of a schema revision, as they were at one moment."""

    revision: str
    made_at: datetime
    rows: Counter[str]


def back_up(database: Database, file: Path, now: datetime, progress: Progress) -> Backup:
    """Write every row, as one consistent state, to a file that only its owner may read.

    The file appears when it is whole, in place of an older one. Like the database it holds hashed
    passwords and sessions. Raises BackupFault for a database without tables, OSError when the file
    cannot be written.
    """
    with whole_file(file, 0o600) as raw, gzip.open(raw, "wt", encoding="utf-8") as out:
        return _write(database, out, now, progress)


def restore(database: Database, file: Path, progress: Progress) -> Backup:
    """Fill a database that holds no people and no documents, and bring it to the newest schema.

    All rows or none. Raises BackupFault for a database in use and for a file that is not a whole
    backup, SchemaFault for one of a newer schema, OSError for one that cannot be read.
    """
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            return fill_from(database, lines, progress)
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError, LookupError, TypeError) as error:
        raise BackupFault(f"{file} is not a whole backup of wpr: {error}.") from error
    except (IntegrityError, DataError) as error:
        reason = str(error.orig).splitlines()[0]
        raise BackupFault(f"{file} does not fit together: {reason}.") from error


def fill_from(database: Database, lines: IO[str], progress: Progress) -> Backup:
    """Fill a database without people and documents with the lines that `write_rows` wrote, all rows
    or none, and bring it to the newest schema. Raises what `restore` translates, and what it
    raises."""
    name, revision, made_at = json.loads(lines.readline())
    if name != FORMAT:
        raise ValueError(f"it begins with {name!r}")
    _make_room(database, revision)
    with database.writing() as session:
        rows = _fill(session.connection(), lines, progress)
    migrate(database)
    return Backup(revision, datetime.fromisoformat(made_at), rows)


def _write(database: Database, out: IO[str], now: datetime, progress: Progress) -> Backup:
    engine = database.engine
    if not database.is_sqlite:  # whose transactions otherwise see what others commit meanwhile
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with faults_named(), engine.connect() as connection:
        return write_rows(connection, out, now, progress)


def write_rows(
    connection: Connection,
    out: IO[str],
    now: datetime,
    progress: Progress,
    kept: Callable[[str, dict[str, Any]], dict[str, Any] | None] = lambda _table, row: row,
) -> Backup:
    """Write every row, as `kept` gives it back (None: not at all), one value a line."""
    revision = revision_of(connection)
    if revision is None:
        raise BackupFault("There is nothing to back up: the database has no tables yet.")
    _put(out, [FORMAT, revision, now.isoformat()])
    counts: Counter[str] = Counter()
    for table in _tables(connection):
        columns = table.columns.keys()
        _put(out, {"table": table.name, "columns": columns})
        query = select(table).execution_options(yield_per=_ROWS_AT_ONCE)
        for row in connection.execute(query):
            values = kept(table.name, dict(zip(columns, row, strict=True)))
            if values is not None:
                _put(out, [_to_json(values[column]) for column in columns])
                counts[table.name] += 1
                progress(counts.total())
    _put(out, {"rows": counts})
    return Backup(revision, now, counts)


def _make_room(database: Database, revision: str) -> None:
    """Leave the empty tables of `revision`. What is there may not hold people or documents."""
    with database.writing() as session:
        connection = session.connection()
        there = MetaData()
        there.reflect(connection, only=lambda name, _: name in {_REVISIONS, *metadata().tables})
        for name in ("users", "documents"):
            if name in there.tables and _count(connection, there.tables[name]):
                raise BackupFault(
                    "The database already holds people or documents. Restore into an empty one:"
                    " set WPR_DATA to a new folder, or WPR_DATABASE_URL to a new database."
                )
        there.drop_all(connection)
    migrate(database, revision)


def _fill(connection: Connection, lines: IO[str], progress: Progress) -> Counter[str]:
    tables = {table.name: table for table in _tables(connection)}
    counts: Counter[str] = Counter()
    for table, rows in groupby(_rows(lines, tables), key=itemgetter(0)):
        while batch := [row for _, row in islice(rows, _ROWS_AT_ONCE)]:
            connection.execute(insert(table), batch)
            counts[table.name] += len(batch)
            progress(counts.total())
    for table in tables.values():
        if _count(connection, table) != counts[table.name]:
            raise ValueError(f"not every row of {table.name} arrived")
        if connection.dialect.name == "postgresql" and "id" in table.columns:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            last = func.setval(sequence, func.max(table.columns["id"]))
            connection.execute(select(last).having(func.count() > 0))
    return counts


def _rows(lines: IO[str], tables: dict[str, Table]) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Every row with its table. Raises ValueError unless the end is there and agrees."""
    table: Table | None = None
    readers: dict[str, Callable[[Any], Any]] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        match json.loads(line):
            case list() as values if table is not None:
                pairs = zip(readers.items(), values, strict=True)
                yield table, {column: read(value) for (column, read), value in pairs}
                counts[table.name] += 1
            case {"table": str(name), "columns": list(columns)}:
                table = tables[name]
                readers = {column: _reader(table, column) for column in columns}
            case {"rows": dict(expected)}:
                if expected != counts:
                    raise ValueError("the number of rows at its end is another")
                return
            case _:
                raise ValueError("a line is not of its kind")
    raise ValueError("its end is missing")


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, whatever its revision, those pointed at first."""
    there = MetaData()
    there.reflect(connection)
    return [table for table in there.sorted_tables if table.name != _REVISIONS]


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _put(out: IO[str], value: Any) -> None:
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime):  # SQLite gives UTC without saying so
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _reader(table: Table, column: str) -> Callable[[Any], Any]:
    kind = table.columns[column].type
    if isinstance(kind, DateTime):
        return lambda value: value and datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return lambda value: value and date.fromisoformat(value)
    return lambda value: value
