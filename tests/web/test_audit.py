"""The audit log: one JSON object a line, in UTC, of what matters, without any secret."""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, enter, link_in
from tests.fixtures.cast import PASSWORD, Cast
from wpr.storage.database import Database
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def events(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, object]]]:
    """What has been logged so far, each line read as JSON."""
    caplog.set_level(logging.INFO, "wpr.audit")

    def events() -> list[dict[str, object]]:
        lines = [record.getMessage() for record in caplog.records if record.name == "wpr.audit"]
        assert all(len(line.splitlines()) == 1 and line.isascii() for line in lines)
        return [json.loads(line) for line in lines]

    return events


Events = Callable[[], list[dict[str, object]]]


def names(events: Events) -> list[object]:
    return [entry["event"] for entry in events()]


def test_signing_in_and_out_is_logged_with_who_and_whence(
    client: FlaskClient, cast: Cast, events: Events
) -> None:
    enter(client, "anna@example.se", "fel")
    enter(client, "anna@example.se")
    client.post("/sign-out")
    failed, entered, left = events()
    assert (failed["event"], failed["email"]) == ("sign-in-failed", "anna@example.se")
    assert (entered["event"], entered["user"]) == ("sign-in", cast.anna.id)
    assert (left["event"], left["user"]) == ("sign-out", cast.anna.id)
    assert entered["address"] == "127.0.0.1"
    at = datetime.fromisoformat(str(entered["at"]))
    assert at.utcoffset() == timedelta()


def test_a_throttled_sign_in_is_logged(client: FlaskClient, cast: Cast, events: Events) -> None:
    for _ in range(6):
        enter(client, "anna@example.se", "fel")
    assert names(events).count("sign-in-failed") == 6
    assert names(events)[-1] == "throttled"


def test_a_refusal_is_logged(
    client: FlaskClient, cast: Cast, events: Events, sign_in: SignIn
) -> None:
    path = f"/documents/{cast.document_id}/invitations"
    assert sign_in(client, cast.david).post(path).status_code == 403
    [entry] = events()
    assert (entry["event"], entry["by"], entry["path"]) == ("refused", cast.david.id, path)


def test_acts_about_people_are_logged(
    app: Flask, client: FlaskClient, cast: Cast, events: Events, sign_in: SignIn
) -> None:
    sign_in(client, cast.anna)
    members = f"/documents/{cast.document_id}/members"
    client.post(f"{members}/{cast.david.id}/role", data={"role": "edit"})
    client.post(f"{members}/{cast.david.id}/removal")
    client.post(f"{members}/{cast.david.id}/return")
    form = {"email": "gun@example.se", "role": "read"}
    client.post(f"/documents/{cast.document_id}/invitations", data=form)
    address = link_in(client.get(f"/documents/{cast.document_id}/people"))
    guns = app.test_client()
    guns.post(address, data={"name": "Gun Ask", "password": NEW_PASSWORD})
    guns.post(f"/documents/{cast.document_id}/leaving")
    admins = sign_in(app.test_client(), cast.admin)
    admins.post(f"/people/{cast.bo.id}/administrator", data={"administrator": "yes"})
    admins.post(f"/people/{cast.bo.id}/administrator", data={"administrator": "no"})
    admins.post(f"/people/{cast.bo.id}/password-link")
    admins.post(f"/people/{cast.bo.id}/access", data={"access": "closed"})
    admins.post(f"/people/{cast.bo.id}/access", data={"access": "open"})
    assert names(events) == [
        "role-changed",
        "member-removed",
        "member-returned",
        "invited",
        "joined",
        "sign-in",
        "member-left",
        "administrator-made",
        "administrator-unmade",
        "reset-link-made",
        "account-closed",
        "account-reopened",
    ]
    changed = events()[0]
    assert (changed["by"], changed["user"]) == (cast.anna.id, cast.david.id)
    assert (changed["before"], changed["after"]) == ("read", "edit")


def test_what_was_not_done_is_not_logged_as_done(
    client: FlaskClient, cast: Cast, events: Events, sign_in: SignIn
) -> None:
    sign_in(client, cast.anna)
    path = f"/documents/{cast.document_id}/members/{cast.anna.id}/role"
    assert client.post(path, data={"role": "read"}).status_code == 422
    assert names(events) == []


def test_no_password_or_link_is_ever_logged(
    app: Flask, client: FlaskClient, cast: Cast, events: Events, sign_in: SignIn
) -> None:
    enter(client, PASSWORD, PASSWORD)  # the password typed in the wrong field
    enter(client, "anna@example.se")
    client.post("/profile/password", data={"current": PASSWORD, "password": NEW_PASSWORD})
    admins = sign_in(app.test_client(), cast.admin)
    admins.post(f"/people/{cast.bo.id}/password-link")
    address = link_in(admins.get("/people"))
    app.test_client().post(address, data={"password": NEW_PASSWORD})
    token, cookie = address.rpartition("/")[2], client.get_cookie("wpr")
    assert cookie is not None
    told = json.dumps(events(), ensure_ascii=False)
    for secret in (PASSWORD, NEW_PASSWORD, token, cookie.value):
        assert secret not in told


@pytest.mark.parametrize(
    "email",
    [
        'x@example.se"}\n{"event":"sign-in"',
        "x@example.se\r\n2027 sign-in ok",
        "x@example.se\u2028\x1b[2J",
        "\x00@example.se",
    ],
)
def test_nothing_typed_begins_a_line_of_its_own(
    email: str, client: FlaskClient, cast: Cast, events: Events, database: Database
) -> None:
    enter(client, email, "fel")
    client.post("/no/such\npage\x1b[2J", data={}, headers={"Origin": "https://evil.invalid"})
    assert "sign-in" not in names(events)
