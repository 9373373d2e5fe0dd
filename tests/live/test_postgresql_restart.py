"""A PostgreSQL that is restarted while people write: they wait, and nothing is lost or doubled."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests.fixtures.desks import furnish
from tests.fixtures.postgresql import PostgresqlServer
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Board, Writer

SECONDS = 7.0
KEYS_A_SECOND = 10.0
LETTERS = "abc"


@pytest.fixture
def own_postgresql() -> Iterator[PostgresqlServer]:
    """A PostgreSQL of this test's own."""
    with PostgresqlServer() as server:
        yield server


def test_who_writes_goes_on_when_postgresql_is_back(
    own_postgresql: PostgresqlServer, tmp_path: Path
) -> None:
    url = own_postgresql.url(own_postgresql.create())
    server = LiveServer(tmp_path / "live", WPR_DATABASE_URL=url)
    server.start()
    try:
        desk = furnish(server, texts=1)
        board = Board()
        writers = [Writer(desk, desk.text_ids[0], letter, board) for letter in LETTERS]
        threads = [Thread(target=one.write, args=(SECONDS, KEYS_A_SECOND)) for one in writers]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS / 3)
        own_postgresql.stop()
        own_postgresql.start()
        back = time.monotonic()
        while any(writer.sent for writer in writers):
            assert time.monotonic() - back < 15
            time.sleep(0.02)
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive()
        text = writers[0].content()
        typed = Counter(text.text_between(0, text.content.size))
        assert typed == {writer.letter: writer.typed for writer in writers}
        keys = sum(writer.typed for writer in writers)
        assert len(board.waits) > keys * (len(writers) - 1) / 2  # also after it came back
        for writer in writers:
            assert writer.acknowledged == writer.typed
            writer.stop()
    finally:
        server.kill()
