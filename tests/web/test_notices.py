"""Notices on the pages: the bell's count, the list, reading one and all, and the choice of mail."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.fixtures.cast import Cast
from tests.fixtures.hands import text_id_of
from tests.fixtures.queries import counted
from wpr.domain.author import Author
from wpr.services import editing
from wpr.services.commenting import About, Said, start
from wpr.services.notifying import tell
from wpr.services.suggesting import Instead, suggest
from wpr.services.versioning import keep
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member, TextRow
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.web.house import house_of

SignIn = Callable[[FlaskClient, User], FlaskClient]
Say = Callable[..., int]


@pytest.fixture
def database_kind() -> str:
    """SQLite alone: the queries are tested on both elsewhere."""
    return "sqlite"


@pytest.fixture
def say(database: Database, cast: Cast) -> Say:
    """`say("…")`: Bo begins a thread, of which Anna is told; gives its id."""

    def say(*many: str, ago: timedelta = timedelta()) -> int:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            at = datetime.now(UTC) - ago
            for said in many:
                first = start(session, document, Author(cast.bo.id), About(), Said(said), at)
            return first.thread_id

    return say


def unread(client: FlaskClient) -> int:
    answer = client.get("/notices/count", headers={"Accept": "application/json"})
    return int((answer.json or {})["unread"])


def ids(database: Database, user: User) -> list[int]:
    with database.reading() as session:
        return list(session.scalars(select(NoticeRow.id).where(NoticeRow.user_id == user.id)))


def test_the_list_says_what_happened_by_day_and_document(annas: FlaskClient, say: Say) -> None:
    empty = annas.get("/notices").text
    assert "berättas det här" in empty
    say("I fredags", ago=timedelta(days=400))
    say("I går", ago=timedelta(days=1))
    say("Nyss <b>")
    page = annas.get("/notices").text
    assert "3 är olästa" in page
    assert page.index("I dag") < page.index("Nyss &lt;b&gt;") < page.index("I går")
    assert page.count("Bo Dahl kommenterade dokumentet") == 3
    assert page.count(">Veckobrevet<") == 3


def test_opening_one_leads_there_and_reads_what_was_told_of_its_thread(
    annas: FlaskClient, cast: Cast, database: Database, say: Say
) -> None:
    thread = say("Ett")
    say("Två")
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        tell(
            session,
            document,
            "resolved",
            actor=Author(cast.bo.id),
            to=[cast.anna.id],
            now=datetime.now(UTC),
            thread_id=thread,
        )
    assert unread(annas) == 3
    first = ids(database, cast.anna)[0]
    assert annas.get(f"/notices/{first}/opening").status_code == 405
    answer = annas.post(f"/notices/{first}/opening")
    assert answer.location == f"/documents/{cast.document_id}/comments/{thread}"
    assert unread(annas) == 1
    assert annas.get(answer.location).status_code == 200


@pytest.mark.parametrize(("was", "words"), [("Ett", "Tre\n\n- fyra"), ("Ett", "")])
def test_suggestions_are_told_with_their_words(
    was: str, words: str, annas: FlaskClient, app: Flask, sign_in: SignIn, cast: Cast
) -> None:
    """Those that add paragraphs and lists, and those that only take words out."""
    database = house_of(app).database
    text_id = text_id_of(database, cast.document_id, "lead")
    now = datetime.now(UTC)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        text = session.get_one(TextRow, text_id)
        editing.rewrite(session, document, text, cast.bo.id, text.version, "Ett två.", now)
        wish = Instead(text.version, 1, 4, was, words)
        suggest(session, document, text, Author(cast.cecilia.id), wish, now)
        thread = session.scalars(select(NoticeRow.thread_id)).one()
    page = annas.get("/notices").text
    assert "Cecilia Fors föreslog ny text i ”Ingress”" in page
    assert ("Tre" if words else "Ett") in page
    annas.post(f"/documents/{cast.document_id}/suggestions/{thread}/acceptance")
    cecilias = sign_in(app.test_client(), cast.cecilia)
    assert "Anna Ek godkände ditt ändringsförslag" in cecilias.get("/notices").text


def test_a_notice_of_a_version_leads_to_it(
    annas: FlaskClient, cast: Cast, database: Database, app: Flask
) -> None:
    with database.writing() as session:
        now = datetime.now(UTC)
        document = session.get_one(DocumentRow, cast.document_id)
        guide = app.extensions["wpr"].guides.get("school", "sv")
        keep(session, document, guide, now, by_id=cast.bo.id, name="Till facket")
    assert "Bo Dahl sparade version 1, ”Till facket”" in annas.get("/notices").text
    answer = annas.post(f"/notices/{ids(database, cast.anna)[0]}/opening")
    assert answer.location == f"/documents/{cast.document_id}/versions/1"
    assert unread(annas) == 0


def test_everything_is_read_at_once_or_one_thread_by_the_script_of_its_page(
    annas: FlaskClient, say: Say
) -> None:
    say("Ett", "Två")
    thread = say("Tre")
    of_one = annas.post(
        "/notices/readings", data={"thread": thread}, headers={"Accept": "application/json"}
    )
    assert of_one.json == {"unread": 2}
    assert annas.post("/notices/readings").location == "/notices"
    assert unread(annas) == 0
    assert "Du har läst allt" in annas.get("/notices").text


def test_nobody_reads_or_opens_anothers_notice(
    app: Flask, cast: Cast, database: Database, say: Say, annas: FlaskClient, sign_in: SignIn
) -> None:
    thread = say("För Anna")
    bos = sign_in(app.test_client(), cast.bo)
    assert bos.post(f"/notices/{ids(database, cast.anna)[0]}/opening").status_code == 404
    bos.post("/notices/readings", data={"thread": thread})
    bos.post("/notices/readings")
    assert unread(annas) == 1
    assert "För Anna" not in bos.get("/notices").text


def test_who_lost_access_is_told_nothing_any_more(
    app: Flask, cast: Cast, database: Database, sign_in: SignIn
) -> None:
    davids = sign_in(app.test_client(), cast.david)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        said = Said("@David Holm, hemligt")
        start(session, document, Author(cast.bo.id), About(), said, datetime.now(UTC))
    assert unread(davids) == 1
    with database.writing() as session:
        session.delete(session.get_one(Member, (cast.document_id, cast.david.id)))
    assert unread(davids) == 0
    assert "hemligt" not in davids.get("/notices").text
    assert davids.post(f"/notices/{ids(database, cast.david)[0]}/opening").status_code == 404


def test_many_notices_come_a_page_at_a_time_in_as_many_queries_as_one(
    annas: FlaskClient, say: Say, database: Database
) -> None:
    say("Nummer 0.")
    annas.get("/notices")
    with counted(database) as for_one:
        annas.get("/notices")
    say(*(f"Nummer {number}." for number in range(1, 90)))
    with counted(database) as for_many:
        first = annas.get("/notices").text
    assert len(for_many) == len(for_one)
    assert "Nummer 89." in first
    assert "Nummer 50." in first
    assert "Nummer 49." not in first
    seen = first
    while found := re.search(r'href="(/notices\?before=\d+)"', seen):
        seen = annas.get(found.group(1)).text
    assert "Nummer 0." in seen
    assert "Nummer 40." not in seen
    assert annas.get("/notices?before=nonsense").status_code == 200


def test_the_bell_costs_a_page_one_query(annas: FlaskClient, say: Say, database: Database) -> None:
    say("Hej", "Hej igen")
    with counted(database) as statements:
        page = annas.get("/profile").text
    assert sum("notices" in statement for statement in statements) == 1
    assert ">Notiser, 2 olästa</span>" in page


def test_the_choice_of_mail_is_kept(annas: FlaskClient, cast: Cast, database: Database) -> None:
    form = annas.get("/profile/mail").text
    assert re.findall(r'<input checked [^>]*value="(\w+)"', form) == ["now"]
    assert annas.post("/profile/mail", data={"when": "hourly"}).status_code == 422
    assert annas.post("/profile/mail", data={"when": "daily"}).location == "/profile"
    assert "klockan sju på vardagar" in annas.get("/profile").text
    with database.reading() as session:
        assert session.get_one(User, cast.anna.id).mail_when == "daily"
