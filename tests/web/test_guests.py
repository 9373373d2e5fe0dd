"""Guests: people without account who come by a link, see what it opens, and nothing else."""

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.accounts import link_in
from tests.fixtures.cast import Cast
from tests.fixtures.guests import Come, MakeLink
from tests.fixtures.hands import send, typed
from wpr.services.admitting import MOST_TRIES
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import Guest, GuestLink
from wpr.storage.people import User
from wpr.web.errands import errands
from wpr.web.guest_entry import MOST_MISSES

SignIn = Callable[[FlaskClient, User], FlaskClient]
NEWER = "Be den som gav dig länken om en ny, om du vill läsa den senaste."


@pytest.fixture
def guests_page(document: int) -> str:
    """The author's page of links."""
    return f"/documents/{document}/guests"


def the_link(database: Database) -> GuestLink:
    with database.reading() as session:
        return session.scalars(select(GuestLink)).one()


def change_link(database: Database, **facts: object) -> None:
    with database.writing() as session:
        link = session.scalars(select(GuestLink)).one()
        for name, value in facts.items():
            setattr(link, name, value)


def test_a_link_is_shown_once_and_kept_as_a_hash(
    annas: FlaskClient, guests_page: str, document: int, database: Database
) -> None:
    form = {"label": "Elevrådet", "opens": "comment", "days": "7", "password": "hemligt ord"}
    answer = annas.post(f"/documents/{document}/guest-links", data=form)
    assert answer.location == guests_page
    shown = annas.get(guests_page)
    token = link_in(shown).rpartition("/")[2]
    assert "Elevrådet" in shown.text
    assert "allmän handling" in shown.text
    assert token not in annas.get(guests_page).text
    link = the_link(database)
    assert token not in link.token_hash
    assert link.password_hash.startswith("$argon2id$")
    assert link.expires_at - link.created_at == timedelta(days=7)
    assert "Elevrådet" in annas.get(f"/documents/{document}/people").text
    assert "Visad för gäster: Elevrådet" in annas.get(f"/documents/{document}/versions").text


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"label": "x" * 81}, "80"),
        ({"password": "kort"}, "8 tecken"),
        ({"opens": "edit"}, "error"),
        ({"days": "3650"}, "error"),
    ],
)
def test_a_link_that_there_is_not_is_refused_beside_its_field(
    annas: FlaskClient, document: int, change: dict[str, str], word: str, database: Database
) -> None:
    form = {"label": "Elevrådet", "opens": "read", "days": "30", **change}
    answer = annas.post(f"/documents/{document}/guest-links", data=form)
    assert answer.status_code == 422
    assert word in answer.text
    assert form["label"] in answer.text
    with database.reading() as session:
        assert session.scalars(select(GuestLink)).all() == []


def test_a_guest_reads_the_version_and_is_told_when_the_text_has_moved_on(
    annas: FlaskClient, make_link: MakeLink, come: Come, lead: int
) -> None:
    lisa = come(make_link("read"))
    page = lisa.get("/guest/1").text
    assert "Veckobrevet" in page
    assert NEWER not in page
    assert "Kommentera" not in page
    send(annas, lead, 0, typed("Nyss skrivet. "))
    page = lisa.get("/guest/1").text
    assert "Nyss skrivet" not in page
    assert NEWER in page
    living = come(make_link("living"), "Karin")
    assert "Nyss skrivet" in living.get("/guest/2").text
    assert "Nyss skrivet" in come(make_link("read"), "Per").get("/guest/3").text


def test_a_guest_sees_no_address_and_nothing_is_kept_in_caches(
    make_link: MakeLink, come: Come, cast: Cast
) -> None:
    path = make_link()
    lisa = come(path, email="lisa@hem.example")
    answer = lisa.get("/guest/1")
    assert "@example.se" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert path not in answer.text
    entry = lisa.post(path, data={"name": ""})
    assert entry.headers["Referrer-Policy"] == "strict-origin"
    assert "lisa@hem.example" in lisa.get("/guest/1/me").text


def test_the_cookie_goes_to_guest_pages_only_and_opens_nothing_else(
    app: Flask, make_link: MakeLink, annas: FlaskClient, document: int
) -> None:
    client = app.test_client()
    answer = client.post(make_link(), data={"name": "Lisa"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("wpr-guest-1=")
    for part in ("HttpOnly", "Path=/guest", "SameSite=Lax"):
        assert part in cookie
    other = int(annas.post("/new", data={"title": "Ett annat"}).location.rsplit("/", 1)[1])
    make_link("read", document=other)
    stolen = app.test_client()
    stolen.set_cookie("wpr-guest-2", cookie.split("=", 1)[1].split(";")[0], path="/guest")
    assert stolen.get("/guest/2").status_code == 404
    for forged in ("", "0", "null", "admin", "å" * 300):
        stolen.set_cookie("wpr-guest-1", forged, path="/guest")
        assert stolen.get("/guest/1").status_code == 404
    assert client.get(f"/documents/{document}/reading").status_code == 303


@pytest.mark.parametrize("token", ["admin", "0", "1", "null", "''", "%00", "x" * 500])
def test_strange_tokens_open_nothing(client: FlaskClient, make_link: MakeLink, token: str) -> None:
    make_link()
    assert client.get(f"/guest/{token}").status_code in {400, 404}
    assert client.post(f"/guest/{token}", data={"name": "Lisa"}).status_code in {400, 404}


@pytest.mark.parametrize("end", ["revoked", "expired", "removed", "maker-left", "maker-closed"])
def test_a_link_that_is_over_lets_nobody_in_and_shows_out_who_is_there(
    end: str,
    client: FlaskClient,
    annas: FlaskClient,
    make_link: MakeLink,
    come: Come,
    database: Database,
    cast: Cast,
    document: int,
) -> None:
    path = make_link()
    lisa = come(path)
    if end == "revoked":
        annas.post(f"/documents/{document}/guest-links/1/removal")
    elif end == "expired":
        change_link(database, expires_at=the_link(database).created_at)
    else:
        with database.writing() as session:
            if end == "removed":
                session.get_one(DocumentRow, document).removed_at = cast.anna.created_at
            elif end == "maker-closed":
                session.get_one(User, cast.anna.id).disabled_at = cast.anna.created_at
            else:
                session.scalars(select(GuestLink)).one().created_by = cast.bo.id
    for answer in (client.get(path), client.post(path, data={"name": "Per"})):
        assert answer.status_code == 410
        assert "Be den som gav dig länken om en ny" in answer.text
        assert "Veckobrevet" not in answer.text
    assert lisa.get("/guest/1").status_code == 410
    assert (
        lisa.post("/guest/1/comments", data={"about": "document", "body": "Hej"}).status_code == 410
    )


def test_taking_back_can_be_undone_and_a_new_address_ends_the_old_one(
    annas: FlaskClient,
    client: FlaskClient,
    make_link: MakeLink,
    come: Come,
    document: int,
    guests_page: str,
) -> None:
    path, acts = make_link(), f"/documents/{document}/guest-links/1"
    lisa = come(path)
    annas.post(f"{acts}/removal")
    assert f"{acts}/return" in annas.get(guests_page).text
    annas.post(f"{acts}/return")
    assert client.get(path).status_code == 200
    assert annas.post(f"{acts}/renewal").location == guests_page
    new = link_in(annas.get(guests_page))
    assert new != path
    assert client.get(path).status_code == 404
    assert client.get(new).status_code == 200
    assert lisa.get("/guest/1").status_code == 200


def test_a_password_is_asked_for_before_anything_is_told_and_wrong_ones_are_throttled(
    client: FlaskClient, make_link: MakeLink
) -> None:
    path = make_link(password="hemligt ord")
    assert "Veckobrevet" not in client.get(path).text
    for _ in range(MOST_TRIES):
        answer = client.post(path, data={"name": "Lisa", "password": "fel ord nu"})
        assert answer.status_code == 422
        assert "Veckobrevet" not in answer.text
    right = {"name": "Lisa", "password": "hemligt ord"}
    assert client.post(path, data=right).status_code == 429
    elsewhere = client.post(path, data=right, environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert elsewhere.location == "/guest/1"


def test_looking_for_links_is_throttled_and_no_token_is_logged(
    client: FlaskClient,
    make_link: MakeLink,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    app: Flask,
) -> None:
    path = make_link()
    caplog.set_level(logging.INFO)
    for number in range(MOST_MISSES):
        assert client.get(f"/guest/no-such-token-{number}").status_code == 404
    counted = Event()
    with app.app_context():
        errands().run(counted.set)
    assert counted.wait(10)
    assert client.get(path).status_code == 429
    assert client.get(path, environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200
    assert r"/guest/\u2026" in caplog.text
    assert path not in caplog.text
    assert "no-such-token" not in caplog.text


def test_a_member_needs_no_link_and_a_guest_comes_back_without_saying_the_name_again(
    app: Flask, cast: Cast, sign_in: SignIn, make_link: MakeLink, come: Come, document: int
) -> None:
    path = make_link()
    davids = sign_in(app.test_client(), cast.david)
    assert davids.get(path).location == f"/documents/{document}/reading"
    assert davids.get("/guest/1").status_code == 404
    assert come(path).get(path).location == "/guest/1"


@pytest.mark.parametrize("who", ["the guest", "the author"])
def test_a_guest_who_is_erased_leaves_words_but_no_name(
    who: str,
    annas: FlaskClient,
    make_link: MakeLink,
    come: Come,
    database: Database,
    document: int,
) -> None:
    path = make_link()
    lisa, per = come(path, email="lisa@hem.example"), come(path, "Per Ask")
    lisa.post("/guest/1/comments", data={"about": "document", "body": "Jag var här"})
    if who == "the guest":
        answer = lisa.post("/guest/1/me/removal")
        assert "raderade" in answer.text
        assert "wpr-guest-1=;" in answer.headers["Set-Cookie"]
    else:
        answer = annas.post(f"/documents/{document}/guests/1/removal")
        assert answer.status_code == 303
        assert annas.post(f"/documents/{document}/guests/1/removal").status_code == 404
    assert lisa.get("/guest/1").status_code == 404
    page = per.get("/guest/1").text
    assert "Jag var här" in page
    assert "en tidigare gäst" in page
    assert "Lisa Ahl" not in page
    assert "Lisa Ahl" not in annas.get(f"/documents/{document}/comments").text
    with database.reading() as session:
        guest = session.get_one(Guest, 1)
    assert (guest.name, guest.email, guest.token_hash) == ("", "", None)


def test_a_guest_changes_name_and_address_and_half_an_address_is_refused(
    make_link: MakeLink, come: Come, database: Database, app: Flask
) -> None:
    path = make_link()
    lisa = come(path)
    assert lisa.post("/guest/1/me", data={"name": "Lisa A", "email": "l@a.se"}).status_code == 303
    assert "Lisa A" in lisa.get("/guest/1").text
    half = lisa.post("/guest/1/me", data={"name": "Lisa A", "email": "maria@skola"})
    assert half.status_code == 422
    assert "Något saknas efter @" in half.text
    nameless = app.test_client().post(path, data={"name": " ", "email": ""})
    assert nameless.status_code == 422
    assert "Skriv ditt namn" in nameless.text
