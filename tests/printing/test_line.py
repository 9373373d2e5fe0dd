"""The line: each PDF once, in order, and told where one stands."""

from threading import Event

import pytest

from wpr.printing.faults import Occupied, TooLarge
from wpr.printing.line import AT_ONCE, Line


def test_who_waits_is_told_how_many_come_first_and_each_is_made_once() -> None:
    line, go = Line(), Event()
    made: list[str] = []

    def make(name: str) -> bytes:
        go.wait(10)
        made.append(name)
        return name.encode()

    places = [line.ask(name, lambda name=name: make(name)) for name in "abcd"]
    again = line.ask("d", lambda: make("never"))
    assert [place.before for place in places] == [0, 1, 2, 3]
    assert again.before == 3
    assert places[3].wait(0.05) is None
    go.set()
    assert [place.wait(10) for place in (*places, again)] == [b"a", b"b", b"c", b"d", b"d"]
    assert sorted(made) == ["a", "b", "c", "d"]
    assert AT_ONCE == 2


def test_a_fault_is_told_to_who_comes_back() -> None:
    line = Line()

    def fail() -> bytes:
        raise TooLarge("much")

    for _ in range(2):
        with pytest.raises(TooLarge):
            line.ask("a", fail).wait(10)


def test_a_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wpr.printing.line._LONGEST", 3)
    line, go = Line(), Event()
    for name in "abc":
        line.ask(name, lambda: bytes(go.wait(10)))
    with pytest.raises(Occupied):
        line.ask("d", bytes)
    assert line.ask("b", bytes).before == 1
    go.set()
