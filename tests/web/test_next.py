"""`next`: after signing in one comes to a page of this site, whatever the address said."""

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.accounts import enter
from tests.fixtures.cast import Cast
from wpr.web.local_path import local_path

HOSTILE = [
    "//evil.invalid",
    "///evil.invalid",
    "////evil.invalid/%2f..",
    "/\\evil.invalid",
    "\\\\evil.invalid",
    "\\/evil.invalid",
    "/\t/evil.invalid",
    "/%09/evil.invalid",
    "/\n/evil.invalid",
    "/\r\nLocation: https://evil.invalid",
    "/profile\r\nSet-Cookie: wpr=x",
    "/%0d%0aLocation:%20https://evil.invalid",
    "https://evil.invalid",
    "https:evil.invalid",
    "https:/evil.invalid",
    "http:///evil.invalid",
    "HTTPS://evil.invalid/profile",
    "javascript:alert(1)",
    "data:text/html,x",
    "//user@evil.invalid",
    "/@evil.invalid",
    "/.evil.invalid",
    "/..//evil.invalid",
    "/profile/..//evil.invalid",
    "@evil.invalid",
    "evil.invalid",
    " //evil.invalid",
    "\x00//evil.invalid",
    "/／evil.invalid",
    "/profile\x00",
    "/no-such-page",
    "/sign-out",
    "/" + "a" * 600,
    "",
]
OURS = ["/", "/profile", "/documents/1/people", "/profile?x=1&y=a-b%20c", "/?", "/new"]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_strange_next_leads_home(path: str, app: Flask) -> None:
    with app.test_request_context():
        assert local_path(path) == "/"


@pytest.mark.parametrize("path", OURS)
def test_a_page_of_ours_is_followed(path: str, app: Flask) -> None:
    with app.test_request_context():
        assert local_path(path) == path


@pytest.mark.parametrize("path", HOSTILE)
def test_no_answer_leaves_the_site(path: str, client: FlaskClient, cast: Cast) -> None:
    for answer in (
        client.post("/language", data={"language": "sv", "next": path}),
        client.post("/language", query_string={"next": path}, data={"language": "sv"}),
    ):
        assert "evil" not in str(answer.headers)
        if "\0" in path:  # no form may carry one at all
            assert answer.status_code == 400
            continue
        assert answer.status_code == 303
        there = urljoin("http://localhost/", answer.location)
        assert urlsplit(there).netloc == "localhost"


def test_one_comes_back_to_the_page_one_was_sent_from(client: FlaskClient, cast: Cast) -> None:
    asked = client.get(f"/documents/{cast.document_id}/people")
    assert asked.location == f"/sign-in?next=/documents/{cast.document_id}/people"
    page = client.get(asked.location).text
    assert f'name="next" value="/documents/{cast.document_id}/people"' in page
    answer = enter(client, "anna@example.se", next=f"/documents/{cast.document_id}/people")
    assert answer.location == f"/documents/{cast.document_id}/people"


def test_a_strange_next_stays_text_in_the_form(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/sign-in", query_string={"next": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
