"""One-time sign-in links: looking at one does not spend it, using it does."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import is_signed_in
from tests.fixtures.cast import Cast
from wpr.services import joining
from wpr.storage.database import Database


def link(database: Database, cast: Cast, age: timedelta = timedelta()) -> str:
    with database.writing() as session:
        return "/sign-in/" + joining.sign_in_token(
            session, cast.bo.id, datetime.now(UTC) - age, timedelta(minutes=15)
        )


def test_a_link_signs_in_once(
    app: Flask, client: FlaskClient, cast: Cast, database: Database
) -> None:
    address = link(database, cast)
    for _ in range(3):  # previews
        assert "Bo Dahl" in app.test_client().get(address).text
    assert client.post(address).location == "/"
    assert is_signed_in(client)
    assert app.test_client().post(address).status_code == 410
    assert app.test_client().get(address).status_code == 410


def test_an_expired_link_says_so(client: FlaskClient, cast: Cast, database: Database) -> None:
    answer = client.get(link(database, cast, timedelta(minutes=16)))
    assert answer.status_code == 410
    assert "Länken fungerar inte längre" in answer.text


@pytest.mark.parametrize("token", ["admin", "0", "null", "[]", "å", "' OR 1=1 --"])
def test_a_strange_link_is_not_found(token: str, client: FlaskClient, cast: Cast) -> None:
    assert client.get(f"/sign-in/{token}").status_code == 404
    assert client.post(f"/sign-in/{token}").status_code == 404


def test_a_link_takes_the_place_of_who_was_signed_in(
    client: FlaskClient, cast: Cast, database: Database, app: Flask
) -> None:
    client.post(link(database, cast))
    old = client.get_cookie("wpr")
    assert old is not None
    client.post(link(database, cast))
    copy = app.test_client()
    copy.set_cookie("wpr", old.value)
    assert not is_signed_in(copy)
    assert is_signed_in(client)
