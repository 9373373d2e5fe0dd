"""The workspace: all of a document on one page, for those who write and those who read."""

import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import send, typed
from tests.fixtures.queries import counted
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Question, Snapshot
from wpr.prose.schema import line, paragraphs
from wpr.services import importing
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]


def with_questions(database: Database, guides: Guides, owner_id: int, many: int) -> int:
    """A new document with so many questions; its id."""
    guide = guides.get("school", "sv")
    group = guide.question_groups()[0].id
    questions = tuple(
        Question(group, line(f"Fråga {number}?"), paragraphs(f"Svar {number}"))
        for number in range(many)
    )
    snapshot = Snapshot("Många frågor", "sv", "school", questions=questions)
    with database.writing() as session:
        return importing.bring_in(session, snapshot, guide, owner_id, NOW).id


def test_who_may_write_gets_every_text_to_write_in(annas: FlaskClient, document: int) -> None:
    page = annas.get(f"/documents/{document}").text
    assert page.count("data-steps=") > 20
    assert "elva olika meddelanden" in page
    assert "data-toolbar" in page


def test_who_may_not_write_reads_the_same_words(
    app: Flask, cast: Cast, document: int, sign_in: SignIn
) -> None:
    may_say = "Du får läsa och kommentera"
    told = {cast.david: "Du får läsa det här dokumentet", cast.cecilia: may_say, cast.eva: may_say}
    for reader, words in told.items():
        page = sign_in(app.test_client(), reader).get(f"/documents/{document}").text
        assert "elva olika meddelanden" in page
        assert words in page
        for tool in ("data-toolbar", "data-command", "/removal", '/form"', "/unknown"):
            assert tool not in page, tool


def test_two_hundred_questions_take_no_more_queries_than_two(
    annas: FlaskClient, database: Database, guides: Guides, cast: Cast
) -> None:
    counts = []
    for many in (2, 200):
        made = with_questions(database, guides, cast.anna.id, many)
        annas.get(f"/documents/{made}")
        with counted(database) as statements:
            page = annas.get(f"/documents/{made}")
        assert page.text.count('class="question"') == many
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_five_hundred_questions_are_shown_read_and_typed_in_without_a_wait(
    annas: FlaskClient, database: Database, guides: Guides, cast: Cast
) -> None:
    made = with_questions(database, guides, cast.anna.id, 500)
    for address in (f"/documents/{made}", f"/documents/{made}/reading", "/"):
        began = time.process_time()
        answer = annas.get(address)
        assert answer.status_code == 200
        assert time.process_time() - began < 5
    assert answer.text.count("Många frågor") >= 1
    text_id = int(annas.get(f"/documents/{made}").text.split('data-text="')[-1].split('"')[0])
    began = time.process_time()
    assert send(annas, text_id, 0, typed("a")).status_code == 200
    assert time.process_time() - began < 3


def test_what_somebody_else_typed_is_there_when_the_page_comes(
    app: Flask, annas: FlaskClient, cast: Cast, document: int, lead: int, sign_in: SignIn
) -> None:
    send(sign_in(app.test_client(), cast.bo), lead, 0, typed("Bo skrev <b>detta</b>. "))
    page = annas.get(f"/documents/{document}").text
    assert "Bo skrev &lt;b&gt;detta&lt;/b&gt;." in page
    assert "<b>detta" not in page


def test_a_removed_document_is_not_found_by_anybody(
    app: Flask, annas: FlaskClient, cast: Cast, document: int, lead: int, sign_in: SignIn
) -> None:
    annas.post(f"/documents/{document}/removal")
    for person in (cast.anna, cast.bo, cast.david):
        client = sign_in(app.test_client(), person)
        for page in ("", "/reading", "/facts", "/pdf", "/file", "/people", "/changes?since=0"):
            assert client.get(f"/documents/{document}{page}").status_code == 404
        assert client.get(f"/texts/{lead}/form").status_code == 404
    assert annas.post(f"/documents/{document}/return").status_code == 303
    assert annas.get(f"/documents/{document}").status_code == 200


def test_what_the_guide_has_no_place_for_is_shown_after_the_rest(
    annas: FlaskClient, database: Database, document: int
) -> None:
    with database.writing() as session:
        row = session.get_one(DocumentRow, document)
        row.guide = "a-guide-that-is-no-longer-loaded"
        lead = session.scalar(select(TextRow).where(TextRow.name == "lead"))
        assert lead is not None
        lead.name = "an-old-part"
        for question in questions_of(session, document):
            question.group = "an-old-group"
    page = annas.get(f"/documents/{document}").text
    leftover = page[page.index('id="unplaced"') : page.index('id="idea"')]
    assert "data-question=" in leftover
    assert f'data-text="{lead.id}"' in leftover
    for address in ("/", f"/documents/{document}/reading", f"/documents/{document}/file"):
        assert annas.get(address).status_code == 200, address
