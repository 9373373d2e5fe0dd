"""The history page with 500 versions, a document that was long written on, and what typing takes.

    python -m benchmarks.versions [--requests 100]

Everything runs against a server of its own. Aims: 60 ms for the history page; a document with
20,000 steps opens no slower than one with 20.
"""

import argparse
import statistics
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, text

from benchmarks.pages import get, times
from tests.fixtures.desks import example_desk
from tests.fixtures.hands import typed
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Desk
from wpr.domain.guide_file import load_guides
from wpr.domain.version import VersionKind
from wpr.places import GUIDES
from wpr.services.editing import Batch, submit
from wpr.services.versioning import keep
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, TextRow

VERSIONS = 500
KEYS = 1000


def main() -> None:
    """Print one row an act."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100)
    count = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder) / "data")
        server.start()
        database = Database(f"sqlite:///{server.data / 'wpr.db'}")
        try:
            measure(example_desk(server), database, count)
        finally:
            database.close()
            server.kill()


def measure(desk: Desk, database: Database, count: int) -> None:
    """Time the pages, then type and time them again."""
    here = f"/documents/{desk.document_id}"

    def p50(address: str) -> float:
        return statistics.median(times(desk.base, get(address, desk.cookie), count, 1)) * 1000

    print("| act | p50 ms |\n|---|---|")
    keep_many(database, desk)
    p50(here)  # a server warms up behind its first answers
    print(f"| the history page with {VERSIONS} versions | {p50(here + '/versions'):.1f} |")
    write(database, desk, 20)
    print(f"| open a document with 20 steps | {p50(here):.1f} |", flush=True)
    before = size(database)
    write(database, desk, KEYS)
    grown = (size(database) - before) / 1000
    write(database, desk, 20_000 - 20 - KEYS, at_once=200)
    print(f"| open it with 20,000 steps | {p50(here):.1f} |", flush=True)
    since = f"/texts/{desk.text_ids[0]}/steps?since=0"
    print(f"| ask for all its steps: the first thousand | {p50(since):.1f} |", flush=True)
    print(f"\nThousand keystrokes, saved one by one: {grown:.0f} kB.")


def write(database: Database, desk: Desk, keys: int, at_once: int = 1) -> None:
    """So many steps in the first text, each of one letter."""
    for _ in range(keys // at_once):
        with database.writing() as session:
            document = session.get_one(DocumentRow, desk.document_id)
            row = session.get_one(TextRow, desk.text_ids[0])
            steps = [typed("a"), {**typed("a"), "from": 1, "to": 2}]
            batch = Batch(
                row.version, "bench", [steps[(row.version + n) % 2] for n in range(at_once)]
            )
            submit(session, document, row, author(desk, database), batch, datetime.now(UTC))


def author(desk: Desk, database: Database) -> int:
    """Whose document it is."""
    with database.reading() as session:
        return session.scalars(
            select(Member.user_id).where(Member.document_id == desk.document_id)
        ).one()


def keep_many(database: Database, desk: Desk) -> None:
    """Five hundred versions, every tenth with a name."""
    guide = load_guides(GUIDES).get("school", "sv")
    for number in range(VERSIONS):
        with database.writing() as session:
            document = session.get_one(DocumentRow, desk.document_id)
            document.place = f"Ort {number}"
            document.content_seq = document.seq = document.seq + 1
            is_named = number % 10 == 0
            keep(
                session,
                document,
                guide,
                datetime.now(UTC),
                by_id=author(desk, database),
                name=f"Version {number}" if is_named else "",
                kind=VersionKind.NAMED if is_named else VersionKind.AUTOMATIC,
            )


def size(database: Database) -> int:
    """Bytes in use in the database."""
    with database.reading() as session:
        pages, free, bytes_a_page = (
            session.scalar(text(f"PRAGMA {name}")) or 0
            for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * bytes_a_page)


if __name__ == "__main__":
    main()
