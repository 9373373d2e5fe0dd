"""The sharing page: who is in the document, in which role, and how that changes."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import link_in
from tests.fixtures.cast import Cast
from tests.fixtures.mailboxes import MailServer
from wpr.domain.access import Role
from wpr.storage.database import Database
from wpr.storage.people import User
from wpr.storage.people_queries import role_of

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def page(cast: Cast) -> str:
    """The address of the sharing page."""
    return f"/documents/{cast.document_id}/people"


@pytest.fixture
def annas(client: FlaskClient, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """The owner's browser."""
    return sign_in(client, cast.anna)


def role(database: Database, cast: Cast, user: User) -> Role | None:
    with database.reading() as session:
        return role_of(session, cast.document_id, user.id)


def test_the_owner_sees_members_and_their_addresses(annas: FlaskClient, page: str) -> None:
    text = annas.get(page).text
    assert "bo@example.se" in text
    assert "Får kommentera" in text
    assert "allmän handling" in text


def test_a_member_sees_names_and_roles_but_no_addresses(
    client: FlaskClient, cast: Cast, page: str, sign_in: SignIn
) -> None:
    text = sign_in(client, cast.david).get(page).text
    assert "Bo Dahl" in text
    assert "Får redigera" in text
    assert "bo@example.se" not in text
    assert "Bjud in" not in text
    assert "Lämna dokumentet" in text


def test_an_invitation_is_shown_once_and_listed(
    app: Flask, annas: FlaskClient, cast: Cast, page: str
) -> None:
    form = {"email": "Gun@example.se", "role": "comment"}
    answer = annas.post(f"/documents/{cast.document_id}/invitations", data=form)
    assert answer.location == page
    shown = annas.get(page)
    address = link_in(shown)
    assert app.test_client().get(address).status_code == 200
    again = annas.get(page).text
    assert address not in again
    assert "gun@example.se" in again


def test_the_answer_does_not_tell_whether_the_address_has_an_account(
    annas: FlaskClient, cast: Cast, page: str
) -> None:
    texts = []
    for email in ("frida@example.se", "gunda@example.se"):
        form = {"email": email, "role": "read"}
        annas.post(f"/documents/{cast.document_id}/invitations", data=form)
        text = annas.get(page).text
        assert "Frida Sten" not in text
        texts.append("Skicka länken till" in text)
    assert texts == [True, True]


@pytest.mark.parametrize(
    "form",
    [
        {"email": "gun", "role": "read"},
        {"email": "gun@example.se", "role": "admin"},
        {"email": "gun@example.se", "role": ""},
        {"email": "bo@example.se", "role": "read"},
        {"email": "gun@example.se\r\nBcc: x@example.se", "role": "read"},
    ],
)
def test_a_bad_invitation_is_refused(
    form: dict[str, str], annas: FlaskClient, cast: Cast, page: str
) -> None:
    answer = annas.post(f"/documents/{cast.document_id}/invitations", data=form)
    assert answer.status_code == 422
    assert "Inbjudna som inte har kommit än" not in annas.get(page).text


def test_an_invitation_is_mailed_where_mail_is_sent(
    mailing_app: Flask, annas: FlaskClient, cast: Cast, page: str, mail_server: MailServer
) -> None:
    form = {"email": "gun@example.se", "role": "comment"}
    annas.post(f"/documents/{cast.document_id}/invitations", data=form)
    [mail] = mail_server.wait_for(1)
    assert mail["To"] == "gun@example.se"
    assert mail["Subject"].startswith("Anna Ek delar ”")
    body = mail.get_body(["plain"])
    assert body is not None
    assert "https://wpr.example.se/invitations/" in body.get_content()
    assert "Länken är mejlad till gun@example.se" in annas.get(page).text


def test_a_title_cannot_break_out_of_the_mail(
    mailing_app: Flask,
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    mail_server: MailServer,
) -> None:
    from wpr.storage.documents import DocumentRow

    with database.writing() as session:
        title = "<img src=x>\r\nBcc: all@example.se"
        session.get_one(DocumentRow, cast.document_id).title = title
    form = {"email": "gun@example.se", "role": "comment"}
    annas.post(f"/documents/{cast.document_id}/invitations", data=form)
    [mail] = mail_server.wait_for(1)
    assert mail["Bcc"] is None
    html = mail.get_body(["html"])
    assert html is not None
    assert "<img" not in html.get_content()


def test_a_link_dies_within_the_request_that_takes_it_back(
    app: Flask, annas: FlaskClient, cast: Cast, page: str
) -> None:
    invitations = f"/documents/{cast.document_id}/invitations"
    annas.post(invitations, data={"email": "gun@example.se", "role": "comment"})
    address = link_in(annas.get(page))
    annas.post(f"{invitations}/1/removal")
    assert app.test_client().get(address).status_code == 404


def test_a_role_is_changed(annas: FlaskClient, cast: Cast, page: str, database: Database) -> None:
    address = f"/documents/{cast.document_id}/members/{cast.david.id}/role"
    assert annas.post(address, data={"role": "decide"}).location == page
    assert role(database, cast, cast.david) is Role.DECIDE
    assert annas.post(address, data={"role": "king"}).status_code == 400
    stranger = f"/documents/{cast.document_id}/members/{cast.frida.id}/role"
    assert annas.post(stranger, data={"role": "own"}).status_code == 404
    assert role(database, cast, cast.frida) is None


def test_a_demoted_owner_loses_the_right_at_once(
    app: Flask, annas: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    members = f"/documents/{cast.document_id}/members"
    annas.post(f"{members}/{cast.bo.id}/role", data={"role": "own"})
    bos = sign_in(app.test_client(), cast.bo)
    assert bos.post(f"{members}/{cast.anna.id}/role", data={"role": "read"}).status_code == 303
    again = annas.post(f"{members}/{cast.anna.id}/role", data={"role": "own"})
    assert again.status_code == 403


def test_removing_a_member_can_be_undone_once(
    app: Flask, annas: FlaskClient, cast: Cast, page: str, database: Database, sign_in: SignIn
) -> None:
    evas = sign_in(app.test_client(), cast.eva)
    member = f"/documents/{cast.document_id}/members/{cast.eva.id}"
    annas.post(f"{member}/removal")
    assert evas.get(page).status_code == 404
    assert f'action="{member}/return"' in annas.get(page).text
    annas.post(f"{member}/return", data={"role": "own"})
    assert role(database, cast, cast.eva) is Role.DECIDE
    assert annas.post(f"{member}/return").status_code == 422


def test_undo_adds_nobody_who_was_not_removed(
    annas: FlaskClient, cast: Cast, database: Database
) -> None:
    members = f"/documents/{cast.document_id}/members"
    annas.post(f"{members}/{cast.eva.id}/removal")
    assert annas.post(f"{members}/{cast.frida.id}/return").status_code == 422
    assert role(database, cast, cast.frida) is None


def test_the_only_owner_stays(
    annas: FlaskClient, cast: Cast, page: str, database: Database
) -> None:
    member = f"/documents/{cast.document_id}/members/{cast.anna.id}"
    refused = annas.post(f"{member}/role", data={"role": "edit"})
    assert refused.status_code == 422
    assert "Gör någon annan ansvarig först." in refused.text
    assert "<h1>Dela</h1>" in refused.text, "the page stays, with the sentence beside the choice"
    assert annas.post(f"{member}/removal").status_code == 422
    assert annas.post(f"/documents/{cast.document_id}/leaving").status_code == 422
    assert role(database, cast, cast.anna) is Role.OWN
    assert "Lämna dokumentet" not in annas.get(page).text


def test_a_member_leaves(
    client: FlaskClient, cast: Cast, page: str, database: Database, sign_in: SignIn
) -> None:
    sign_in(client, cast.david)
    assert client.post(f"/documents/{cast.document_id}/leaving").location == "/"
    assert role(database, cast, cast.david) is None
    assert "Du har lämnat" in client.get("/").text
    assert client.get(page).status_code == 404


def test_an_invitation_of_another_document_is_not_found(
    annas: FlaskClient, cast: Cast, database: Database
) -> None:
    annas.post(
        f"/documents/{cast.document_id}/invitations",
        data={"email": "gun@example.se", "role": "comment"},
    )
    own = annas.post("/new", data={"title": "Ett annat"}).location
    for act in ("renewal", "removal"):
        assert annas.post(f"{own}/invitations/1/{act}").status_code == 404
    assert annas.post(f"{own}/members/{cast.bo.id}/removal").status_code == 404
    assert role(database, cast, cast.bo) is Role.EDIT
