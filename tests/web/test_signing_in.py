"""Signing in on the page: the cookie, one answer for every wrong pair, signing out."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.accounts import CHROME, enter, is_signed_in
from tests.fixtures.cast import PASSWORD, Cast
from wpr.services import signing_in
from wpr.storage.database import Database
from wpr.storage.people import SignIn, User

WRONG = "en helt annan mening"


def without_tokens(page: str) -> str:
    return re.sub(r'(csrf.token" \w+)="[^"]+"', "", page)


def cookie(client: FlaskClient) -> str:
    found = client.get_cookie("wpr")
    assert found is not None
    return found.value


def test_the_right_password_signs_in(client: FlaskClient, cast: Cast) -> None:
    answer = enter(client, "Anna@Example.se ")
    assert answer.status_code == 303
    assert answer.location == "/"
    assert is_signed_in(client)


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient, cast: Cast) -> None:
    [set_cookie] = [
        line
        for line in enter(client, "anna@example.se").headers.getlist("Set-Cookie")
        if line.startswith("wpr=")
    ]
    assert "HttpOnly" in set_cookie
    assert "SameSite=Lax" in set_cookie
    assert "Path=/" in set_cookie


def test_over_tls_the_cookie_is_bound_to_the_host(app: Flask, cast: Cast) -> None:
    from dataclasses import replace

    app.extensions["wpr"] = replace(
        app.extensions["wpr"], is_https=True, public_url="https://localhost"
    )
    answer = enter(app.test_client(), "anna@example.se")
    [set_cookie] = [
        line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-wpr=")
    ]
    assert "Secure" in set_cookie
    assert "Domain" not in set_cookie


@pytest.mark.parametrize(
    ("email", "password"),
    [("anna@example.se", WRONG), ("nobody@example.se", PASSWORD), ("nobody@example.se", WRONG)],
)
def test_every_wrong_pair_gets_the_same_page(
    email: str, password: str, client: FlaskClient, cast: Cast
) -> None:
    answer = enter(client, email, password)
    assert answer.status_code == 422
    assert "E-postadressen eller lösenordet är fel" in answer.text
    assert answer.text.count(email) == 1  # only in its own field
    assert password not in answer.text
    assert not is_signed_in(client)
    same = enter(client, "x" + email, WRONG).text
    assert without_tokens(same).replace("x" + email, email) == without_tokens(answer.text)


def test_known_and_unknown_addresses_take_the_same_work(app: Flask, cast: Cast) -> None:
    def work(email: str) -> float:
        start = time.process_time()  # not the clock: the machine may be busy
        assert enter(app.test_client(), email, WRONG).status_code == 422
        return time.process_time() - start

    work("warm@example.se")
    unknown = min(work(f"nobody{number}@example.se") for number in range(4))
    known = min(work(f"{name}@example.se") for name in ("anna", "bo", "cecilia", "david"))
    assert 0.5 < known / unknown < 2


def test_a_new_session_begins_and_the_old_one_ends(client: FlaskClient, cast: Cast) -> None:
    client.set_cookie("wpr", "chosen-by-somebody-else")
    enter(client, "anna@example.se")
    first = cookie(client)
    assert first != "chosen-by-somebody-else"
    enter(client, "anna@example.se")
    assert cookie(client) != first
    client.set_cookie("wpr", first)
    assert not is_signed_in(client)


def test_a_token_of_the_form_is_renewed_at_sign_in(client: FlaskClient, cast: Cast) -> None:
    client.get("/sign-in")
    with client.session_transaction() as session:
        before = session["csrf_token"]
    enter(client, "anna@example.se")
    with client.session_transaction() as session:
        assert session.get("csrf_token") != before


def test_without_the_forms_token_nobody_is_signed_in(strict_app: Flask, cast: Cast) -> None:
    client = strict_app.test_client()
    assert enter(client, "anna@example.se").status_code == 403
    assert not is_signed_in(client)


def test_a_page_of_another_site_signs_nobody_in(client: FlaskClient, cast: Cast) -> None:
    answer = client.post(
        "/sign-in",
        data={"email": "anna@example.se", "password": PASSWORD},
        headers={"Origin": "https://evil.invalid"},
    )
    assert answer.status_code == 403
    assert not is_signed_in(client)


def test_after_five_failures_one_waits(client: FlaskClient, cast: Cast) -> None:
    for _ in range(5):
        assert enter(client, "anna@example.se", WRONG).status_code == 422
    answer = enter(client, "anna@example.se")
    assert answer.status_code == 429
    assert "För många försök. Vänta 15 min" in answer.text
    assert 'value="anna@example.se"' in answer.text


def test_a_browser_that_was_here_before_is_not_locked_out_by_strangers(
    app: Flask, client: FlaskClient, cast: Cast
) -> None:
    enter(client, "anna@example.se")
    client.post("/sign-out")
    stranger = app.test_client()
    for _ in range(5):
        enter(stranger, "anna@example.se", WRONG)
    assert enter(stranger, "anna@example.se").status_code == 429
    assert enter(client, "anna@example.se").status_code == 303
    client.post("/sign-out")
    enter(client, "bo@example.se")  # known for Anna's account only
    for _ in range(4):
        enter(stranger, "cecilia@example.se", WRONG)


def test_a_closed_account_is_told_so(client: FlaskClient, cast: Cast, database: Database) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).disabled_at = cast.anna.created_at
    assert "Kontot är stängt" in enter(client, "anna@example.se").text


def test_an_empty_form_says_what_is_missing(client: FlaskClient, cast: Cast) -> None:
    answer = enter(client, "", "")
    assert answer.status_code == 422
    assert "Skriv en e-postadress" in answer.text
    assert "Skriv ditt lösenord" in answer.text


def test_password_managers_find_their_fields(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/sign-in").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


def test_who_is_signed_in_goes_on(client: FlaskClient, cast: Cast) -> None:
    enter(client, "anna@example.se")
    assert client.get("/sign-in?next=/profile").location == "/profile"


def test_sign_out_kills_a_copied_cookie(app: Flask, client: FlaskClient, cast: Cast) -> None:
    enter(client, "anna@example.se")
    copy = app.test_client()
    copy.set_cookie("wpr", cookie(client))
    assert is_signed_in(copy)
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get_cookie("wpr") is None
    assert not is_signed_in(copy)


def test_signing_out_takes_only_a_post(client: FlaskClient, cast: Cast) -> None:
    enter(client, "anna@example.se")
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)


def test_a_script_hears_401_when_signed_out(client: FlaskClient, cast: Cast) -> None:
    answer = client.get("/profile", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json) == (401, {"error": "signed-out"})


def test_signed_in_pages_are_kept_by_no_cache(client: FlaskClient, cast: Cast) -> None:
    enter(client, "anna@example.se")
    headers = client.get("/profile").headers
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_an_old_session_ends(client: FlaskClient, cast: Cast, database: Database) -> None:
    enter(client, "anna@example.se")
    with database.writing() as session:
        session.scalars(select(SignIn)).one().seen_at -= signing_in.IDLE
    answer = client.get("/profile")
    assert answer.location.startswith("/sign-in?next=/profile")


def test_using_a_browser_is_noted_after_the_answer(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    enter(client, "anna@example.se")
    with database.writing() as session:
        row = session.scalars(select(SignIn)).one()
        row.seen_at = old = row.seen_at - timedelta(minutes=11)
    assert is_signed_in(client)
    deadline = time.monotonic() + 10
    while _seen_at(database) == old:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_reading_goes_on_while_nothing_can_be_written(
    client: FlaskClient, cast: Cast, database: Database
) -> None:
    enter(client, "anna@example.se")
    with database.writing() as session:
        session.scalars(select(SignIn)).one().seen_at -= timedelta(minutes=11)
    with database.writing():  # somebody holds the lock all the time
        start = time.monotonic()
        assert is_signed_in(client)
        assert time.monotonic() - start < 5


def test_the_browser_is_named_in_the_list(
    client: FlaskClient, cast: Cast, sign_in: Callable[[FlaskClient, User], FlaskClient]
) -> None:
    client.post(
        "/sign-in",
        data={"email": "anna@example.se", "password": PASSWORD},
        headers={"User-Agent": CHROME},
    )
    assert "Chrome, Linux" in client.get("/profile/sessions").text


def _seen_at(database: Database) -> object:
    with database.reading() as session:
        return session.scalars(select(SignIn.seen_at)).one()
