"""The README is true: every setting, every command, every make target and every link in it."""

import re
from collections.abc import Iterator

import click
import pytest

from wpr.cli import main
from wpr.places import PACKAGE
from wpr.setting import Setting
from wpr.settings import SETTINGS

CHECKOUT = PACKAGE.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


def row(setting: Setting) -> str:
    default = f" `{setting.default}`" if setting.default else ""
    return f"| `{setting.variable}` |{default} | {setting.meaning} |"


def commands(group: click.Group, *names: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield " ".join([*names, name])


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_stands_in_the_table(setting: Setting) -> None:
    assert row(setting) in README.splitlines(), f"write in README.md:\n{row(setting)}"


def test_the_table_has_no_other_settings() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `WPR_")]
    assert len(rows) == len(SETTINGS)


def test_every_command_stands_in_the_table() -> None:
    written = {
        match[1].strip()
        for match in re.finditer(r"^\| `wpr ([a-z ]+)(?: [A-Z-].*?)?` \|", README, re.MULTILINE)
    }
    assert written == set(commands(main))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_exists(page: object) -> None:
    text = (CHECKOUT / str(page)).read_text(encoding="utf-8")
    assert set(re.findall(r"WPR_[A-Z_]+", text)) <= {one.variable for one in SETTINGS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_is_named_exists(page: object) -> None:
    text = (CHECKOUT / str(page)).read_text(encoding="utf-8")
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)`", text, re.MULTILINE)) <= {
        pair for target in targets for pair in ((target, ""), ("", target))
    }


def links() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                yield str(page.relative_to(CHECKOUT)), target


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_every_link_leads_to_a_file(page: str, target: str) -> None:
    assert ((CHECKOUT / page).parent / target).exists()


def test_every_folder_in_the_layout_exists() -> None:
    layout = README.split("## How it is built")[1].split("```")[1]
    folders = re.findall(r"^([a-z/]+/) ", layout, re.MULTILINE)
    assert len(folders) > 8
    assert all((CHECKOUT / folder).is_dir() for folder in folders)
