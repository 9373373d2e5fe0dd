"""The archive: whole, readable by hand, back in on both databases, and never trusted."""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from tests.fixtures.cast import NOW, Cast
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.exchange import document_file, json_file
from wpr.services import archiving, commenting, keeping_words, snapshotting, versioning
from wpr.services.commenting import About, Said
from wpr.services.unarchiving import read_archive
from wpr.storage.backing_up import BackupFault
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import User
from wpr.storage.tables import metadata


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    database = Database(empty_database_url)
    yield database
    database.close()


@pytest.fixture
def file(database: Database, guides: Guides, cast: Cast, tmp_path: Path) -> Path:
    """The archive of a furnished installation."""
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        document.title = "../../Å/rsta: <plan>"
        guide = guides.get(document.guide, document.language)
        versioning.keep(session, document, guide, NOW, by_id=cast.anna.id, name="Till facket")
        said = Said("Hur många?")
        commenting.start(session, document, Author(cast.bo.id), About(), said, NOW)
        keeping_words.keep(session, "utvecklingsdag", "sv", cast.admin.id, NOW)
    return archived(database, guides, tmp_path / "allt.zip")


def archived(database: Database, guides: Guides, file: Path, own: Path | None = None) -> Path:
    with file.open("wb") as out, database.reading() as session:
        archiving.write_archive(session, guides, [own] if own else [], out, NOW, lambda _: None)
    return file


def unpacked(empty: Database, file: Path) -> None:
    read_archive(empty, file, file.parent / "guides", lambda _: None)


def rows(database: Database) -> dict[str, list[object]]:
    """Every row, without what an archive leaves out."""
    gone = {"sessions", "tokens", "attempts", "presences"}
    hidden = {"password_hash", "token_hash", "revoked_at"}
    with database.reading() as session:
        return {
            table.name: sorted(
                [
                    {key: str(value) for key, value in row._mapping.items() if key not in hidden}
                    for row in session.execute(select(table))
                ],
                key=repr,
            )
            for table in metadata().sorted_tables
            if table.name not in gone
        }


def test_all_of_it_comes_back(database: Database, empty: Database, file: Path) -> None:
    unpacked(empty, file)
    assert rows(empty) == rows(database)
    with empty.writing() as session:  # ids go on where they were
        session.add(User(email="ny@b.se", name="Ny", password_hash="", created_at=NOW))
        assert set(session.scalars(select(User.password_hash))) == {""}


def test_it_is_readable_by_hand(database: Database, guides: Guides, cast: Cast, file: Path) -> None:
    with ZipFile(file) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        texts = {name: archive.read(name).decode() for name in names}
    folder = f"documents/{cast.document_id:05} Å rsta plan"
    assert f"{folder}/document.md" in names
    assert not [name for name in names if ".." in name or name.startswith("/")]
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        guide = guides.get(document.guide, document.language)
        now = snapshotting.take(session, document, guide)
        hashes = set(session.scalars(select(User.password_hash)))
    assert document_file.read(texts[f"{folder}/document.md"], guides).digest() == now.digest()
    assert json_file.read(texts[f"{folder}/versions/0001.json"], guides) == now
    assert "Till facket" in texts[f"{folder}/versions/0001.about.json"]
    assert "**Bo Dahl**, 2027-03-01 08:00 UTC: Hur många?" in texts[f"{folder}/comments.md"]
    assert {one["name"] for one in json.loads(texts["people.json"])} >= {"Anna Ek", "Frida Sten"}
    assert json.loads(texts["words.json"]) == [{"language": "sv", "word": "utvecklingsdag"}]
    assert "own" in {one["role"] for one in json.loads(texts[f"{folder}/about.json"])["members"]}
    whole = "".join(texts.values())
    assert not [one for one in hashes if one and one in whole]


def test_an_installation_in_use_is_left_alone(database: Database, file: Path) -> None:
    before = rows(database)
    with pytest.raises(BackupFault, match="already holds people"):
        unpacked(database, file)
    assert rows(database) == before


def test_the_schools_own_guides_go_along_and_overwrite_nothing(
    database: Database, empty: Database, guides: Guides, cast: Cast, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "egen.sv.toml").write_text("id = 'egen'", encoding="utf-8")
    file = archived(database, guides, tmp_path / "a.zip", own)
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "annat.toml").touch()
    with pytest.raises(BackupFault, match="--guides"):
        unpacked(empty, file)
    (tmp_path / "guides" / "annat.toml").unlink()
    unpacked(empty, file)
    assert [one.name for one in (tmp_path / "guides").iterdir()] == ["egen.sv.toml"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def without_rows(file: Path) -> None:
    rewritten(file, lambda name, raw: None if name == archiving.ROWS else raw)


def half_rows(file: Path) -> None:
    rewritten(file, lambda name, raw: raw[: len(raw) // 2] if name == archiving.ROWS else raw)


def bomb(file: Path) -> None:
    rewritten(file, lambda name, raw: b" " * 2**27 if name == archiving.ROWS else raw)


def large_beside(file: Path) -> None:
    rewritten(file, lambda name, raw: b" " * 2**23 if name == archiving.ABOUT else raw)


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in entries.items():
            changed = change(name, raw)
            if changed is not None:
                archive.writestr(name, changed)


@pytest.mark.parametrize("harm", [cut, nothing, without_rows, half_rows, bomb, large_beside])
def test_what_is_no_whole_archive_leaves_nothing(
    empty: Database, file: Path, harm: Callable[[Path], None]
) -> None:
    harm(file)
    with pytest.raises(BackupFault, match="not a whole archive"):
        unpacked(empty, file)
    left = metadata().tables["documents"]
    with empty.reading() as session:
        there = session.connection()
        if there.dialect.has_table(there, "documents"):
            assert session.execute(select(left)).all() == []


def test_names_that_lead_out_of_the_folder_lead_nowhere(
    empty: Database, file: Path, tmp_path: Path
) -> None:
    with ZipFile(file, "a") as archive:
        for name in ("guides/../../out.toml", "/tmp/out.toml", "guides/a/b.toml", "../out.toml"):
            archive.writestr(name, "x")
    unpacked(empty, file)
    assert not list(tmp_path.rglob("out.toml"))
    assert not (tmp_path / "guides").exists()
