"""Joining a new service by set-up link, and signing in by a link that works once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.fixtures.accounts import NEW_PASSWORD
from tests.fixtures.cast import Cast
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import joining
from wpr.services.linking import LinkSpent
from wpr.services.newcomer import Newcomer
from wpr.storage.database import Database
from wpr.storage.people import Token, User

ANNA = Newcomer("Anna Ek", "anna@example.se", NEW_PASSWORD)


def set_up_token(database: Database, now: datetime) -> str:
    with database.writing() as session:
        token = joining.set_up_token(session, now)
    assert token is not None
    return token


def test_the_first_account_is_an_administrators(database: Database, now: datetime) -> None:
    opened = joining.set_up(database, set_up_token(database, now), ANNA, now)
    assert opened.user.is_admin
    with database.writing() as session:
        assert joining.set_up_token(session, now) is None


def test_a_new_start_makes_the_earlier_link_worthless(database: Database, now: datetime) -> None:
    first, second = set_up_token(database, now), set_up_token(database, now)
    with pytest.raises(NotFound):
        joining.set_up(database, first, ANNA, now)
    joining.set_up(database, second, ANNA, now)


def test_a_set_up_link_works_once(database: Database, now: datetime) -> None:
    token = set_up_token(database, now)
    joining.set_up(database, token, ANNA, now)
    with pytest.raises(LinkSpent):
        joining.set_up(database, token, Newcomer("Bo", "bo@example.se", NEW_PASSWORD), now)


def test_a_set_up_link_expires(database: Database, now: datetime) -> None:
    token = set_up_token(database, now)
    with pytest.raises(LinkSpent):
        joining.set_up(database, token, ANNA, now + joining.SET_UP_LIFETIME)


def test_a_set_up_link_is_worth_nothing_once_somebody_has_an_account(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        users = session.scalars(select(User)).all()
        assert joining.set_up_token(session, now) is None
        assert users


@pytest.mark.parametrize("token", ["", "admin", "0", "null", "%", "../x", "å" * 300])
def test_a_strange_token_sets_nothing_up(token: str, database: Database, now: datetime) -> None:
    set_up_token(database, now)
    with pytest.raises(NotFound):
        joining.set_up(database, token, ANNA, now)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (Newcomer("", "anna@example.se", NEW_PASSWORD), "name-missing"),
        (Newcomer("Anna", "anna", NEW_PASSWORD), "email-wrong"),
        (Newcomer("Anna", "anna@example.se", "kort"), "password-short"),
        (Newcomer("Anna Ek", "anna@example.se", "anna ek anna ek!"), "password-personal"),
    ],
)
def test_a_refusal_does_not_spend_the_link(
    who: Newcomer, code: str, database: Database, now: datetime
) -> None:
    token = set_up_token(database, now)
    with pytest.raises(Refusal, match=code):
        joining.set_up(database, token, who, now)
    joining.set_up(database, token, ANNA, now)


def test_of_two_at_once_one_becomes_the_administrator(database: Database, now: datetime) -> None:
    token = set_up_token(database, now)
    together = Barrier(2)

    def post(name: str) -> bool:
        together.wait()
        try:
            joining.set_up(database, token, Newcomer(name, f"{name}@example.se", NEW_PASSWORD), now)
        except LinkSpent:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(post, ["anna", "bo"])) == [False, True]
    with database.reading() as session:
        assert len(session.scalars(select(User)).all()) == 1


def test_a_sign_in_link_signs_its_person_in_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        token = joining.sign_in_token(session, cast.bo.id, now)
    with database.reading() as session:
        assert joining.read_sign_in_token(session, token, now).name == "Bo Dahl"
        assert joining.read_sign_in_token(session, token, now).name == "Bo Dahl"
    with database.writing() as session:
        assert joining.sign_in_by_token(session, token, "", now).user.id == cast.bo.id
    with pytest.raises(LinkSpent), database.writing() as session:
        joining.sign_in_by_token(session, token, "", now)


def test_a_sign_in_link_expires_when_it_says(database: Database, cast: Cast, now: datetime) -> None:
    with database.writing() as session:
        token = joining.sign_in_token(session, cast.bo.id, now, timedelta(hours=1))
    with database.reading() as session:
        joining.read_sign_in_token(session, token, now + timedelta(minutes=59))
        with pytest.raises(LinkSpent):
            joining.read_sign_in_token(session, token, now + timedelta(hours=1))


def test_a_closed_account_is_not_reached_by_link(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        token = joining.sign_in_token(session, cast.bo.id, now)
        session.get_one(User, cast.bo.id).disabled_at = now
    with pytest.raises(NotFound), database.writing() as session:
        joining.sign_in_by_token(session, token, "", now)


def test_the_database_keeps_no_token_that_could_be_used(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        token = joining.sign_in_token(session, cast.bo.id, now)
    with database.reading() as session:
        row = session.scalars(select(Token)).one()
        assert token not in {str(value) for value in vars(row).values()}
        with pytest.raises(NotFound):
            joining.read_sign_in_token(session, row.token_hash, now)
