"""Versions on the web: the history, one version as it was, restoring it, and what is new."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.fixtures.cast import NOW, Cast
from tests.fixtures.queries import counted
from wpr.domain.guide_file import Guides
from wpr.prose.plain import plain
from wpr.prose.schema import read
from wpr.services import asking, drafting, editing
from wpr.services.versioning import keep
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, TextRow
from wpr.storage.people import User
from wpr.storage.version_queries import versions_of
from wpr.storage.versions import ReadingRow
from wpr.web import versions

SignIn = Callable[[FlaskClient, User], FlaskClient]


@pytest.fixture
def davids(app: Flask, sign_in: SignIn, david: User) -> FlaskClient:
    return sign_in(app.test_client(), david)


@pytest.fixture
def written(database: Database, cast: Cast, guides: Guides) -> int:
    """The document with version 1, "Till facket", and a new lead since."""
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        write(session, cast, "Det gamla brevet.")
        guide = guides.get("school", "sv")
        keep(session, document, guide, NOW, by_id=cast.anna.id, name="Till facket", note="Varför?")
        write(session, cast, "Det nya brevet.")
    return cast.document_id


def write(session: Session, cast: Cast, source: str) -> None:
    document, text = session.get_one(DocumentRow, cast.document_id), lead_of(session, cast)
    editing.rewrite(session, document, text, cast.bo.id, text.version, source, NOW)


def lead_of(session: Session, cast: Cast) -> TextRow:
    return session.scalars(
        select(TextRow).where(TextRow.document_id == cast.document_id, TextRow.name == "lead")
    ).one()


def test_a_saved_version_stands_in_the_history_and_opens_as_it_was(
    annas: FlaskClient, davids: FlaskClient, database: Database, cast: Cast, written: int
) -> None:
    here = f"/documents/{written}/versions"
    saved = annas.post(here, data={"name": " Inför\nmötet ", "note": "Allt är med."})
    assert (saved.status_code, saved.location) == (303, here)
    with database.writing() as session:
        write(session, cast, "Det sista brevet.")
    page = davids.get(here).text
    assert page.index("Inför mötet") < page.index("Till facket")
    assert f"/documents/{written}/comparison/1/2" in page
    assert f"/documents/{written}/comparison/2/now" in page
    assert "Spara versionen" not in page
    version = davids.get(f"{here}/2").text
    assert "Det nya brevet." in version
    assert "Det här är inte det senaste." in version
    assert "Det sista brevet." not in version
    file = davids.get(f"{here}/2/file")
    assert "Det nya brevet." in file.text
    assert "version%202.md" in file.headers["Content-Disposition"]


def test_automatic_versions_are_folded_between_the_named_ones(
    annas: FlaskClient, database: Database, cast: Cast, guides: Guides, written: int
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, written)
        for day in range(3):
            write(session, cast, f"Dag {day}.")
            at = NOW + timedelta(days=day)
            keep(session, document, guides.get("school", "sv"), at, by_id=None)
    page = annas.get(f"/documents/{written}/versions").text
    assert "3 automatiska versioner, 1–3 mars 2027" in page
    assert "Bo Dahl" in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": ""}, "Ge versionen ett namn."),
        ({"name": "x" * 10_000}, "Skriv högst 120 tecken."),
        ({"name": "Namn", "note": "x" * 10_000}, "Skriv högst 2000 tecken."),
    ],
)
def test_a_version_without_a_name_or_with_too_long_a_one_is_refused_beside_the_field(
    annas: FlaskClient, database: Database, written: int, form: dict[str, str], sentence: str
) -> None:
    answer = annas.post(f"/documents/{written}/versions", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    with database.reading() as session:
        assert len(versions_of(session, written)) == 1


def test_a_restored_version_is_there_with_a_way_back(
    annas: FlaskClient, database: Database, cast: Cast, written: int
) -> None:
    here = f"/documents/{written}/versions/1/restoration"
    assert "Ingress" in annas.get(here).text
    assert annas.post(here).location == f"/documents/{written}"
    page = annas.get(f"/documents/{written}").text
    assert "Dokumentet är som i version 1 igen." in page
    assert f'action="/documents/{written}/versions/2/restoration?undo=3"' in page
    with database.reading() as session:
        assert plain(read(lead_of(session, cast).content)) == "Det gamla brevet."
    annas.post(f"/documents/{written}/versions/2/restoration")
    with database.reading() as session:
        assert plain(read(lead_of(session, cast).content)) == "Det nya brevet."
    assert "Återställd från version 1" in annas.get(f"/documents/{written}/versions").text


def test_one_place_comes_back_alone_and_can_be_undone(
    annas: FlaskClient, database: Database, cast: Cast, written: int
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, written)
        drafting.set_facts(session, document, "Ny titel", snapshot_facts(document), NOW)
    here = f"/documents/{written}/versions/1/restoration"
    annas.post(here, data={"place": "part-lead"})
    page = annas.get(f"/documents/{written}").text
    assert "”Ingress” är som i version 1 igen." in page
    undo = f"/documents/{written}/versions/2/restoration?place=part-lead&undo=3"
    assert f'action="{escape(undo)}"' in page
    with database.reading() as session:
        assert session.get_one(DocumentRow, written).title == "Ny titel"
        assert plain(read(lead_of(session, cast).content)) == "Det gamla brevet."
    annas.post(undo)
    with database.reading() as session:
        assert plain(read(lead_of(session, cast).content)) == "Det nya brevet."
    assert annas.post(here, data={"place": "part-nowhere"}).status_code == 404
    assert annas.post(f"{here}?undo=99").status_code == 404
    assert annas.post(f"{here}?undo={'9' * 40}&place=part-lead").status_code == 303


def snapshot_facts(document: DocumentRow) -> drafting.Facts:
    return drafting.Facts(place=document.place)


def test_a_version_of_another_document_and_a_restore_by_a_reader_are_refused(
    annas: FlaskClient, davids: FlaskClient, database: Database, written: int
) -> None:
    annas.post("/new", data={"title": "Ett annat"})
    with database.reading() as session:
        other = session.scalars(select(DocumentRow.id).where(DocumentRow.title == "Ett annat"))
        other_id = other.one()
    for address in ("", "/pdf", "/file", "/restoration"):
        assert annas.get(f"/documents/{other_id}/versions/1{address}").status_code == 404
        assert annas.get(f"/documents/{written}/versions/99{address}").status_code == 404
    assert annas.post(f"/documents/{other_id}/versions/1/restoration").status_code == 404
    assert davids.post(f"/documents/{written}/versions/1/restoration").status_code == 403


def test_a_version_opens_though_its_guide_is_loaded_no_more(
    annas: FlaskClient, database: Database, cast: Cast, guides: Guides, written: int
) -> None:
    with database.writing() as session:
        document = session.get_one(DocumentRow, written)
        document.guide = "that-was-withdrawn"
        keep(session, document, guides.get("school", "sv"), NOW, by_id=cast.anna.id, name="Äldre")
    assert "Det nya brevet." in annas.get(f"/documents/{written}/versions/2").text


def test_five_hundred_versions_take_as_many_queries_as_one(
    annas: FlaskClient, database: Database, cast: Cast, guides: Guides, written: int
) -> None:
    here = f"/documents/{written}/versions"
    annas.get(here)
    with counted(database) as for_one:
        annas.get(here)
    with database.writing() as session:
        document = session.get_one(DocumentRow, written)
        for number in range(40):
            name = "Namn" if number % 9 == 0 else ""
            group = guides.get("school", "sv").question_groups()[0].id
            asking.ask(session, document, guides.get("school", "sv"), group, "Varför?", NOW)
            keep(session, document, guides.get("school", "sv"), NOW, by_id=cast.bo.id, name=name)
    with counted(database) as for_many:
        annas.get(here)
    assert len(for_many) == len(for_one) <= 9


def test_a_long_history_is_shown_page_by_page(
    annas: FlaskClient,
    database: Database,
    cast: Cast,
    guides: Guides,
    written: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "_ON_A_PAGE", 2)
    with database.writing() as session:
        document = session.get_one(DocumentRow, written)
        for name in ("Ett", "Två", "Tre"):
            document.seq = document.content_seq = document.seq + 1
            document.place = name
            keep(session, document, guides.get("school", "sv"), NOW, by_id=cast.bo.id, name=name)
    here = f"/documents/{written}/versions"
    newest = annas.get(here).text
    assert "Tre" in newest
    assert ">Ett<" not in newest
    assert "De senaste versionerna" not in newest
    (older,) = re.findall(r'href="([^"#]+)#history">Äldre versioner', newest)
    last = annas.get(older).text
    assert ">Ett<" in last
    assert ">Tre<" not in last
    assert "Äldre versioner" not in last
    assert f'href="{here}#history">De senaste versionerna' in last
    assert "Det finns inga versioner" not in annas.get(f"{here}?before=0").text


def test_what_has_changed_since_a_person_read_is_said_until_they_have_read_it(
    davids: FlaskClient, annas: FlaskClient, database: Database, cast: Cast, written: int
) -> None:
    assert "sedan du läste sist" not in davids.get("/").text
    assert davids.post(f"/documents/{written}/seen").status_code == 204
    assert "sedan du läste sist" not in davids.get(f"/documents/{written}").text
    with database.writing() as session:
        read_number = versions_of(session, written)[0].number
        session.execute(ReadingRow.__table__.update().values(at=datetime(2020, 2, 28, tzinfo=UTC)))
        write(session, cast, "Det allra nyaste brevet.")
    link = f"/documents/{written}/comparison/{read_number}/now"
    home = davids.get("/").text
    assert "Ändrat sedan du läste sist (28 februari 2020)" in home
    assert link in home
    for page in (davids.get(f"/documents/{written}"), davids.get(f"/documents/{written}/reading")):
        assert "1 ändring sedan du läste sist" in page.text
        assert link in page.text
    davids.post(f"/documents/{written}/seen")
    assert "sedan du läste sist" not in davids.get("/").text


def test_a_look_a_minute_does_not_fill_the_history(
    annas: FlaskClient, davids: FlaskClient, database: Database, cast: Cast, written: int
) -> None:
    for number in range(4):
        with database.writing() as session:
            write(session, cast, f"Brev {number}.")
        annas.post(f"/documents/{written}/seen")
        if number == 1:
            davids.post(f"/documents/{written}/seen")
    with database.reading() as session:
        numbers = [version.number for version in versions_of(session, written)]
    assert numbers == [5, 3, 1]  # Anna's, David's, and the one with a name


def test_a_parallel_proposal_is_ones_own_and_the_two_know_each_other(
    davids: FlaskClient, annas: FlaskClient, database: Database, written: int
) -> None:
    form = {"title": "Veckobrevet som film", "source": "1"}
    made = davids.post(f"/documents/{written}/variants", data=form).location
    page = davids.get(made).text
    assert "Det gamla brevet." in page
    assert "Parallellt förslag:" in page
    assert f'href="/documents/{written}"' in page
    assert f'href="{made}"' in davids.get(f"/documents/{written}").text
    assert f'href="{made}"' in davids.get("/").text
    assert made not in annas.get(f"/documents/{written}").text
    assert annas.get(made).status_code == 404
    again = davids.post(f"{made}/variants", data={"title": "En tredje", "source": "now"}).location
    assert "Veckobrevet som film" in davids.get(again).text
    assert "En tredje" in davids.get(f"/documents/{written}").text


@pytest.mark.parametrize(
    "form",
    [
        {"title": "", "source": "now"},
        {"title": "x" * 10_000, "source": "now"},
        {"title": "Ett", "source": "99"},
        {"title": "Ett", "source": "'; --"},
    ],
)
def test_a_copy_of_nothing_or_without_a_title_is_refused(
    annas: FlaskClient, written: int, form: dict[str, str]
) -> None:
    assert annas.post(f"/documents/{written}/variants", data=form).status_code == 422
