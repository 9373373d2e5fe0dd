"""Opening an invitation: one way on for whoever opens it, and none for others."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, is_signed_in
from tests.fixtures.cast import Cast
from wpr.domain.access import Role
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

Invite = Callable[..., str]
SignIn = Callable[[FlaskClient, User], FlaskClient]
FORM = {"name": "Gun Ask", "password": NEW_PASSWORD}


def test_somebody_new_makes_an_account_and_is_in_the_document(
    client: FlaskClient, cast: Cast, invite: Invite
) -> None:
    address = f"/invitations/{invite('gun@example.se', Role.EDIT)}"
    page = client.get(address).text
    assert "Anna Ek vill att du skriver i dokumentet" in page
    assert "Veckobrevet" in page
    assert 'autocomplete="new-password"' in page
    answer = client.post(address, data=FORM)
    assert answer.location == f"/documents/{cast.document_id}"
    assert client.get(answer.location).status_code == 200
    assert "Gun Ask" in client.get(f"/documents/{cast.document_id}/people").text


def test_a_reader_comes_to_the_reading_view(
    client: FlaskClient, cast: Cast, invite: Invite
) -> None:
    answer = client.post(f"/invitations/{invite('gun@example.se', Role.READ)}", data=FORM)
    assert answer.location == f"/documents/{cast.document_id}/reading"


def test_the_address_and_the_role_are_not_the_forms_to_say(
    client: FlaskClient, cast: Cast, invite: Invite
) -> None:
    form = FORM | {"email": "chef@example.se", "role": "own", "is_admin": "y", "document_id": "9"}
    client.post(f"/invitations/{invite('gun@example.se', Role.READ)}", data=form)
    assert "gun@example.se" in client.get("/profile").text
    assert client.get("/people").status_code == 404
    answer = client.post(
        f"/documents/{cast.document_id}/invitations", data={"email": "x@example.se", "role": "own"}
    )
    assert answer.status_code == 403


def test_whoever_has_the_account_signs_in_and_accepts(
    client: FlaskClient, cast: Cast, invite: Invite, sign_in: SignIn
) -> None:
    address = f"/invitations/{invite('frida@example.se', Role.COMMENT)}"
    assert f"/sign-in?next={address}" in client.get(address).text
    sign_in(client, cast.frida)
    assert "Tacka ja till inbjudan" in client.get(address).text
    answer = client.post(f"{address}/acceptance")
    assert answer.location == f"/documents/{cast.document_id}/reading"
    assert client.get(f"/documents/{cast.document_id}/people").status_code == 200


def test_somebody_else_is_told_whom_it_is_for(
    client: FlaskClient, cast: Cast, invite: Invite, sign_in: SignIn
) -> None:
    address = f"/invitations/{invite('gun@example.se')}"
    sign_in(client, cast.frida)
    page = client.get(address).text
    assert "Inbjudan är till gun@example.se, och du är inloggad som frida@example.se" in page
    assert "Tacka ja" not in page
    assert client.post(f"{address}/acceptance").status_code == 422
    assert client.get(f"/documents/{cast.document_id}").status_code == 404


def test_an_account_is_not_made_over_one_that_exists(
    client: FlaskClient, cast: Cast, invite: Invite
) -> None:
    answer = client.post(f"/invitations/{invite('frida@example.se')}", data=FORM)
    assert answer.status_code == 422
    assert not is_signed_in(client)


def test_accepting_needs_an_account(client: FlaskClient, cast: Cast, invite: Invite) -> None:
    answer = client.post(f"/invitations/{invite('gun@example.se')}/acceptance")
    assert answer.location == "/sign-in"


def test_a_bad_form_says_what_to_put_right(client: FlaskClient, cast: Cast, invite: Invite) -> None:
    address = f"/invitations/{invite('gun@example.se')}"
    answer = client.post(address, data={"name": "", "password": "gunaskgunaskgun"})
    assert answer.status_code == 422
    assert "Skriv ditt namn." in answer.text
    answer = client.post(address, data={"name": "Gun Ask", "password": "gunaskgunaskgun"})
    assert answer.status_code == 422
    assert "Använd inte ditt namn" in answer.text
    assert client.post(address, data=FORM).status_code == 303


@pytest.mark.parametrize("token", ["admin", "0", "null", "x" * 3000, "' OR 1=1 --"])
def test_a_strange_link_is_not_found(token: str, client: FlaskClient, cast: Cast) -> None:
    assert client.get(f"/invitations/{token}").status_code == 404
    assert client.post(f"/invitations/{token}", data=FORM).status_code == 404


def test_a_used_link_says_so(app: Flask, client: FlaskClient, cast: Cast, invite: Invite) -> None:
    address = f"/invitations/{invite('gun@example.se')}"
    client.post(address, data=FORM)
    assert app.test_client().get(address).status_code == 410
    assert app.test_client().post(address, data=FORM).status_code == 410


def test_a_removed_documents_title_is_not_told(
    client: FlaskClient, cast: Cast, invite: Invite, database: Database
) -> None:
    address = f"/invitations/{invite('gun@example.se')}"
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).removed_at = cast.anna.created_at
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Veckobrevet" not in answer.text
