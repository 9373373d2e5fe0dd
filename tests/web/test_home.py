"""Home: a person's initiatives, each with its next step, however many there are."""

import re
from collections.abc import Callable
from html import unescape

from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import IDEA, NOW, Cast
from tests.fixtures.queries import counted
from wpr.domain.guide_file import Guides
from wpr.services import drafting
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


def titles(page: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'class="row__title"><a[^>]*>(.*?)</a>', page)]


def next_steps(page: str) -> list[tuple[str, str]]:
    """Where the next steps lead, and what they are called."""
    found = re.findall(r'class="row__next"><a href="([^"]+)">.*?</svg>(.*?)</a>', page, re.DOTALL)
    return [(unescape(url), unescape(words).strip()) for url, words in found]


def test_somebody_without_initiatives_is_shown_the_beginning(
    app: Flask, cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in(app.test_client(), cast.frida).get("/")
    assert page.status_code == 200
    assert titles(page.text) == []
    assert 'href="/new"' in page.text
    assert "Börja med en idé" in page.text


def test_an_author_sees_the_next_step_and_a_reader_reads(
    app: Flask, annas: FlaskClient, cast: Cast, document: int, sign_in: SignIn
) -> None:
    page = annas.get("/").text
    assert titles(page) == ["Veckobrevet"]
    ((url, words),) = next_steps(page)
    assert url.startswith(f"/documents/{document}#")
    assert words.startswith(("Skriv", "Fyll i"))
    davids = sign_in(app.test_client(), cast.david).get("/").text
    assert next_steps(davids) == [(f"/documents/{document}/reading", "Läs")]


def test_the_last_changed_comes_first(
    annas: FlaskClient, database: Database, document: int
) -> None:
    annas.post("/new", data={"title": "Två"})
    annas.post("/new", data={"title": "Tre"})
    with database.writing() as session:
        session.get_one(DocumentRow, document).changed_at = NOW.replace(year=2030)
    assert titles(annas.get("/").text) == ["Veckobrevet", "Tre", "Två"]


def test_others_initiatives_are_not_there(
    app: Flask, annas: FlaskClient, cast: Cast, sign_in: SignIn
) -> None:
    annas.post("/new", data={"title": "Annas eget"})
    assert titles(sign_in(app.test_client(), cast.bo).get("/").text) == ["Veckobrevet"]
    assert titles(sign_in(app.test_client(), cast.admin).get("/").text) == []


def test_fifty_initiatives_take_no_more_queries_than_one(
    annas: FlaskClient, database: Database, guides: Guides, cast: Cast
) -> None:
    annas.get("/")
    with counted(database) as for_one:
        annas.get("/")
    with database.writing() as session:
        for _ in range(49):
            drafting.start(session, guides.get("school", "sv"), cast.anna.id, IDEA, NOW)
    with counted(database) as for_fifty:
        page = annas.get("/")
    assert len(titles(page.text)) == 50
    assert len(for_fifty) == len(for_one) <= 11


def test_a_hostile_title_stays_a_title(annas: FlaskClient) -> None:
    title = "<img src=x onerror=alert(1)> \"'&{{7*7}}"
    annas.post("/new", data={"title": title})
    page = annas.get("/").text
    assert "<img src=x" not in page
    assert title in titles(page)
