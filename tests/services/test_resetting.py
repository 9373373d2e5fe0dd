"""Resetting a password: by a link that works once, within the hour, for the right account."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.fixtures.accounts import NEW_PASSWORD
from tests.fixtures.cast import PASSWORD, Cast
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import joining, resetting, signing_in
from wpr.services.linking import LinkSpent
from wpr.services.proving import Proof
from wpr.services.throttling import WINDOW, Throttled
from wpr.storage.database import Database
from wpr.storage.people import SignIn, Token, User

HOME = "192.0.2.7"


def token_for(database: Database, email: str, now: datetime) -> str | None:
    with database.writing() as session:
        made = resetting.make_for_address(session, email, now)
    return made.token if made else None


def reset(
    database: Database, token: str | None, now: datetime, password: str = NEW_PASSWORD
) -> None:
    assert token
    resetting.reset(database, token, password, "wpr.example.se", "", now)


def can_enter(database: Database, password: str, now: datetime) -> bool:
    try:
        signing_in.sign_in(database, Proof("anna@example.se", password, HOME), "", now)
    except Refusal:
        return False
    return True


def test_a_link_sets_a_new_password_and_ends_every_session(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        old = signing_in.open_session(session, session.get_one(User, cast.anna.id), "", now)
        signing_in.open_session(session, session.get_one(User, cast.bo.id), "", now)
        one_time = joining.sign_in_token(session, cast.anna.id, now)
    reset(database, token_for(database, "Anna@Example.se", now), now)
    assert can_enter(database, NEW_PASSWORD, now)
    assert not can_enter(database, PASSWORD, now)
    with database.reading() as session:
        assert signing_in.find(session, old, now) is None
        assert session.scalars(select(SignIn).where(SignIn.user_id == cast.bo.id)).all()
        with pytest.raises(NotFound):
            joining.read_sign_in_token(session, one_time, now)


def test_a_link_works_once_and_takes_the_others_with_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    first = token_for(database, "anna@example.se", now)
    second = token_for(database, "anna@example.se", now)
    reset(database, first, now)
    for token in (first, second):
        with pytest.raises((NotFound, LinkSpent)):
            reset(database, token, now)


def test_a_link_lasts_an_hour(database: Database, cast: Cast, now: datetime) -> None:
    token = token_for(database, "anna@example.se", now)
    with pytest.raises(LinkSpent):
        reset(database, token, now + timedelta(minutes=60))
    reset(database, token, now + timedelta(minutes=59))


def test_there_is_no_link_for_an_unknown_or_closed_account(
    database: Database, cast: Cast, now: datetime
) -> None:
    assert token_for(database, "nobody@example.se", now) is None
    with database.writing() as session:
        session.get_one(User, cast.anna.id).disabled_at = now
    assert token_for(database, "anna@example.se", now) is None
    with pytest.raises(Refusal, match="closed"), database.writing() as session:
        resetting.make_for_user(session, cast.admin, cast.anna.id, now)


def test_a_link_dies_when_the_account_is_closed(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = token_for(database, "anna@example.se", now)
    with database.writing() as session:
        session.get_one(User, cast.anna.id).disabled_at = now
    with pytest.raises(NotFound):
        reset(database, token, now)


def test_nobodys_mailbox_is_filled(database: Database, cast: Cast, now: datetime) -> None:
    made = [token_for(database, "anna@example.se", now) for _ in range(5)]
    assert [bool(token) for token in made] == [True] * resetting.MOST_BY_ACCOUNT + [False] * 2
    assert token_for(database, "anna@example.se", now + WINDOW)


def test_one_network_address_cannot_ask_without_end(
    database: Database, cast: Cast, now: datetime
) -> None:
    for number in range(resetting.MOST_BY_ADDRESS):
        with database.writing() as session:
            resetting.ask(session, f"number{number}@example.se", HOME, now)
    with pytest.raises(Throttled), database.writing() as session:
        resetting.ask(session, "anna@example.se", HOME, now)


def test_asking_for_links_does_not_use_up_the_tries_at_signing_in(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(6):
        with database.writing() as session:
            resetting.ask(session, "anna@example.se", HOME, now)
        token_for(database, "anna@example.se", now)
    assert can_enter(database, PASSWORD, now)


def test_a_bad_password_does_not_spend_the_link(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = token_for(database, "anna@example.se", now)
    for bad in ("kort", "anna ek anna ek!", "lösenordlösenord", "wpr example wpr example"):
        with pytest.raises(Refusal, match="password-"):
            reset(database, token, now, bad)
    reset(database, token, now)


def test_a_throttled_account_gets_in_by_its_link(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(6):
        can_enter(database, "fel lösenord", now)
    assert not can_enter(database, PASSWORD, now)
    reset(database, token_for(database, "anna@example.se", now), now)
    assert can_enter(database, NEW_PASSWORD, now)


def test_the_link_is_kept_as_a_hash(database: Database, cast: Cast, now: datetime) -> None:
    token = token_for(database, "anna@example.se", now)
    with database.reading() as session:
        row = session.scalars(select(Token)).one()
        assert token not in {str(value) for value in vars(row).values()}
