"""Comments of guests: at every kind of place, in the version they read, and nobody else's."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.guests import Come, MakeLink
from tests.fixtures.hands import replaced, send, text_id_of, typed
from tests.web.test_hostile_forms import HOSTILE
from wpr.prose.running_text import RunningText
from wpr.prose.schema import read
from wpr.storage.comments import CommentRow, ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import QuestionRow, TextRow


@pytest.fixture
def problem(database: Database, document: int) -> int:
    """The id of the document's problem: "De får elva olika meddelanden i veckan." is in it."""
    return text_id_of(database, document, "problem")


@pytest.mark.both_databases
def test_a_guest_comments_on_every_kind_of_place_and_the_authors_see_it(
    annas: FlaskClient,
    make_link: MakeLink,
    come: Come,
    database: Database,
    problem: int,
    document: int,
) -> None:
    lisa = come(make_link())
    send(annas, problem, 0, typed("Nyss skrivet. "))
    with database.reading() as session:
        question = session.scalars(select(QuestionRow.id)).first()
    for about in ("document", f"text-{problem}", f"question-{question}"):
        form = {"about": about, "body": f"Om {about} <script>"}
        answer = lisa.post("/guest/1/comments", data=form)
        assert answer.location.startswith("/guest/1#comment-"), answer.text
    form = {
        "about": f"text-{problem}",
        "text": str(problem),
        "quote": "elva olika\xa0meddelanden",
        "near": "0",
        "body": "Elva?",
        "key": "a form",
    }
    for _ in range(2):  # sent twice, said once
        assert lisa.post("/guest/1/comments", data=form).status_code == 303
    page = lisa.get("/guest/1").text
    assert "Om document &lt;script&gt;" in page
    assert page.count('<p class="said__words">Elva?') == 1
    with database.reading() as session:
        thread = session.scalars(select(ThreadRow).where(ThreadRow.place == "passage")).one()
        text = session.get_one(TextRow, problem)
        assert thread.quote == "elva olika meddelanden"
        assert (thread.is_lost, thread.text_id, text.version) == (False, problem, 1)
        assert thread.start is not None
        places = session.scalars(select(ThreadRow.place).order_by(ThreadRow.id)).all()
    assert places == ["document", "part", "question", "passage"]
    assert "Elva?" in annas.get(f"/documents/{document}/comments").text


def test_a_passage_that_is_gone_by_now_keeps_its_words(
    annas: FlaskClient, make_link: MakeLink, come: Come, database: Database, problem: int
) -> None:
    lisa = come(make_link())
    words = "elva olika meddelanden"
    with database.reading() as session:
        running = RunningText(read(session.get_one(TextRow, problem).content))
    at = running.text.index(words)
    cut = replaced(*running.span(at, at + len(words)), {"type": "text", "text": "X"})
    assert send(annas, problem, 0, cut).status_code == 200
    form = {"about": f"text-{problem}", "text": str(problem), "quote": words, "body": "Bara de?"}
    assert lisa.post("/guest/1/comments", data=form).status_code == 303
    with database.reading() as session:
        thread = session.scalars(select(ThreadRow)).one()
    assert (thread.is_lost, thread.quote, thread.last_seen) == (True, words, words)
    page = lisa.get("/guest/1").text
    assert "Bara de?" in page


def test_what_cannot_be_said_comes_back_with_its_words(
    make_link: MakeLink, come: Come, lead: int, database: Database, headline: int
) -> None:
    lisa = come(make_link())
    for form in (
        {"about": "document", "body": " "},
        {"about": f"text-{lead}", "body": "x" * 100_000},
        {"about": f"text-{lead}", "text": str(lead), "quote": "står inte där", "body": "Mina ord"},
        {"about": f"text-{lead}", "text": "999999", "quote": "elva", "body": "Mina ord"},
    ):
        answer = lisa.post("/guest/1/comments", data=form)
        assert answer.status_code == 422, form
        if form["body"] == "Mina ord":
            assert "Mina ord" in answer.text
    with database.reading() as session:
        unseen = session.scalars(select(TextRow.id).where(TextRow.slot == "idea")).first()
    for about in ("text-999999", "question-999999", "text-0x1", "nothing", f"text-{unseen}"):
        answer = lisa.post("/guest/1/comments", data={"about": about, "body": "Hej"})
        assert answer.status_code == 404, about
    with database.reading() as session:
        assert session.scalars(select(CommentRow)).all() == []


def test_nothing_that_a_guest_types_makes_an_error_of_ours(
    app: Flask, make_link: MakeLink, come: Come, lead: int
) -> None:
    path = make_link()
    said = {"about": f"text-{lead}", "text": str(lead), "quote": "Föräldrar", "near": "0"}
    for kind, value in HOSTILE.items():
        lisa = come(path)
        for name in (*said, "body", "key"):
            form = {**said, "body": "Hej", name: value}
            assert lisa.post("/guest/1/comments", data=form).status_code < 500, f"{kind}: {name}"
        entry = {"name": value, "email": value, "password": value}
        assert app.test_client().post(path, data=entry).status_code < 500, kind
    assert lisa.get("/guest/1").status_code == 200


def test_a_question_that_was_removed_since_is_not_commented_on(
    annas: FlaskClient, make_link: MakeLink, come: Come, database: Database, document: int
) -> None:
    lisa = come(make_link())
    with database.reading() as session:
        question = session.scalars(select(QuestionRow.id)).first()
    annas.post(f"/documents/{document}/questions/{question}/removal")
    form = {"about": f"question-{question}", "body": "Mina ord"}
    answer = lisa.post("/guest/1/comments", data=form)
    assert answer.status_code == 422
    assert "Frågan har tagits bort sedan den här versionen" in answer.text
    assert "Mina ord" in answer.text


@pytest.mark.both_databases
def test_guests_of_a_link_answer_each_other_and_change_only_their_own(
    make_link: MakeLink, come: Come, database: Database
) -> None:
    path = make_link()
    lisa, per = come(path), come(path, "Per Ask")
    stranger = come(make_link(), "Karin")
    lisa.post("/guest/1/comments", data={"about": "document", "body": "Vad händer sedan?"})
    assert (
        per.post("/guest/1/threads/1/replies", data={"body": "Undrar jag med"}).status_code == 303
    )
    assert "Undrar jag med" in lisa.get("/guest/1").text
    assert "Vad händer sedan?" not in stranger.get("/guest/2").text
    assert stranger.post("/guest/2/threads/1/replies", data={"body": "Hej"}).status_code == 404
    assert per.post("/guest/1/comments/1", data={"body": "Annat"}).status_code == 403
    assert per.post("/guest/1/comments/1/removal").status_code == 403
    assert lisa.post("/guest/1/comments/1", data={"body": "Vad händer nu?"}).status_code == 303
    assert "Vad händer nu?" in per.get("/guest/1").text
    per.post("/guest/1/comments/2/removal")
    assert "Undrar jag med" not in lisa.get("/guest/1").text
    per.post("/guest/1/comments/2/return")
    assert "Undrar jag med" in lisa.get("/guest/1").text


def test_an_open_page_is_told_when_there_is_news(
    annas: FlaskClient, make_link: MakeLink, come: Come, document: int, problem: int
) -> None:
    lisa, per = come(make_link()), come(make_link())

    def known(guest: FlaskClient, link: int) -> tuple[str, str]:
        """What the page knows, the same as what it is told when it asks."""
        told = guest.get(f"/guest/{link}/news").json["known"]
        page = guest.get(f"/guest/{link}").text
        assert f'data-said="{told["said"]}" data-text="{told["text"]}"' in page
        return told["said"], told["text"]

    states = [known(lisa, 1)]
    lisa.post("/guest/1/comments", data={"about": "document", "body": "Vem?"})
    states.append(known(lisa, 1))
    annas.post(f"/documents/{document}/comments/1/replies", data={"body": "Rektorn."})
    states.append(known(lisa, 1))
    annas.post(f"/documents/{document}/comments/1/resolution")
    states.append(known(lisa, 1))
    assert len({said for said, _ in states}) == 4
    assert len({text for _, text in states}) == 1
    before = known(per, 2)
    annas.post(f"/documents/{document}/comments", data={"about": "document", "body": "Bara vi"})
    assert known(lisa, 1) == states[-1]  # what they may not read is no news
    send(annas, problem, 0, typed("Nu. "))
    assert known(lisa, 1)[1] != states[-1][1]
    assert known(per, 2)[0] == before[0]


def test_a_guest_who_only_reads_cannot_comment(make_link: MakeLink, come: Come) -> None:
    lisa = come(make_link("read"))
    answer = lisa.post("/guest/1/comments", data={"about": "document", "body": "Hej"})
    assert answer.status_code == 403
