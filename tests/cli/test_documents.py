"""`wpr import` and `wpr demo`: document files become documents in the database."""

from pathlib import Path

from sqlalchemy import func, select

from tests.cli.conftest import Run
from tests.cli.test_people import token_in
from tests.fixtures.margins import homework_club
from wpr.domain.guide_file import Guides
from wpr.exchange import document_file
from wpr.places import EXAMPLES
from wpr.services import snapshotting
from wpr.storage.comments import ThreadRow
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow, Member
from wpr.storage.people import User
from wpr.storage.version_queries import versions_of

EXAMPLE = EXAMPLES / "torsdagsbrevet.md"


def test_an_imported_file_reads_back_the_same(
    wpr: Run, empty_database_url: str, guides: Guides
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    result = wpr("import", EXAMPLE, "--owner", "anna@example.se")
    assert result.exit_code == 0
    assert result.stdout == "Torsdagsbrevet: http://127.0.0.1:8000/documents/1\n"
    database = Database(empty_database_url)
    with database.reading() as session:
        document = session.scalars(select(DocumentRow)).one()
        guide = guides.get(document.guide, document.language)
        snapshot = snapshotting.take(session, document, guide)
        owner = session.execute(select(Member.role, User.email).join(User)).one()
    database.close()
    assert document_file.write(snapshot, guide) == EXAMPLE.read_text(encoding="utf-8")
    assert owner == ("own", "anna@example.se")


def test_the_comments_of_a_word_document_come_along(
    wpr: Run, tmp_path: Path, empty_database_url: str
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    file = tmp_path / "club.docx"
    file.write_bytes(homework_club())
    result = wpr("import", file, "--owner", "anna@example.se")
    assert "comments: 7" in result.stderr
    database = Database(empty_database_url)
    with database.reading() as session:
        places = session.scalars(select(ThreadRow.place).order_by(ThreadRow.id)).all()
    database.close()
    assert places == ["passage", "passage", "passage", "part", "document", "passage"]


def test_of_somebodys_file_it_is_said_what_was_recognised(
    wpr: Run, tmp_path: Path, empty_database_url: str
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    file = tmp_path / "room.md"
    file.write_text("# The room\n\nIt opens.\n\n## FAQ\n\n### Why?\n\nBecause.\n", encoding="utf-8")
    result = wpr("import", file, "--owner", "anna@example.se")
    assert result.stdout.startswith("The room: ")
    assert "Questions: 1, parts: 2; what found no place" in result.stderr
    assert documents(empty_database_url) == 1


def test_a_broken_file_is_refused_with_its_line_and_leaves_nothing(
    wpr: Run, tmp_path: Path, empty_database_url: str
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    broken = tmp_path / "broken.md"
    broken.write_text("---\ntitle: A\nlaunch-date: soon\n---\n", encoding="utf-8")
    result = wpr("import", broken, "--owner", "anna@example.se")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {broken}, line 3: ")
    assert documents(empty_database_url) == 0


def test_a_title_that_has_no_room_is_refused(
    wpr: Run, tmp_path: Path, empty_database_url: str
) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek")
    file = tmp_path / "long.md"
    file.write_text(f"---\ntitle: {'x' * 201}\nguide: school\n---\n", encoding="utf-8")
    result = wpr("import", file, "--owner", "anna@example.se")
    assert result.exit_code == 1
    assert "“title” in at most 200 characters" in result.stderr
    assert documents(empty_database_url) == 0


def test_an_owner_without_an_account_is_named(wpr: Run) -> None:
    result = wpr("import", EXAMPLE, "--owner", "nobody@example.se")
    assert result.exit_code == 1
    assert "nobody@example.se" in result.stderr


def test_the_demo_loads_every_example_once_and_gives_a_new_link_each_time(
    wpr: Run, empty_database_url: str
) -> None:
    links = {token_in(wpr("demo").output, "sign-in") for _ in range(3)}
    assert len(links) == 3
    assert documents(empty_database_url) == len(list(EXAMPLES.glob("*.md")))
    assert wpr("user", "list").output.splitlines() == [
        "demo@wpr.invalid        Annika Sandell (administrator)",
        "demo-jonas@wpr.invalid  Jonas Wik",
    ]


def test_the_demo_has_a_history_that_ends_with_the_example(
    wpr: Run, empty_database_url: str, guides: Guides
) -> None:
    wpr("demo")
    database = Database(empty_database_url)
    with database.reading() as session:
        document = session.scalars(
            select(DocumentRow).where(DocumentRow.title == "Torsdagsbrevet")
        ).one()
        guide = guides.get(document.guide, document.language)
        snapshot = snapshotting.take(session, document, guide)
        names = [version.name for version in versions_of(session, document.id)]
    database.close()
    assert document_file.write(snapshot, guide) == EXAMPLE.read_text(encoding="utf-8")
    assert names == ["", "Till ledningsgruppen", "", "Första utkastet"]


def test_the_demo_author_is_no_administrator_where_there_are_people(wpr: Run) -> None:
    wpr("user", "add", "anna@example.se", "Anna Ek", "--admin")
    wpr("demo")
    assert "demo@wpr.invalid        Annika Sandell\n" in wpr("user", "list").output


def documents(url: str) -> int:
    database = Database(url)
    with database.reading() as session:
        number = session.scalar(select(func.count()).select_from(DocumentRow)) or 0
    database.close()
    return number
