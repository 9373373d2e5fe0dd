"""Errands: done after the answer, in order, and never in the way."""

import logging
import time
from collections.abc import Callable
from threading import Event

import pytest

from wpr.web import errands
from wpr.web.errands import Errands


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_errands_are_run_in_order() -> None:
    done: list[int] = []
    queue = Errands("test")
    for number in range(5):
        queue.run(lambda number=number: done.append(number))  # type: ignore[misc]
    wait_until(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]


def test_a_failed_errand_is_logged_and_the_next_one_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    after = Event()
    queue = Errands("test")
    queue.run(lambda: [][0])
    queue.run(after.set)
    assert after.wait(10)
    assert [record.message for record in caplog.records] == ["test failed"]


def test_what_is_too_much_is_dropped_and_said(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errands, "MOST_WAITING", 2)
    caplog.set_level(logging.ERROR)
    queue, go, done = Errands("test"), Event(), Event()
    queue.run(lambda: go.wait(10) and None)
    wait_until(lambda: queue._waiting.empty())
    for _ in range(2):
        queue.run(done.set)
    queue.run(lambda: pytest.fail("it was dropped"))
    go.set()
    assert done.wait(10)
    assert "dropped" in caplog.text


def test_what_waits_when_it_is_stopped_is_never_run() -> None:
    done: list[str] = []
    queue, begun = Errands("test"), Event()

    def under_way() -> None:
        begun.set()
        time.sleep(0.05)
        done.append("under way")

    queue.run(under_way)
    assert begun.wait(10)
    queue.run(lambda: done.append("waiting"))
    queue.stop()
    queue.run(lambda: done.append("late"))
    assert done == ["under way"]
    assert queue._thread is not None
    assert not queue._thread.is_alive()
