"""Convergence: twenty people write in one text through two server processes that are killed three
times, and in the end all see the same. Eight seconds long; `make soak` lets them write for sixty.
"""

import os
import random
import string
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

IS_SOAK = "WPR_TEST_SOAK" in os.environ
SECONDS = 60.0 if IS_SOAK else 8.0
KEYS_A_SECOND = 5.0 if IS_SOAK else 3.0
LETTERS = string.ascii_letters[:20]
KILLS = 3


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
        """What this writer's own screen shows once it has everything up to `version`.

        It asks for what a killed server did not tell, as a page does when its stream has a gap.
        """
        self.hang_up()
        deadline = time.monotonic() + 2
        while self.version < version and time.monotonic() < deadline:
            self._catch_up()
            time.sleep(0.01)
        while self.version < version:
            path = f"/texts/{self.text_id}/steps?since={self.version}"
            _, answer = self._request("GET", path)
            for body, client in zip(answer["steps"], answer["clients"], strict=True):
                self._apply(body, mine=client == self.client)
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
    for _ in range(KILLS):
        time.sleep(SECONDS / (KILLS + 1))
        two_processes.kill()
        two_processes.start()
    for thread in threads:
        thread.join(SECONDS + 60)
        assert not thread.is_alive()

    reader = Wanderer(desk, desk.text_ids[0], "-")
    truth = reader.doc
    for writer in writers:
        assert writer.settle(reader.version).eq(truth)
    for writer in (*writers, reader):
        writer.stop()
    typed = Counter(truth.text_between(0, truth.content.size))
    assert typed == {writer.letter: writer.typed for writer in writers}
    assert all(writer.acknowledged == writer.typed > 5 for writer in writers)
    statuses = sum((writer.statuses for writer in writers), Counter())
    moved = sum(writer.moved for writer in writers)
    print(f"{typed.total()} keys typed = stored; answers {dict(statuses)}, {moved} of them moved")
    assert statuses.keys() <= {200, 409, 503}
    assert moved > 20
