"""A forgotten password: the same answer for every address, and a link in a mail that is safe."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, enter, is_signed_in, link_in
from tests.fixtures.cast import PASSWORD, Cast
from tests.fixtures.mailboxes import MailServer
from wpr.services import mailing
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


def ask(app: Flask, email: str, **more: object) -> object:
    return app.test_client().post("/password/forgotten", data={"email": email}, **more)  # type: ignore[arg-type]


def text_of(mail_server: MailServer) -> str:
    body = mail_server.wait_for(1)[0].get_body(["plain"])
    assert body is not None
    return str(body.get_content())


def path_in(text: str) -> str:
    found = re.search(r"https://wpr\.example\.se(/password/\S+)", text)
    assert found, text
    return found.group(1)


def test_a_mailed_link_sets_a_new_password(
    mailing_app: Flask, client: FlaskClient, cast: Cast, mail_server: MailServer
) -> None:
    answer = client.post("/password/forgotten", data={"email": "Anna@example.se"})
    assert answer.location == "/password/sent"
    assert client.get("/password/sent").status_code == 200
    [mail] = mail_server.wait_for(1)
    assert mail["To"] == "anna@example.se"
    assert mail["Subject"] == "Nytt lösenord i wpr"
    address = path_in(text_of(mail_server))
    assert "anna@example.se" in client.get(address).text
    assert client.post(address, data={"password": NEW_PASSWORD}).location == "/"
    assert is_signed_in(client)
    assert enter(mailing_app.test_client(), "anna@example.se", NEW_PASSWORD).status_code == 303
    assert enter(mailing_app.test_client(), "anna@example.se", PASSWORD).status_code == 422
    assert mailing_app.test_client().get(address).status_code in {404, 410}


def test_known_and_unknown_addresses_get_the_same_page_and_one_gets_a_mail(
    mailing_app: Flask, cast: Cast, mail_server: MailServer
) -> None:
    answers = [ask(mailing_app, email) for email in ("nobody@example.se", "anna@example.se")]
    assert len({(a.status_code, a.text, a.headers["Location"]) for a in answers}) == 1  # type: ignore[attr-defined]
    assert [mail["To"] for mail in mail_server.wait_for(1)] == ["anna@example.se"]


def test_the_page_does_not_wait_for_a_silent_mail_server(
    mailing_app: Flask, cast: Cast, mail_server: MailServer
) -> None:
    mail_server.mood = "silent"
    ask(mailing_app, "nobody@example.se")
    for email in ("anna@example.se", "bo@example.se", "nobody@example.se"):
        start = time.monotonic()
        ask(mailing_app, email)
        assert time.monotonic() - start < 10  # the mail server is silent for longer


def test_a_mail_is_sent_again_until_it_is_taken_and_once(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "_SOONEST", timedelta(seconds=0.1))
    mail_server.mood = "later"
    ask(mailing_app, "anna@example.se")
    mail_server.wait_for_tries(2)
    assert mail_server.mails == []
    mail_server.mood = "taking"
    mail_server.wait_for(1)
    time.sleep(0.5)
    assert len(mail_server.mails) == 1


def test_the_link_comes_from_the_settings_not_from_the_request(
    mailing_app: Flask, cast: Cast, mail_server: MailServer
) -> None:
    ask(mailing_app, "anna@example.se", headers={"Host": "localhost:666"})
    assert "localhost" not in text_of(mail_server)
    strange = ask(mailing_app, "anna@example.se", headers={"Host": "evil.invalid"})
    assert strange.status_code == 400  # type: ignore[attr-defined]


def test_the_mail_is_in_the_receivers_language(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).language = "en"
    ask(mailing_app, "anna@example.se", headers={"Accept-Language": "sv"})
    assert "With this link you choose a new password" in text_of(mail_server)


def test_a_name_is_only_text_in_a_mail(
    mailing_app: Flask, cast: Cast, mail_server: MailServer, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).name = "<script>alert(1)</script>"
    ask(mailing_app, "anna@example.se")
    html = mail_server.wait_for(1)[0].get_body(["html"])
    assert html is not None
    assert "<script>" not in html.get_content()


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("", 422),
        ("anna", 422),
        ("anna@example.se\r\nBcc: all@example.se", 422),
        ("anna@example.se\x00", 400),  # no form may carry that sign at all
    ],
)
def test_what_is_no_address_is_refused(
    email: str, status: int, mailing_app: Flask, cast: Cast, mail_server: MailServer
) -> None:
    assert ask(mailing_app, email).status_code == status  # type: ignore[attr-defined]
    assert mail_server.mails == []


def test_one_network_address_cannot_ask_without_end(mailing_app: Flask, cast: Cast) -> None:
    answers = [ask(mailing_app, f"number{number}@example.se") for number in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]  # type: ignore[attr-defined]


def test_without_mail_one_is_sent_to_the_administrator(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/password/forgotten")
    assert "Be din administratör om en länk" in page.text
    assert client.post("/password/forgotten", data={"email": "anna@example.se"}).status_code == 422


def test_the_administrators_link_sets_a_new_password(
    app: Flask, client: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.admin)
    client.post(f"/people/{cast.bo.id}/password-link")
    address = link_in(client.get("/people"))
    assert "/password/" not in client.get("/people").text  # shown once
    other = app.test_client()
    assert other.post(address, data={"password": "kort"}).status_code == 422
    assert other.post(address, data={"password": "bodahlbodahlbodahl"}).status_code == 422
    assert other.post(address, data={"password": NEW_PASSWORD}).status_code == 303
    assert "bo@example.se" in other.get("/profile").text


@pytest.mark.parametrize("token", ["admin", "0", "null", "x" * 3000, "' OR 1=1 --"])
def test_a_strange_link_is_not_found(token: str, client: FlaskClient, cast: Cast) -> None:
    assert client.get(f"/password/{token}").status_code == 404
    answer = client.post(f"/password/{token}", data={"password": NEW_PASSWORD})
    assert answer.status_code == 404
