"""Personal data: one's own as a file, an account closed for good, and by an administrator."""

import json
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import is_signed_in
from tests.fixtures.cast import PASSWORD, Cast
from wpr.domain.access import Role
from wpr.storage.database import Database
from wpr.storage.people import User
from wpr.storage.people_queries import role_of

SignIn = Callable[[FlaskClient, User], FlaskClient]


def test_ones_own_data_is_a_file_that_can_be_read(annas: FlaskClient) -> None:
    assert "/profile/data" in annas.get("/profile").text
    answer = annas.get("/profile/data")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="wpr-')
    told = json.loads(answer.text)
    assert told["account"]["name"] == "Anna Ek"
    assert [one["document"] for one in told["memberships"]] == ["Veckobrevet"]
    assert "argon2" not in answer.text


def test_an_account_is_closed_with_the_password_and_an_heir(
    app: Flask, annas: FlaskClient, cast: Cast, sign_in: SignIn, database: Database
) -> None:
    page = annas.get("/profile/closing").text
    assert "Ingen annan är ansvarig" in page
    assert "Bo Dahl blir ansvarig" in page
    heir = f"heir-{cast.document_id}"
    for form, status, word in (
        ({"current": "", heir: str(cast.bo.id)}, 422, "Skriv ditt lösenord"),
        ({"current": "fel lösenord här", heir: str(cast.bo.id)}, 422, "inte ditt nuvarande"),
        ({"current": PASSWORD}, 422, "Ingen annan är ansvarig för “Veckobrevet”"),
        ({"current": PASSWORD, heir: "999999"}, 422, "Ingen annan är ansvarig för “Veckobrevet”"),
        ({"current": PASSWORD, heir: str(cast.frida.id)}, 422, "Ingen annan är ansvarig för"),
    ):
        answer = annas.post("/profile/closing", data=form)
        assert (answer.status_code, word in answer.text) == (status, True), form
    chosen = annas.post("/profile/closing", data={"current": "fel", heir: str(cast.bo.id)}).text
    assert f'value="{cast.bo.id}" selected' in chosen
    answer = annas.post("/profile/closing", data={"current": PASSWORD, heir: str(cast.bo.id)})
    assert "Ditt konto är stängt" in answer.text
    assert "wpr=;" in answer.headers["Set-Cookie"]
    assert not is_signed_in(annas)
    with database.reading() as session:
        assert session.get(User, cast.anna.id) is None
        assert role_of(session, cast.document_id, cast.bo.id) is Role.OWN
    bos = sign_in(app.test_client(), cast.bo)
    assert "Anna Ek" not in bos.get(f"/documents/{cast.document_id}/people").text


def test_an_administrator_closes_or_erases_and_says_who_takes_over(
    app: Flask, cast: Cast, sign_in: SignIn, database: Database
) -> None:
    admins = sign_in(app.test_client(), cast.admin)
    one_click = admins.post(f"/people/{cast.anna.id}/access", data={"access": "closed"})
    assert one_click.location == f"/people/{cast.anna.id}/closing"
    assert "Veckobrevet" in admins.get(one_click.location).text
    refused = admins.post(one_click.location, data={"what": "erase"})
    assert refused.status_code == 422
    assert "“Veckobrevet”" in refused.text
    form = {"what": "close", f"heir-{cast.document_id}": str(cast.eva.id)}
    assert admins.post(one_click.location, data=form).location == "/people"
    assert "Stängt" in admins.get("/people").text
    assert admins.post(one_click.location, data={"what": "erase"}).location == "/people"
    assert "Anna Ek är raderad" in admins.get("/people").text
    assert admins.get(one_click.location).status_code == 404
    assert admins.get(f"/people/{cast.admin.id}/closing").status_code == 404
    with database.reading() as session:
        assert role_of(session, cast.document_id, cast.eva.id) is Role.OWN
