"""The write gate: writers pass one at a time and in time, or are told that it is busy."""

import fcntl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from wpr.storage import gate
from wpr.storage.fault import Fault, StorageFault
from wpr.storage.gate import MOST_WAITING, WriteGate


@contextmanager
def held_by_another_process(lock_file: Path) -> Iterator[None]:
    """The lock as another process holds it (flock is by open file, so another handle will do)."""
    with lock_file.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        yield


def test_only_one_writer_is_inside_at_a_time(tmp_path: Path) -> None:
    gates = [WriteGate(tmp_path / "lock") for _ in range(2)]  # as two processes have them
    inside: list[int] = []
    most = 0

    def write(own: WriteGate, number: int) -> None:
        nonlocal most
        for _ in range(25):
            with own.passed():
                inside.append(number)
                most = max(most, len(inside))
                time.sleep(0.0005)
                inside.remove(number)

    threads = [Thread(target=write, args=(gates[n % 2], n)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_nobody_waits_much_longer_than_the_others(tmp_path: Path) -> None:
    own = WriteGate(tmp_path / "lock")
    waits: list[list[float]] = [[] for _ in range(8)]
    stop = Event()

    def write(mine: list[float]) -> None:
        while not stop.is_set():
            asked = time.monotonic()
            with own.passed():
                mine.append(time.monotonic() - asked)
                time.sleep(0.002)

    threads = [Thread(target=write, args=(mine,)) for mine in waits]
    for thread in threads:
        thread.start()
    time.sleep(2)
    stop.set()
    for thread in threads:
        thread.join()
    turns = [len(mine) for mine in waits]
    assert min(turns) > max(turns) / 4, turns
    assert max(map(max, waits)) < 1


def test_a_short_lock_of_another_process_is_waited_out(tmp_path: Path) -> None:
    own = WriteGate(tmp_path / "lock")
    with held_by_another_process(tmp_path / "lock"):
        passed = Event()

        def wait() -> None:
            with own.passed():
                passed.set()

        waiting = Thread(target=wait)
        waiting.start()
        assert not passed.wait(0.3)
    assert passed.wait(2)
    waiting.join()


def test_patience_ends_with_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE_S", 0.3)
    own = WriteGate(tmp_path / "lock")
    asked = time.monotonic()
    with (
        held_by_another_process(tmp_path / "lock"),
        pytest.raises(StorageFault) as refused,
        own.passed(),
    ):
        pass
    assert refused.value.fault is Fault.BUSY
    assert 0.3 <= time.monotonic() - asked < 8  # its own patience, not the usual one
    with own.passed():
        pass  # and the next one gets through


def test_one_too_many_is_turned_away_at_once(tmp_path: Path) -> None:
    own = WriteGate(tmp_path / "lock")
    entered: list[int] = []

    def write(number: int) -> None:
        with own.passed():
            entered.append(number)

    with held_by_another_process(tmp_path / "lock"):
        waiting = [Thread(target=write, args=(number,)) for number in range(MOST_WAITING)]
        for thread in waiting:
            thread.start()
        time.sleep(0.3)
        asked = time.monotonic()
        with pytest.raises(StorageFault) as refused, own.passed():
            pass
        assert refused.value.fault is Fault.BUSY
        assert time.monotonic() - asked < 4  # half of what others wait
    for thread in waiting:
        thread.join()
    assert len(entered) == MOST_WAITING


def test_a_fault_inside_opens_the_gate_again(tmp_path: Path) -> None:
    own = WriteGate(tmp_path / "lock")
    with pytest.raises(ZeroDivisionError), own.passed():
        _ = 1 / 0
    with own.passed():
        pass


def test_a_process_that_dies_inside_leaves_the_gate_open(tmp_path: Path) -> None:
    dying = (
        "import os, signal, sys; from pathlib import Path; from wpr.storage.gate import WriteGate\n"
        "with WriteGate(Path(sys.argv[1])).passed(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    died = subprocess.run([sys.executable, "-c", dying, tmp_path / "lock"], check=False)
    assert died.returncode == -9
    asked = time.monotonic()
    with WriteGate(tmp_path / "lock").passed():
        assert time.monotonic() - asked < 4


WRITE_FOR_A_WHILE = """
import sys, time
from pathlib import Path
from wpr.storage.gate import WriteGate
own, turns, longest = WriteGate(Path(sys.argv[1])), 0, 0.0
until = time.monotonic() + 2
while time.monotonic() < until:
    asked = time.monotonic()
    with own.passed():
        turns, longest = turns + 1, max(longest, time.monotonic() - asked)
        time.sleep(0.003)
print(turns, longest)
"""


def test_processes_take_turns(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE_FOR_A_WHILE, tmp_path / "lock"], stdout=subprocess.PIPE
        )
        for _ in range(3)
    ]
    told = [process.communicate()[0].split() for process in processes]
    turns = [int(one[0]) for one in told]
    assert min(turns) > max(turns) / 4, turns
    assert max(float(one[1]) for one in told) < 1
