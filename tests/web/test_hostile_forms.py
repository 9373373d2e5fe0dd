"""Whatever is typed into any field of any form, or into any address: never an error of ours."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.places import PACKAGE, TEMPLATES
from wpr.storage.database import Database
from wpr.storage.documents import QuestionRow

pytestmark = pytest.mark.both_databases

HOSTILE = {
    "a zero byte": "a\x00b",
    "control characters": "\x01\x1b[31m\r\nSet-Cookie: a=b\x7f\u2028",
    "a long text": "lång" * 1000,  # all fields together fit into a request
    "a long number": "9" * 5000,
    "a negative number": "-1",
    "markup": "<script>alert(1)</script>\"'>{{ 7 * 7 }}${7}%(x)s%s",
    "a database's own words": "'; DROP TABLE users; --",
    "another direction": "\u202egnp.exe \u200f\ufeff",
    "a path": "../../../../etc/passwd",
}
EVERYWHERE = ["a zero byte", "control characters", "a long text", "a long number"]
FORM = "application/x-www-form-urlencoded"
FIELD = re.compile(r"^    (\w+) = \w*(?:Field|field)\(", re.MULTILINE)
NAMED = re.compile(r'(?:form|args|values)\.get(?:list)?\(\s*"(\w+)"|\bname="(\w+)"')


@pytest.fixture
def fields() -> list[str]:
    """The names of all fields: of the form classes, and those read or written by hand."""
    names = {"who", "problem", "benefit", "evidence", "experience"}
    for source in [*(PACKAGE / "web").glob("*.py"), *(TEMPLATES / "pages").glob("*.html")]:
        text = Path(source).read_text(encoding="utf-8")
        names |= set(FIELD.findall(text))
        names |= {name for found in NAMED.findall(text) for name in found if name}
    assert {"title", "wording", "version", "email", "role", "by", "since", "next"} <= names
    return sorted(names)


@pytest.mark.parametrize("kind", EVERYWHERE)
def test_no_form_and_no_query_makes_an_error_of_ours(
    app: Flask,
    annas: FlaskClient,
    cast: Cast,
    database: Database,
    fields: list[str],
    kind: str,
    subtests: pytest.Subtests,
) -> None:
    typed = urlencode(dict.fromkeys(fields, HOSTILE[kind]))
    asked = urlencode(
        dict.fromkeys(fields, HOSTILE[kind][:200])
    )  # servers take no longer addresses
    for method, endpoint, address in requests(app, cast, database):
        with subtests.test(f"{method} {endpoint}"):
            if method == "POST":
                status = annas.post(address, data=typed, content_type=FORM).status_code
                assert status < 500
                assert status != 413  # it got as far as the form
            else:
                assert annas.get(address, query_string=asked).status_code < 500


def test_one_hostile_field_among_good_ones_is_kept_as_words_or_refused(
    annas: FlaskClient, document: int, subtests: pytest.Subtests
) -> None:
    """It gets further than when all of them are hostile at once."""
    good = {"title": "Bra", "place": "Ort", "organisation": "Skola", "team": "Anna", "by": "1"}
    for kind, value in HOSTILE.items():
        for name in (*good, "decider", "case_number", "launch_date", "who", "problem"):
            with subtests.test(f"{kind} as {name}"):
                data = good | {name: value}
                for address in (f"/documents/{document}/facts", "/new"):
                    assert annas.post(address, data=data).status_code in {303, 400, 422}
    for address in ("/", *(f"/documents/{document}{page}" for page in ("", "/reading", "/file"))):
        shown = annas.get(address)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text or address.endswith("/file")


def requests(app: Flask, cast: Cast, database: Database) -> Iterator[tuple[str, str, str]]:
    """Every route with every method, about things that are there."""
    with database.reading() as session:
        question = session.scalars(select(QuestionRow.id)).first() or 0
    there = {
        "document_id": cast.document_id,
        "question_id": question,
        "user_id": cast.frida.id,
        "token": "x",
        "language": "sv",
    }
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        names = {name: there.get(name, 1) for name in rule.arguments}
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            if rule.endpoint not in {"static", "downloads.pdf", "events.stream"}:
                built = rule.build(names)
                assert built is not None
                yield method, rule.endpoint, built[1]


HEADERS = {
    "a language that is none": {"Accept-Language": "sv;q=nan, en;q=" + "9" * 400 + ", *;q=-1"},
    "a long language": {"Accept-Language": "x-" + "y" * 5000},
    "types that are none": {"Accept": ";;;q=1, /, */, text/html;q=x"},
    "broken cookies": {"Cookie": 'wpr="; wpr-form=a.b.c; =x; \x7f=1; wpr-form=' + "A" * 3000},
    "a cookie of control characters": {"Cookie": "wpr-form=.eJw\x01\x02; wpr=\xff\xfe"},
    "another length": {"Content-Length": "-1"},
    "no length": {"Content-Length": "x"},
    "no boundary": {"Content-Type": "multipart/form-data"},
    "an odd boundary": {"Content-Type": "multipart/form-data; boundary=" + "-" * 300},
    "an odd charset": {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
    "another type": {"Content-Type": "text/xml"},
    "a range": {"Range": "bytes=0-0,1-1,-1,99999999999999999999-"},
    "forwarded": {"X-Forwarded-For": "\"';--", "X-Forwarded-Proto": "javascript", "Forwarded": "x"},
    "times": {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT", "If-Range": '"'},
    "a method in a header": {"X-HTTP-Method-Override": "DELETE"},
    "a strange browser": {"User-Agent": "\x01" * 3000, "Referer": "http://[" + "x" * 3000},
}


def test_no_header_makes_an_error_of_ours(
    app: Flask, annas: FlaskClient, document: int, lead: int, subtests: pytest.Subtests
) -> None:
    stranger = app.test_client()
    for kind, headers in HEADERS.items():
        with subtests.test(kind):
            for client in (annas, stranger):
                for address in ("/", f"/documents/{document}", f"/documents/{document}/file"):
                    assert client.get(address, headers=headers).status_code < 500
                for address in ("/new", "/sign-in", f"/texts/{lead}/steps", f"/texts/{lead}/form"):
                    answer = client.post(address, data=b"--a\r\ntitle=x&version=0", headers=headers)
                    assert answer.status_code < 500
