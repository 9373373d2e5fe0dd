"""Guides: whether a school's own guide files can be used."""

from collections.abc import Iterator
from pathlib import Path

import click

from wpr.domain.bank_file import BANKS
from wpr.domain.checklist_reading import CHECKLISTS
from wpr.domain.guide import Guide
from wpr.domain.guide_file import load_guides
from wpr.places import GUIDES


@click.group()
def guides() -> None:
    """Look after a school's own guides."""


@guides.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Read the guides in FOLDER, with their banks and checklists, as the server would, and say what
    is wrong where."""
    read = load_guides(GUIDES, folder)
    told = [said for guide in read for said in _told(guide, folder)]
    if not told:
        raise click.ClickException(f"{folder}: there is no guide, bank or checklist here.")
    click.echo("\n".join(told))


def _told(guide: Guide, folder: Path) -> Iterator[str]:
    name = f"{guide.id}.{guide.language}"
    if (folder / f"{name}.toml").exists():
        yield f"{name}: {guide.name}, {len(list(guide.parts()))} parts."
    if (folder / BANKS.name(guide)).exists():
        yield f"{BANKS.name(guide)}: {len(guide.bank.questions)} questions."
    if (folder / CHECKLISTS.name(guide)).exists():
        yield f"{CHECKLISTS.name(guide)}: {len(guide.checklist.items)} items."
