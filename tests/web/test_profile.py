"""The profile: one's own name, language, address, password and signed-in browsers."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, enter, is_signed_in
from tests.fixtures.cast import PASSWORD, Cast
from tests.fixtures.mailboxes import MailServer
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def annas(client: FlaskClient, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Anna's browser."""
    return sign_in(client, cast.anna)


def row(database: Database, user: User) -> User:
    with database.reading() as session:
        return session.get_one(User, user.id)


def test_name_and_language_are_kept(annas: FlaskClient, cast: Cast, database: Database) -> None:
    answer = annas.post("/profile", data={"name": "Anna  Ek-Lind", "language": "en"})
    assert answer.location == "/profile"
    page = annas.get("/profile").text
    assert '<html lang="en">' in page
    assert "Your profile is saved." in page
    kept = row(database, cast.anna)
    assert (kept.name, kept.language) == ("Anna Ek-Lind", "en")


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "language": "sv"},
        {"name": "Anna", "language": "xx"},
        {"name": "A\nB", "language": ""},
    ],
)
def test_a_bad_profile_is_refused(
    form: dict[str, str], annas: FlaskClient, cast: Cast, database: Database
) -> None:
    assert annas.post("/profile", data=form).status_code == 422
    assert row(database, cast.anna).name == "Anna Ek"


def test_nothing_else_is_set_by_the_form(
    annas: FlaskClient, cast: Cast, database: Database
) -> None:
    form = {"name": "Anna", "language": "", "is_admin": "y", "email": "x@example.se", "id": "7"}
    annas.post("/profile", data=form)
    kept = row(database, cast.anna)
    assert (kept.is_admin, kept.email) == (False, "anna@example.se")


def test_a_name_stays_text(annas: FlaskClient) -> None:
    annas.post("/profile", data={"name": "<script>alert(1)</script>", "language": ""})
    for path in ("/profile", "/", "/profile/sessions"):
        assert "<script>alert" not in annas.get(path).text


def test_the_password_is_changed_with_the_old_one(
    app: Flask, annas: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    other = sign_in(app.test_client(), cast.anna)
    answer = annas.post("/profile/password", data={"current": PASSWORD, "password": NEW_PASSWORD})
    assert answer.location == "/profile"
    assert is_signed_in(annas)
    assert not is_signed_in(other)
    assert enter(app.test_client(), "anna@example.se", NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"current": "fel", "password": NEW_PASSWORD}, "inte ditt nuvarande lösenord"),
        ({"current": "", "password": NEW_PASSWORD}, "Skriv ditt lösenord."),
        ({"current": PASSWORD, "password": "kort"}, "färre än 15 tecken"),
        ({"current": PASSWORD, "password": "anna ek anna ek!"}, "Använd inte ditt namn"),
    ],
)
def test_a_password_is_not_changed_without_proof_or_to_a_bad_one(
    form: dict[str, str], words: str, app: Flask, annas: FlaskClient
) -> None:
    answer = annas.post("/profile/password", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert enter(app.test_client(), "anna@example.se", PASSWORD).status_code == 303


def test_a_stolen_browser_cannot_guess_the_password(annas: FlaskClient) -> None:
    form = {"current": "fel", "password": NEW_PASSWORD}
    answers = [annas.post("/profile/password", data=form).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_address_is_changed_with_the_password(
    app: Flask, annas: FlaskClient, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    other = sign_in(app.test_client(), cast.anna)
    wrong = annas.post("/profile/email", data={"email": "ny@example.se", "current": "fel"})
    assert wrong.status_code == 422
    taken = annas.post("/profile/email", data={"email": "bo@example.se", "current": PASSWORD})
    assert "Det finns redan ett konto" in taken.text
    annas.post("/profile/email", data={"email": "ny@example.se", "current": PASSWORD})
    assert row(database, cast.anna).email == "ny@example.se"
    assert is_signed_in(annas)
    assert not is_signed_in(other)


def test_where_mail_is_sent_the_new_address_must_be_read(
    mailing_app: Flask,
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    mail_server: MailServer,
    sign_in: SignIn,
) -> None:
    answers = [
        annas.post("/profile/email", data={"email": email, "current": PASSWORD})
        for email in ("bo@example.se", "ny@example.se")
    ]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, "/profile")}
    [mail] = mail_server.wait_for(1)
    assert mail["To"] == "ny@example.se"
    body = mail.get_body(["plain"])
    assert body is not None
    found = re.search(r"https://wpr\.example\.se(/profile/email/\S+)", body.get_content())
    assert found
    address = found.group(1)
    assert row(database, cast.anna).email == "anna@example.se"
    assert sign_in(mailing_app.test_client(), cast.bo).post(address).status_code == 404
    assert "ny@example.se" in annas.get(address).text
    assert annas.post(address).location == "/profile"
    assert row(database, cast.anna).email == "ny@example.se"
    assert annas.post(address).status_code in {404, 410}


def test_one_sees_and_ends_ones_own_sessions(
    app: Flask, annas: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    others = [sign_in(app.test_client(), cast.anna) for _ in range(3)]
    bos = sign_in(app.test_client(), cast.bo)
    page = annas.get("/profile/sessions").text
    removals = re.findall(r"/profile/sessions/\d+/removal", page)
    assert len(removals) == 3  # not the browser one looks from
    assert bos.post(removals[0]).status_code == 404
    assert annas.post(removals[0]).location == "/profile/sessions"
    assert sorted(map(is_signed_in, others)) == [False, True, True]
    annas.post("/profile/sessions/removal")
    assert not any(map(is_signed_in, others))
    assert is_signed_in(annas)
    assert is_signed_in(bos)


def test_a_reader_who_is_not_signed_in_chooses_a_language(client: FlaskClient, cast: Cast) -> None:
    sign_in_page = client.get("/sign-in", headers={"Accept-Language": "sv"})
    assert '<html lang="sv">' in sign_in_page.text
    answer = client.post("/language", data={"language": "en", "next": "/sign-in?"})
    assert answer.location == "/sign-in"
    page = client.get("/sign-in", headers={"Accept-Language": "sv"})
    assert '<html lang="en">' in page.text


def test_a_signed_in_readers_language_is_kept_with_the_account(
    app: Flask, annas: FlaskClient, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    annas.post("/language", data={"language": "en"})
    assert row(database, cast.anna).language == "en"
    elsewhere = sign_in(app.test_client(), cast.anna)
    assert '<html lang="en">' in elsewhere.get("/profile").text
    annas.post("/language", data={"language": "../../etc"})
    assert row(database, cast.anna).language == "en"
