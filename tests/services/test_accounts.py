"""Accounts: one an address, closed and opened again, and always an administrator."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest

from tests.fixtures.cast import Cast
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import accounts, closing, signing_in
from wpr.storage.database import Database
from wpr.storage.people import User


def test_an_account_is_made_once_an_address(database: Database, now: datetime) -> None:
    with database.writing() as session:
        user = accounts.create(session, " Gun@Example.se", "Gun  Ask", now, language="sv")
        assert (user.email, user.name, user.is_admin) == ("gun@example.se", "Gun Ask", False)
    with pytest.raises(Refusal, match="email-taken"), database.writing() as session:
        accounts.create(session, "gun@example.se", "Annan", now)


def test_of_two_accounts_made_at_once_for_an_address_one_is_kept(
    database: Database, now: datetime
) -> None:
    together = Barrier(2)

    def create(name: str) -> bool:
        try:
            with database.writing() as session:
                if not database.is_sqlite:
                    together.wait()  # on SQLite only one can be in here
                accounts.create(session, "gun@example.se", name, now)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(create, ["Ett", "Två"])) == [False, True]


def test_a_closed_account_is_signed_out_and_can_be_opened_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        token = signing_in.open_session(session, session.get_one(User, cast.bo.id), "", now)
        closing.close(session, cast.bo.id, now)
    with database.writing() as session:
        assert signing_in.find(session, token, now) is None
        accounts.reopen(session, cast.bo.id)
        assert signing_in.find(session, token, now) is None  # opening does not sign in
        assert session.get_one(User, cast.bo.id).disabled_at is None


def test_the_last_administrator_stays(database: Database, cast: Cast, now: datetime) -> None:
    with database.writing() as session:
        with pytest.raises(Refusal, match="last-administrator"):
            closing.close(session, cast.admin.id, now)
        with pytest.raises(Refusal, match="last-administrator"):
            accounts.make_administrator(session, cast.admin.id, is_admin=False)
        accounts.make_administrator(session, cast.bo.id, is_admin=True)
        closing.close(session, cast.admin.id, now)
        with pytest.raises(Refusal, match="last-administrator"):
            accounts.make_administrator(session, cast.bo.id, is_admin=False)


def test_a_closed_account_does_not_become_administrator(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        closing.close(session, cast.bo.id, now)
        with pytest.raises(Refusal, match="closed"):
            accounts.make_administrator(session, cast.bo.id, is_admin=True)


def test_two_administrators_who_close_each_other_at_once_do_not_both_succeed(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        accounts.make_administrator(session, cast.bo.id, is_admin=True)
    together = Barrier(2)

    def close(user: User) -> bool:
        together.wait()
        try:
            with database.writing() as session:
                closing.close(session, user.id, now)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(close, [cast.admin, cast.bo])) == [False, True]


def test_an_account_that_is_not_there_is_not_found(database: Database, now: datetime) -> None:
    with database.writing() as session:
        for act in (
            lambda: closing.close(session, 1, now),
            lambda: accounts.reopen(session, 1),
            lambda: accounts.make_administrator(session, 1, is_admin=True),
            lambda: accounts.change_profile(session, 1, "Anna", ""),
        ):
            with pytest.raises(NotFound):
                act()
