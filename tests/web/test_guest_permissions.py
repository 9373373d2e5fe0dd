"""Guests at every route: a link opens what it was made for, and nothing a member has."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast
from tests.fixtures.guests import Come, MakeLink
from tests.web.test_permissions import (
    ABOUT_A_DOCUMENT,
    FOR_ACCOUNTS,
    FOR_ADMINISTRATORS,
    FOR_GUESTS,
    ROUTES,
    address_of,
)
from wpr.storage.database import Database
from wpr.storage.guests import GuestLink
from wpr.storage.people import User

READERS = {name for name in FOR_GUESTS if ROUTES[name] == "guest read"}
OF_A_REMOVED_COMMENT = {"guest_comments.bring_back"}


@pytest.fixture
def paths(make_link: MakeLink, annas: FlaskClient) -> list[str]:
    """Links 1 to comment, 2 to read, 3 of another document."""
    other = int(annas.post("/new", data={"title": "Ett annat"}).location.rsplit("/", 1)[1])
    return [make_link("comment"), make_link("read"), make_link("comment", document=other)]


def requests(app: Flask, endpoint: str, link_id: int) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules(endpoint):
        names = {"link_id": link_id, "thread_id": 1, "comment_id": 1}
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, address_of(rule, names)


def ask(app: Flask, client: FlaskClient, endpoint: str, link_id: int) -> list[int]:
    """The statuses of an endpoint's requests; what they say is a comment on the document."""
    form = {"about": "document", "body": "Hej", "name": "Lisa"}
    return [
        client.open(path, method=method, data=form).status_code
        for method, path in requests(app, endpoint, link_id)
    ]


def comment(client: FlaskClient, link_id: int) -> None:
    form = {"about": "document", "body": "Den första"}
    assert client.post(f"/guest/{link_id}/comments", data=form).status_code == 303


@pytest.mark.parametrize("endpoint", FOR_GUESTS)
def test_a_guest_opens_what_the_link_says(
    endpoint: str, app: Flask, paths: list[str], come: Come
) -> None:
    lisa = come(paths[0])
    comment(lisa, 1)
    if endpoint in OF_A_REMOVED_COMMENT:
        lisa.post("/guest/1/comments/1/removal")
    assert set(ask(app, lisa, endpoint, 1)) <= {200, 303}
    reader = come(paths[1])
    allowed = {200, 303} if endpoint in READERS else {403}
    assert set(ask(app, reader, endpoint, 2)) <= allowed


def test_nobody_else_gets_in(
    app: Flask,
    paths: list[str],
    come: Come,
    annas: FlaskClient,
    database: Database,
) -> None:
    lisa, stranger, nobody = come(paths[0]), come(paths[2]), app.test_client()
    comment(lisa, 1)
    for endpoint in FOR_GUESTS:
        for client in (stranger, nobody, annas):
            assert set(ask(app, client, endpoint, 1)) == {404}, endpoint
        assert set(ask(app, stranger, endpoint, 999_999)) == {404}, endpoint
    # Nor do other rows of another link, by one's own.
    for endpoint in ("reply", "edit", "remove", "bring_back"):
        assert set(ask(app, stranger, f"guest_comments.{endpoint}", 3)) <= {403, 404}
    for facts in ({"expires_at": datetime.now(UTC)}, {"revoked_at": datetime.now(UTC)}):
        with database.writing() as session:
            link = session.get_one(GuestLink, 1)
            for name, value in facts.items():
                setattr(link, name, value)
        for endpoint in FOR_GUESTS:
            assert set(ask(app, lisa, endpoint, 1)) == {410}, endpoint


def test_a_guest_link_opens_no_page_of_members(
    app: Flask,
    cast: Cast,
    paths: list[str],
    come: Come,
    sign_in: Callable[[FlaskClient, User], FlaskClient],
) -> None:
    lisa = come(paths[0])
    of_frida = sign_in(come(paths[0], "Frida"), cast.frida)
    for endpoint in ABOUT_A_DOCUMENT + FOR_ACCOUNTS + FOR_ADMINISTRATORS:
        for rule in app.url_map.iter_rules(endpoint):
            names: dict[str, int | str] = dict.fromkeys(rule.arguments, 1)
            names |= {"document_id": cast.document_id, "language": "sv", "token": "x"}
            path = address_of(rule, names)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                answer = lisa.open(path, method=method)
                assert answer.status_code == 303, path
                assert answer.location.startswith("/sign-in"), path
                if endpoint in ABOUT_A_DOCUMENT:
                    assert of_frida.open(path, method=method).status_code == 404, path
