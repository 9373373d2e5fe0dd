"""Changing one's own password or e-mail address: with the old password, ending other sessions."""

from datetime import datetime, timedelta

import pytest

from tests.fixtures.accounts import NEW_PASSWORD
from tests.fixtures.cast import PASSWORD, Cast
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import changing_email, signing_in
from wpr.services.changing_password import change_password
from wpr.services.linking import LinkSpent
from wpr.services.proving import MOST_BY_ACCOUNT, Proof
from wpr.services.throttling import Throttled
from wpr.storage.database import Database
from wpr.storage.people import User

SITE = "wpr.example.se"


def proof(password: str = PASSWORD) -> Proof:
    return Proof("anna@example.se", password, "192.0.2.7")


@pytest.fixture
def browsers(database: Database, cast: Cast, now: datetime) -> list[str]:
    """Two signed-in browsers of Anna's: the one that asks, and another."""
    with database.writing() as session:
        anna = session.get_one(User, cast.anna.id)
        return [signing_in.open_session(session, anna, "", now) for _ in range(2)]


def id_of(database: Database, token: str, now: datetime) -> int | None:
    with database.reading() as session:
        found = signing_in.find(session, token, now)
        return found.id if found else None


def email_of(database: Database, user: User) -> str:
    with database.reading() as session:
        return session.get_one(User, user.id).email


def test_a_new_password_ends_the_other_sessions(
    database: Database, browsers: list[str], now: datetime
) -> None:
    keep = id_of(database, browsers[0], now)
    assert keep
    change_password(database, proof(), NEW_PASSWORD, SITE, keep, now)
    assert [bool(id_of(database, token, now)) for token in browsers] == [True, False]
    signing_in.sign_in(database, proof(NEW_PASSWORD), "", now)
    with pytest.raises(Refusal, match="sign-in-wrong"):
        signing_in.sign_in(database, proof(), "", now)


def test_without_the_old_password_nothing_changes(
    database: Database, browsers: list[str], now: datetime
) -> None:
    with pytest.raises(Refusal, match="password-wrong"):
        change_password(database, proof("fel"), NEW_PASSWORD, SITE, 0, now)
    with pytest.raises(Refusal, match="password-wrong"):
        changing_email.change_email(database, proof("fel"), "ny@example.se", 0, now)
    with pytest.raises(Refusal, match="password-wrong"):
        changing_email.ask_to_change(database, proof("fel"), "ny@example.se", now)
    assert all(id_of(database, token, now) for token in browsers)
    signing_in.sign_in(database, proof(), "", now)


def test_a_stolen_session_cannot_guess_the_password(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(MOST_BY_ACCOUNT):
        with pytest.raises(Refusal, match="password-wrong"):
            change_password(database, proof("fel"), NEW_PASSWORD, SITE, 0, now)
    with pytest.raises(Throttled):
        change_password(database, proof(), NEW_PASSWORD, SITE, 0, now)


@pytest.mark.parametrize("password", ["kort", "anna ek anna ek!", "lösenordlösenord"])
def test_a_bad_new_password_is_refused(
    password: str, database: Database, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refusal, match="password-"):
        change_password(database, proof(), password, SITE, 0, now)
    signing_in.sign_in(database, proof(), "", now)


def test_a_new_address_ends_the_other_sessions(
    database: Database, cast: Cast, browsers: list[str], now: datetime
) -> None:
    keep = id_of(database, browsers[0], now)
    assert keep
    changing_email.change_email(database, proof(), " Anna.Ek@Example.se", keep, now)
    assert email_of(database, cast.anna) == "anna.ek@example.se"
    assert [bool(id_of(database, token, now)) for token in browsers] == [True, False]


@pytest.mark.parametrize(
    ("email", "code"),
    [("bo@example.se", "email-taken"), ("bo", "email-wrong"), ("a@b.se\r\nBcc: c", "email-wrong")],
)
def test_an_address_that_is_taken_or_none_is_refused(
    email: str, code: str, database: Database, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refusal, match=code):
        changing_email.change_email(database, proof(), email, 0, now)
    assert email_of(database, cast.anna) == "anna@example.se"


def test_a_mailed_link_changes_the_address_once(
    database: Database, cast: Cast, browsers: list[str], now: datetime
) -> None:
    token = changing_email.ask_to_change(database, proof(), "ny@example.se", now)
    assert token
    assert email_of(database, cast.anna) == "anna@example.se"
    keep = id_of(database, browsers[0], now)
    assert keep
    with database.writing() as session:
        assert changing_email.read(session, token, cast.anna.id, now) == "ny@example.se"
        changing_email.confirm(session, token, cast.anna.id, keep, now)
    assert email_of(database, cast.anna) == "ny@example.se"
    assert id_of(database, browsers[1], now) is None
    with pytest.raises(LinkSpent), database.writing() as session:
        changing_email.confirm(session, token, cast.anna.id, keep, now)


def test_the_link_is_for_the_one_who_asked_and_for_an_hour(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = changing_email.ask_to_change(database, proof(), "ny@example.se", now)
    assert token
    with database.reading() as session:
        with pytest.raises(NotFound):
            changing_email.read(session, token, cast.bo.id, now)
        with pytest.raises(LinkSpent):
            changing_email.read(session, token, cast.anna.id, now + timedelta(minutes=60))


def test_a_taken_address_gets_no_link_and_a_later_one_replaces_the_first(
    database: Database, cast: Cast, now: datetime
) -> None:
    assert changing_email.ask_to_change(database, proof(), "bo@example.se", now) is None
    first = changing_email.ask_to_change(database, proof(), "ett@example.se", now)
    changing_email.ask_to_change(database, proof(), "tva@example.se", now)
    assert first
    with pytest.raises(NotFound), database.reading() as session:
        changing_email.read(session, first, cast.anna.id, now)


def test_an_address_taken_meanwhile_is_refused(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = changing_email.ask_to_change(database, proof(), "ny@example.se", now)
    assert token
    with database.writing() as session:
        session.get_one(User, cast.bo.id).email = "ny@example.se"
    with pytest.raises(Refusal, match="email-taken"), database.writing() as session:
        changing_email.confirm(session, token, cast.anna.id, 0, now)
