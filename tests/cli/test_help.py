"""Help: every command explains itself, and a wrong use says so with exit code 2."""

from collections.abc import Iterator

import click
import pytest

from tests.cli.conftest import Run
from wpr import __version__
from wpr.cli import main


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield (*names, name)


COMMANDS = list(commands(main))


def test_the_first_page_shows_examples_and_exit_codes(on_files: Run) -> None:
    page = on_files("--help").output
    assert "wpr export idea.md" in page
    assert "Exit codes: 0 done, 1" in page
    assert all(command[0] in page for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does(on_files: Run, command: tuple[str, ...]) -> None:
    result = on_files(*command, "--help")
    assert result.exit_code == 0
    words = result.output.split("Usage:")[1].split("Options:")[0].split()
    assert len(words) > 8


def test_the_version_is_told(on_files: Run) -> None:
    assert on_files("--version").output == f"wpr {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["export"], ["export", "--format", "odt", "a.md"], ["import", "a.md"]],
)
def test_a_wrong_use_ends_with_two(on_files: Run, arguments: list[str]) -> None:
    result = on_files(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: wpr")
