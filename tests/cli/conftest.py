"""The command line for tests: `wpr(...)` runs one command in this process, on this test's data."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from wpr.cli import main

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of the commands; it is not there before the first one needs it."""
    return tmp_path / "cli-data"


@pytest.fixture
def on_files(data: Path) -> Run:
    """`on_files("export", file)`: a command that should need no database."""
    return runner({"WPR_DATA": str(data)})


@pytest.fixture
def wpr(data: Path, empty_database_url: str) -> Run:
    """`wpr("user", "list")`: a command on a database that nobody has migrated yet."""
    return runner({"WPR_DATA": str(data), "WPR_DATABASE_URL": empty_database_url})


def runner(environment: dict[str, str]) -> Run:
    """Runs commands with these settings. What is not a sentence and an exit code fails the test."""
    others: dict[str, str | None] = {name: None for name in os.environ if name.startswith("WPR_")}

    def run(*arguments: object, **more: str) -> Result:
        result = CliRunner().invoke(
            main, [str(one) for one in arguments], env=others | environment | more, prog_name="wpr"
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
