"""Questions of a document: asked, moved as far as it goes, taken out, brought back, and bounded."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.hands import words_of
from wpr.domain.guide_file import Guides
from wpr.domain.snapshot import Question, Snapshot
from wpr.prose.schema import line
from wpr.services import importing
from wpr.storage.database import Database
from wpr.storage.document_queries import questions_of
from wpr.storage.documents import DocumentRow, QuestionRow
from wpr.storage.people import User

SignIn = Callable[[FlaskClient, User], FlaskClient]
GROUP = "pupils"


def rows(database: Database, document: int, group: str = GROUP) -> list[QuestionRow]:
    """The questions of a group, in order."""
    with database.reading() as session:
        return [row for row in questions_of(session, document) if row.group == group]


def ids(database: Database, document: int, group: str = GROUP) -> list[int]:
    return [row.id for row in rows(database, document, group)]


def ask(client: FlaskClient, document: int, wording: str, group: str = GROUP) -> int:
    answer = client.post(
        f"/documents/{document}/questions", data={"group": group, "wording": wording}
    )
    return answer.status_code


def act(client: FlaskClient, document: int, question: int, what: str, **data: str) -> int:
    address = f"/documents/{document}/questions/{question}/{what}"
    return client.post(address, data=data).status_code


def test_a_question_comes_last_in_its_group(
    annas: FlaskClient, database: Database, document: int
) -> None:
    before = ids(database, document)
    assert ask(annas, document, "  Vad kostar\r\n det? ") == 303
    *there, new = rows(database, document)
    assert [row.id for row in there] == before
    assert words_of(database, new.question_id) == "Vad kostar det?"
    assert words_of(database, new.answer_id) == ""
    assert "Vad kostar det?" in annas.get(f"/documents/{document}").text


def test_a_question_may_get_its_words_later(
    annas: FlaskClient, database: Database, document: int
) -> None:
    assert ask(annas, document, "") == 303
    assert words_of(database, rows(database, document)[-1].question_id) == ""


def test_a_group_that_is_none_is_not_found(
    annas: FlaskClient, database: Database, document: int
) -> None:
    for group in ("release", "vision", "nothing", "x" * 40):
        assert ask(annas, document, "Vad?", group) == 404


def test_a_long_question_is_refused_and_told(
    annas: FlaskClient, database: Database, document: int
) -> None:
    before = ids(database, document)
    assert ask(annas, document, "o" * 501) == 303
    assert ids(database, document) == before
    assert "högst 500 tecken" in annas.get(f"/documents/{document}").text


def test_a_question_moves_as_far_as_it_goes(
    annas: FlaskClient, database: Database, document: int
) -> None:
    for number in range(3):
        ask(annas, document, f"Fråga {number}?")
    order = ids(database, document)
    first, last = order[0], order[-1]
    for by, question, expected in (
        ("1", first, [order[1], first, *order[2:]]),
        ("-1", first, order),
        ("500", first, [*order[1:], first]),
        ("-500", first, order),
        ("-500", last, [last, *order[:-1]]),
        ("0", last, [last, *order[:-1]]),
    ):
        assert act(annas, document, question, "position", by=by) == 303
        assert ids(database, document) == expected
    others = ids(database, document, "staff")
    assert others == sorted(others)


def test_a_move_that_is_no_number_moves_nothing(
    annas: FlaskClient, database: Database, document: int
) -> None:
    order = ids(database, document)
    for by in ("", "x", "501", "-501", "1.5", "9" * 5000):
        act(annas, document, order[0], "position", by=by)
        assert ids(database, document) == order


def test_what_is_taken_out_can_be_brought_back_to_its_place(
    annas: FlaskClient, database: Database, document: int
) -> None:
    ask(annas, document, "Vad kostar det?")
    order = ids(database, document)
    assert act(annas, document, order[0], "removal") == 303
    assert ids(database, document) == order[1:]
    page = annas.get(f"/documents/{document}").text
    assert f'action="/documents/{document}/questions/{order[0]}/return"' in page
    assert act(annas, document, order[0], "removal") == 404
    assert act(annas, document, order[0], "position", by="1") == 404
    assert act(annas, document, order[0], "return") == 303
    assert ids(database, document) == order
    assert act(annas, document, order[0], "return") == 404


def test_a_question_of_another_document_is_not_found(
    annas: FlaskClient, database: Database, document: int
) -> None:
    annas.post("/new", data={"title": "Ett annat"})
    with database.reading() as session:
        other = session.scalars(select(DocumentRow.id).where(DocumentRow.id != document)).one()
    foreign = ids(database, other)[0]
    for what in ("position", "removal", "return", "unknown", "known"):
        assert act(annas, document, foreign, what, by="1", role="Anna") == 404
    assert foreign in ids(database, other)


def test_a_full_document_takes_no_more_questions_by_any_way(
    annas: FlaskClient, database: Database, guides: Guides, cast: Cast
) -> None:
    questions = (Question(GROUP, line("Vad?")),) * 500
    guide = guides.get("school", "sv")
    with database.writing() as session:
        snapshot = Snapshot("Full", "sv", "school", questions=questions)
        full = importing.bring_in(session, snapshot, guide, cast.anna.id, NOW).id
    assert ask(annas, full, "En till?") == 422
    first = ids(database, full)[0]
    assert act(annas, full, first, "removal") == 303
    assert ask(annas, full, "En till?") == 303
    assert act(annas, full, first, "return") == 422
    assert len(ids(database, full)) == 500
    refused = annas.post(f"/documents/{full}/questions", data={"group": GROUP})
    assert "Det är för många frågor" in refused.text
    assert "500" in refused.text


def test_who_may_not_write_changes_no_questions(
    app: Flask, database: Database, cast: Cast, document: int, sign_in: SignIn
) -> None:
    order = ids(database, document)
    for person in (cast.david, cast.cecilia, cast.eva):
        client = sign_in(app.test_client(), person)
        assert ask(client, document, "Vad?") == 403
        assert act(client, document, order[0], "position", by="1") == 403
        assert act(client, document, order[0], "removal") == 403
    assert ids(database, document) == order


def test_others_pages_hear_of_it(annas: FlaskClient, database: Database, document: int) -> None:
    first = ids(database, document)[0]
    ask(annas, document, "Vad?")
    act(annas, document, first, "position", by="1")
    act(annas, document, first, "removal")
    act(annas, document, first, "return")
    told = annas.get(f"/documents/{document}/changes?since=0").json
    changed = {"kind": "changed", "what": "structure"}
    assert (told["seq"], told["events"]) == (4, [changed] * 4)
