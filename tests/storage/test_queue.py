"""The queue: in a file and in Redis, nothing is lost, done twice, or left to be read."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fixtures.queues import RedisServer
from wpr.storage import queue_stores
from wpr.storage.queue import Queue, QueueFault, TryLater
from wpr.storage.queue_workers import Workers

SECRET = "a-token-that-nobody-may-find"


@pytest.fixture(params=["file", "redis"])
def queue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Queue]:
    """A queue without workers, in each of the stores."""
    url = request.getfixturevalue("redis_server").url if request.param == "redis" else ""
    opened = Queue(url, tmp_path / "queue.db")
    yield opened
    opened.close()


@pytest.fixture
def workers(queue: Queue) -> Iterator[Workers]:
    """Threads for the queue, not yet started."""
    workers = Workers(queue, tick_s=0.1)
    yield workers
    workers.stop(within_s=5)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def work_off(queue: Queue) -> None:
    while queue.do_next():
        pass


def test_jobs_are_done_in_order_with_what_was_put_in(queue: Queue) -> None:
    done: list[tuple[str, int]] = []
    queue.teach("note", lambda word, number: done.append((word, number)))
    for number in range(3):
        queue.put("note", word="åäö 🎉", number=number)
    work_off(queue)
    assert done == [("åäö 🎉", 0), ("åäö 🎉", 1), ("åäö 🎉", 2)]


def test_many_workers_do_each_job_once(queue: Queue, workers: Workers) -> None:
    done: list[int] = []
    queue.teach("note", lambda number: done.append(number))
    for number in range(30):
        queue.put("note", number=number)
    others = Workers(queue, tick_s=60)
    workers.start()
    others.start()
    wait_until(lambda: len(done) == 30)
    others.stop(within_s=5)
    assert sorted(done) == list(range(30))
    assert not queue.do_next()


def test_a_job_that_asks_for_it_is_done_again_and_holds_up_nobody(
    queue: Queue, workers: Workers
) -> None:
    tries: list[float] = []
    others: list[int] = []

    def stubborn() -> None:
        tries.append(time.monotonic())
        if len(tries) < 3:
            raise TryLater(0.1)

    queue.teach("stubborn", stubborn)
    queue.teach("other", lambda: others.append(len(tries)))
    queue.put("stubborn")
    queue.put("other")
    workers.start()
    wait_until(lambda: len(tries) == 3)
    assert others[0] < 3


def test_what_breaks_is_kept_for_later_and_what_nobody_knows_is_dropped(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[int] = []
    queue.teach("broken", lambda: done[7])
    queue.teach("whole", lambda: done.append(1))
    for name in ("broken", "unknown", "whole"):
        queue.put(name)
    work_off(queue)
    assert done == [1]
    assert "a job nobody knows how to do is dropped: unknown" in caplog.text
    jobs, _ = queue._store()
    assert jobs.scheduled_count() == 1


def test_a_job_whose_worker_dies_is_done_by_another(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_stores, "LEASE_S", 0)
    done: list[int] = []

    def die_first() -> None:
        done.append(1)
        if len(done) == 1:
            raise SystemExit

    queue.teach("note", die_first)
    queue.put("note")
    with suppress(SystemExit):
        queue.do_next()
    queue.wake()
    work_off(queue)
    assert len(done) == 2
    queue.wake()
    assert not queue.do_next()


def test_jobs_wait_for_the_next_start(queue: Queue, tmp_path: Path) -> None:
    done: list[str] = []
    queue.put("note", word="kept")
    queue.close()
    again = Queue(queue._url, tmp_path / "queue.db")
    again.teach("note", lambda word: done.append(word))
    work_off(again)
    again.close()
    assert done == ["kept"]


def test_only_the_owner_can_read_the_file_and_nothing_of_a_done_job_is_left(
    tmp_path: Path,
) -> None:
    queue = Queue("", tmp_path / "data" / "queue.db")
    queue.teach("note", lambda **_: None)
    for _ in range(8):
        queue.put("note", word=SECRET * 100)
    files = list((tmp_path / "data").iterdir())
    assert any(SECRET.encode() in file.read_bytes() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    work_off(queue)
    assert not any(SECRET.encode() in file.read_bytes() for file in files)
    queue.close()


def test_what_is_no_job_of_ours_is_dropped_and_runs_no_code(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    jobs, _ = queue._store()
    for strange in (
        b"cos\nsystem\n(S'touch owned'\ntR.",
        b"{}",
        b"[1]",
        b'{"eta": null, "name": "x"}',
    ):
        jobs.storage.enqueue(strange)
        assert not queue.do_next()
    assert caplog.text.count("no job") == 4
    assert jobs.scheduled_count() == 0


def test_a_redis_that_is_away_is_told_and_waited_for(redis_server: RedisServer) -> None:
    done: list[int] = []
    queue = Queue(redis_server.url, Path("unused"))
    queue.teach("note", lambda: done.append(1))
    workers = Workers(queue, tick_s=60)
    redis_server.stop()
    with pytest.raises(QueueFault):
        queue.put("note")
    redis_server.start()
    queue.put("note")
    workers.start()
    wait_until(lambda: done == [1])
    workers.stop(within_s=5)
    queue.close()


def test_what_is_done_regularly_is_done_again_after_it_broke(
    queue: Queue, workers: Workers, caplog: pytest.LogCaptureFixture
) -> None:
    ticks: list[int] = []

    def tick() -> None:
        ticks.append(1)
        raise ValueError("broken")

    queue.at_each_tick(tick)
    workers.start()
    wait_until(lambda: len(ticks) > 2)
    assert "what is done regularly failed" in caplog.text
