"""The administrator's page: accounts invited, closed, opened and made administrators."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, enter, is_signed_in, link_in
from tests.fixtures.cast import Cast
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def admins(client: FlaskClient, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """The administrator's browser."""
    return sign_in(client, cast.admin)


def test_everybody_with_an_account_is_listed(admins: FlaskClient, cast: Cast) -> None:
    page = admins.get("/people").text
    for name in ("Anna Ek", "Bo Dahl", "Frida Sten", "frida@example.se", "har inte loggat in än"):
        assert name in page


def test_a_colleague_is_invited_by_link(app: Flask, admins: FlaskClient) -> None:
    assert admins.post("/people/invitations", data={"email": "gun@example.se"}).status_code == 303
    page = admins.get("/people")
    assert "Skicka länken till gun@example.se själv" in page.text
    assert "Inbjudna som inte har kommit än" in page.text
    address = link_in(page)
    guns = app.test_client()
    assert guns.post(address, data={"name": "Gun Ask", "password": NEW_PASSWORD}).location == "/"
    assert guns.get("/people").status_code == 404
    assert "Gun Ask" in admins.get("/people").text


def test_an_administrator_is_invited_only_when_said_so(app: Flask, admins: FlaskClient) -> None:
    admins.post("/people/invitations", data={"email": "gun@example.se", "is_admin": "y"})
    guns = app.test_client()
    guns.post(link_in(admins.get("/people")), data={"name": "Gun Ask", "password": NEW_PASSWORD})
    assert guns.get("/people").status_code == 200


@pytest.mark.parametrize(
    ("email", "words"),
    [("bo@example.se", "Det finns redan ett konto"), ("bo", "Skriv en e-postadress")],
)
def test_a_bad_invitation_says_why(email: str, words: str, admins: FlaskClient) -> None:
    answer = admins.post("/people/invitations", data={"email": email})
    assert answer.status_code == 422
    assert words in answer.text


def test_an_invitation_is_renewed_and_taken_back(app: Flask, admins: FlaskClient) -> None:
    admins.post("/people/invitations", data={"email": "gun@example.se"})
    first = link_in(admins.get("/people"))
    invitation = "/people/invitations/1"
    admins.post(f"{invitation}/renewal")
    second = link_in(admins.get("/people"))
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    admins.post(f"{invitation}/removal")
    assert app.test_client().get(second).status_code == 404
    assert admins.post(f"{invitation}/removal").status_code == 404
    assert admins.post(f"{invitation}/renewal").status_code == 404


def test_a_documents_invitation_is_not_the_administrators(
    admins: FlaskClient, cast: Cast, invite: Callable[..., str]
) -> None:
    invite("gun@example.se")
    assert "gun@example.se" not in admins.get("/people").text
    assert admins.post("/people/invitations/1/removal").status_code == 404
    assert admins.get(f"/documents/{cast.document_id}/people").status_code == 404


def test_a_closed_account_is_out_at_once_and_can_come_back(
    app: Flask, admins: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    bos = sign_in(app.test_client(), cast.bo)
    admins.post(f"/people/{cast.bo.id}/access", data={"access": "closed"})
    assert not is_signed_in(bos)
    assert "Stängt" in admins.get("/people").text
    assert "Kontot är stängt" in enter(bos, "bo@example.se").text
    admins.post(f"/people/{cast.bo.id}/access", data={"access": "open"})
    assert enter(bos, "bo@example.se").status_code == 303


def test_administrators_come_and_go_but_one_stays(
    app: Flask, admins: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    bos = sign_in(app.test_client(), cast.bo)
    alone = admins.post(f"/people/{cast.admin.id}/administrator", data={"administrator": "no"})
    assert alone.status_code == 422
    assert "enda administratören" in alone.text
    admins.post(f"/people/{cast.bo.id}/administrator", data={"administrator": "yes"})
    assert bos.get("/people").status_code == 200
    left = admins.post(f"/people/{cast.admin.id}/administrator", data={"administrator": "no"})
    assert left.location == "/"
    assert admins.get("/people").status_code == 404


def test_nobody_that_is_not_there_is_changed(admins: FlaskClient, database: Database) -> None:
    for act in ("access", "administrator", "password-link"):
        assert admins.post(f"/people/999999/{act}").status_code == 404
