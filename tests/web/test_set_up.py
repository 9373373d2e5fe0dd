"""Setting a new service up: every page leads there until somebody has an account."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from tests.fixtures.accounts import NEW_PASSWORD, is_signed_in
from tests.fixtures.cast import Cast
from wpr.services import joining
from wpr.storage.database import Database

FORM = {"name": "Anna Ek", "email": "anna@example.se", "password": NEW_PASSWORD}


@pytest.fixture
def link(database: Database, now: datetime) -> str:
    """The set-up link of this start."""
    with database.writing() as session:
        return f"/set-up/{joining.set_up_token(session, now)}"


@pytest.mark.parametrize("path", ["/", "/sign-in", "/profile", "/people", "/documents/1", "/nope"])
def test_a_new_service_leads_every_page_to_set_up(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.location == "/set-up"
    assert client.get("/set-up").status_code == 200


def test_the_notice_does_not_give_the_link_away(client: FlaskClient, link: str) -> None:
    assert link not in client.get("/set-up").text


def test_the_first_account_is_made_and_signed_in(client: FlaskClient, link: str) -> None:
    assert client.get(link).status_code == 200
    assert client.post(link, data=FORM).location == "/"
    assert is_signed_in(client)
    assert client.get("/people").status_code == 200


def test_a_set_up_service_is_not_set_up_again(client: FlaskClient, link: str) -> None:
    client.post(link, data=FORM)
    client.post("/sign-out")
    other = FORM | {"email": "bo@example.se"}
    assert client.post(link, data=other).status_code == 410
    assert client.get("/set-up").location == "/"
    assert client.get("/profile").location.startswith("/sign-in")


@pytest.mark.parametrize("token", ["admin", "0", "null", "x" * 5000, "%00", "..%2f"])
def test_a_strange_link_is_not_found(token: str, client: FlaskClient, link: str) -> None:
    assert client.get(f"/set-up/{token}").status_code in {302, 404}
    assert client.post(f"/set-up/{token}", data=FORM).status_code in {302, 404}
    client.post(link, data=FORM)  # nobody has taken the place
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Skriv ditt namn."),
        ({"email": "anna"}, "Skriv en e-postadress"),
        ({"password": "kort"}, "färre än 15 tecken"),
        ({"password": "lösenordlösenord"}, "det första någon skulle pröva"),
        ({"password": "anna ek anna ek!"}, "Använd inte ditt namn"),
    ],
)
def test_the_form_says_what_to_put_right(
    change: dict[str, str], words: str, client: FlaskClient, link: str
) -> None:
    answer = client.post(link, data=FORM | change)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not is_signed_in(client)


def test_nobody_is_led_to_set_up_once_there_are_people(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/").location.startswith("/sign-in")


def test_a_role_cannot_be_set_by_the_form(client: FlaskClient, link: str) -> None:
    client.post(link, data=FORM | {"id": "77", "is_admin": "", "language": "xx"})
    assert client.get("/people").status_code == 200
