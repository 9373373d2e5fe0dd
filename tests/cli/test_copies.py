"""`wpr backup`, `restore` and `migrate` from the console."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, runner
from tests.fixtures.servers import LiveServer


@pytest.fixture
def elsewhere(tmp_path: Path) -> Run:
    """A command on another, empty SQLite database."""
    return runner({"WPR_DATA": str(tmp_path / "elsewhere")})


def test_a_backup_restores_elsewhere(wpr: Run, elsewhere: Run, tmp_path: Path) -> None:
    wpr("demo")
    made = wpr("backup", tmp_path / "tonight.gz")
    assert made.exit_code == 0
    # What takes longer than a second tells how far it has come before.
    assert f"{tmp_path / 'tonight.gz'}: " in made.output
    restored = elsewhere("restore", tmp_path / "tonight.gz")
    assert restored.exit_code == 0
    assert elsewhere("user", "list").output == wpr("user", "list").output


def test_a_database_in_use_is_left_alone(wpr: Run, elsewhere: Run, tmp_path: Path) -> None:
    wpr("demo")
    wpr("backup", tmp_path / "tonight.gz")
    elsewhere("user", "add", "anna@example.se", "Anna Ek")
    refused = elsewhere("restore", tmp_path / "tonight.gz")
    assert refused.exit_code == 1
    assert "already holds people" in refused.stderr
    assert elsewhere("user", "list").output == "anna@example.se  Anna Ek\n"


def test_a_file_that_is_no_backup_is_refused(wpr: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.gz").write_text("Hej", encoding="utf-8")
    refused = wpr("restore", tmp_path / "letter.gz")
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "is not a whole backup of wpr" in refused.stderr


@pytest.mark.parametrize("target", ["/no/such/folder/backup.gz", "/dev/full/backup.gz"])
def test_a_backup_that_cannot_be_written_says_where(wpr: Run, target: str) -> None:
    wpr("migrate")
    refused = wpr("backup", target)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("Error: /")


def test_an_empty_database_has_nothing_to_back_up(wpr: Run, tmp_path: Path) -> None:
    refused = wpr("backup", tmp_path / "tonight.gz")
    assert refused.exit_code == 1
    assert "nothing to back up" in refused.stderr


def test_migrating_twice_is_migrating_once(wpr: Run) -> None:
    assert wpr("migrate").output == "The database has the newest schema now.\n"
    assert wpr("migrate").output == "It had the newest schema.\n"


def test_a_running_server_is_backed_up(
    live_server: LiveServer, elsewhere: Run, tmp_path: Path, on_server: Callable[..., None]
) -> None:
    on_server("demo")
    on_server("backup", tmp_path / "tonight.gz")
    assert live_server.answers()
    elsewhere("restore", tmp_path / "tonight.gz")
    assert "Annika Sandell" in elsewhere("user", "list").output


@pytest.fixture
def on_server(live_server: LiveServer) -> Callable[..., None]:
    """A command on the data of the running server."""

    def run(*arguments: object) -> None:
        assert runner({"WPR_DATA": str(live_server.data)})(*arguments).exit_code == 0

    return run
