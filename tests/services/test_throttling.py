"""Throttling: a few tries, then a wait that ends; others are not made to wait."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from wpr.services.throttling import (
    WINDOW,
    Limit,
    Throttled,
    account_key,
    address_key,
    count_try,
    forget,
    take_back,
)
from wpr.storage.database import Database
from wpr.storage.people import Attempt

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
LIMIT = Limit("account:a", 3)


def tries(database: Database, count: int, at: datetime = START, limit: Limit = LIMIT) -> list[int]:
    ids = []
    for number in range(count):
        with database.writing() as session:
            ids += count_try(session, [limit], at + timedelta(seconds=number))
    return ids


def rows(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_after_the_last_allowed_try_one_waits(database: Database) -> None:
    tries(database, 3)
    with pytest.raises(Throttled) as throttled:
        tries(database, 1, START + timedelta(minutes=5))
    assert throttled.value.facts == {"minutes": 10}
    assert throttled.value.status == 429
    assert rows(database) == 3  # waiting is not made longer by trying


def test_the_wait_is_over_when_the_oldest_try_is(database: Database) -> None:
    tries(database, 3)
    with pytest.raises(Throttled):
        tries(database, 1, START + WINDOW - timedelta(seconds=1))
    tries(database, 1, START + WINDOW + timedelta(seconds=1))


def test_another_key_is_not_throttled(database: Database) -> None:
    tries(database, 3)
    tries(database, 1, limit=Limit("account:b", 3))


def test_one_limit_of_several_is_enough(database: Database) -> None:
    tries(database, 3)
    both = [Limit("address:x", 30), LIMIT]
    with pytest.raises(Throttled), database.writing() as session:
        count_try(session, both, START + timedelta(minutes=1))
    assert rows(database) == 3


def test_a_right_try_is_taken_back_and_only_that(database: Database) -> None:
    ids = tries(database, 3)
    with database.writing() as session:
        take_back(session, ids[-1:])
    tries(database, 1, START + timedelta(minutes=1))
    with pytest.raises(Throttled):
        tries(database, 1, START + timedelta(minutes=1))


def test_forgetting_a_key_leaves_the_others(database: Database) -> None:
    tries(database, 2)
    tries(database, 1, limit=Limit("account:b", 3))
    with database.writing() as session:
        forget(session, "account:a")
    assert rows(database) == 1


def test_nothing_is_kept_longer_than_it_counts(database: Database) -> None:
    tries(database, 3)
    tries(database, 1, START + 2 * WINDOW, Limit("account:b", 3))
    assert rows(database) == 1


def test_an_account_is_kept_as_a_hash_that_fits() -> None:
    key = account_key("anna@example.se")
    assert "anna" not in key
    assert len("reset-" + key) <= 80
    assert key != account_key("bo@example.se")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "address:192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::"),
        ("2001:db8:1:2::9", "address:2001:db8:1:2::"),
        ("", "address:unknown"),
        ("x" * 500, "address:unknown"),
    ],
)
def test_an_address_counts_as_its_customer(address: str, key: str) -> None:
    assert address_key(address) == key
