"""Hashing passwords: slow, salted, the same whatever keyboard, and telling nothing by its time."""

import time

import pytest
from argon2 import PasswordHasher

from wpr.services.hashing import hash_password, is_outdated, matches

pytestmark = pytest.mark.usefixtures("slow_hashing")


def test_a_password_matches_its_hash_and_no_other() -> None:
    stored = hash_password("längtan till fjällen")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")  # RFC 9106, little memory
    assert len(stored) <= 200  # the column
    assert matches(stored, "längtan till fjällen")
    assert matches(stored, "la\u0308ngtan till fja\u0308llen")
    assert not matches(stored, "Längtan till fjällen")
    assert not matches(stored, "")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert hash_password("tre blå kaffekoppar") != hash_password("tre blå kaffekoppar")


def test_no_hash_and_a_broken_one_match_nothing() -> None:
    for stored in ("", "x", "$argon2id$broken"):
        assert not matches(stored, "")
        assert not matches(stored, "nobody's password")


def test_older_parameters_are_noticed() -> None:
    assert not is_outdated(hash_password("tre blå kaffekoppar"))
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash("tre blå kaffekoppar"))


def test_nobody_takes_as_much_work_as_somebody() -> None:
    stored = hash_password("tre blå kaffekoppar")
    matches("", "warm")

    def work(hash_: str) -> float:
        start = time.process_time()  # the machine may be busy with something else
        for _ in range(6):
            matches(hash_, "fel lösenord")
        return time.process_time() - start

    assert 0.5 < work("") / work(stored) < 2
