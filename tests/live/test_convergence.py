"""Convergence: six people write in one text through two server processes, and all see the same."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from prosemirror.model import Node

from tests.fixtures.desks import furnish
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Board, Desk, Writer

SECONDS = 6.0
KEYS_A_SECOND = 12.0
LETTERS = "abcdef"


class Wanderer(Writer):
    """Types here and there: every batch at another place of the text."""

    def __init__(self, desk: Desk, text_id: int, letter: str) -> None:
        self.statuses: Counter[int] = Counter()
        self.moved = 0
        self.chance = random.Random(letter)
        super().__init__(desk, text_id, letter, Board())

    def send(self) -> None:
        """Send from somewhere else than the last time."""
        if not self.sent:
            self.caret = self.chance.randint(1, self.doc.content.size - 1)
        super().send()

    def settle(self, version: int) -> Node:
        """What this writer's own screen shows once it has heard everything up to `version`."""
        deadline = time.monotonic() + 10
        while self.version < version:
            assert time.monotonic() < deadline, f"{self.letter} stayed at {self.version}"
            self._catch_up()
            time.sleep(0.01)
        return self.doc

    def _request(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        status, answer = super()._request(method, path, body)
        self.statuses[status] += 1
        self.moved += method == "POST" and status == 200 and "steps" in answer
        return status, answer


@pytest.fixture
def two_processes(tmp_path: Path, empty_database_url: str) -> Iterator[LiveServer]:
    """A server whose requests go to either of two processes."""
    server = LiveServer(tmp_path / "live", WPR_WORKERS="2", WPR_DATABASE_URL=empty_database_url)
    server.start()
    yield server
    server.kill()


def test_all_screens_show_the_same_and_every_key_is_there(two_processes: LiveServer) -> None:
    assert len(two_processes.workers()) == 2
    desk = furnish(two_processes, texts=1)
    writers = [Wanderer(desk, desk.text_ids[0], letter) for letter in LETTERS]
    threads = [Thread(target=one.write, args=(SECONDS, KEYS_A_SECOND)) for one in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()

    reader = Wanderer(desk, desk.text_ids[0], "-")
    truth = reader.doc
    for writer in writers:
        assert writer.settle(reader.version).eq(truth)
    for writer in (*writers, reader):
        writer.stop()
    typed = Counter(truth.text_between(0, truth.content.size))
    assert typed == {writer.letter: writer.typed for writer in writers}
    assert all(writer.acknowledged == writer.typed > 20 for writer in writers)
    statuses = sum((writer.statuses for writer in writers), Counter())
    assert statuses.keys() <= {200, 409, 503}
    assert sum(writer.moved for writer in writers) > 20
