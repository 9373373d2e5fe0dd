"""Guides: whether a school's own guide files can be used."""

from pathlib import Path

import click

from wpr.domain.bank_file import bank_name
from wpr.domain.guide_file import load_guides
from wpr.places import GUIDES


@click.group()
def guides() -> None:
    """Look after a school's own guides."""


@guides.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Read the guides and banks in FOLDER as the server would, and say what is wrong where."""
    for guide in load_guides(GUIDES, folder):
        name = f"{guide.id}.{guide.language}"
        if (folder / f"{name}.toml").exists():
            click.echo(f"{name}: {guide.name}, {len(list(guide.parts()))} parts.")
        if (folder / bank_name(guide)).exists():
            click.echo(f"{bank_name(guide)}: {len(guide.bank.questions)} questions.")
