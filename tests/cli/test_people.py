"""`wpr user`: accounts looked after from the console, the links working on the real pages."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from wpr.app import create_app
from wpr.settings import from_environment
from wpr.storage.database import Database


def token_in(output: str, path: str) -> str:
    found = re.search(rf"^http://127\.0\.0\.1:8000/{path}/([\w-]{{43}})$", output, re.MULTILINE)
    assert found, output
    return found[1]


def status_of(path: str, data: Path, url: str) -> int:
    """What the real app answers to this address on these data."""
    settings = {"WPR_DATA": str(data), "WPR_DATABASE_URL": url, "WPR_SECRET": "only-for-tests" * 3}
    with closing(Database(url)) as database:
        return create_app(from_environment(settings), database).test_client().get(path).status_code


def test_an_added_person_gets_a_link_to_set_a_password(
    wpr: Run, data: Path, empty_database_url: str
) -> None:
    result = wpr("user", "add", "Anna.Ek@Example.se", "Anna Ek", "--admin")
    assert result.exit_code == 0
    token = token_in(result.output, "password")
    assert status_of(f"/password/{token}", data, empty_database_url) == 200
    assert status_of(f"/password/{token[:-1]}_", data, empty_database_url) == 404


def test_the_list_tells_who_there_is_and_what_is_special(wpr: Run) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek", "--admin")
    wpr("user", "add", "bo.dahl@example.se", "Bo Dahl")
    wpr("user", "disable", "bo.dahl@example.se")
    assert wpr("user", "list").output.splitlines() == [
        "anna@example.se     Anna Ek (administrator)",
        "bo.dahl@example.se  Bo Dahl (disabled)",
    ]


def test_a_link_signs_somebody_in(wpr: Run, data: Path, empty_database_url: str) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    result = wpr("user", "link", "ANNA@example.se")
    assert "Signs Anna Ek in, once, within 15 minutes" in result.output
    token = token_in(result.output, "sign-in")
    assert status_of(f"/sign-in/{token}", data, empty_database_url) == 200


def test_somebody_disabled_gets_no_link_until_enabled(wpr: Run) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    wpr("user", "disable", "anna@example.se")
    for verb in ("link", "reset"):
        refused = wpr("user", verb, "anna@example.se")
        assert refused.exit_code == 1
        assert "http" not in refused.output
    assert wpr("user", "enable", "anna@example.se").exit_code == 0
    assert wpr("user", "link", "anna@example.se").exit_code == 0


def test_the_last_administrator_is_not_disabled(wpr: Run) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek", "--admin")
    refused = wpr("user", "disable", "anna@example.se")
    assert refused.exit_code == 1
    assert "administrator" in refused.stderr
    assert "disabled" not in wpr("user", "list").output


@pytest.mark.parametrize(
    ("email", "name"),
    [("anna@example.se", "Anna Two"), ("not an address", "Anna"), ("bo@example.se", " ")],
)
def test_an_account_that_cannot_be_is_refused_in_one_sentence(
    wpr: Run, email: str, name: str
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    refused = wpr("user", "add", email, name)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: ")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("verb", ["link", "reset", "disable", "enable"])
def test_an_unknown_address_is_named(wpr: Run, verb: str) -> None:
    refused = wpr("user", verb, "nobody@example.se")
    assert refused.exit_code == 1
    assert "nobody@example.se" in refused.stderr
