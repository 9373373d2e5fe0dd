"""Guides: whether a school's own guide files can be used."""

from pathlib import Path

import click

from wpr.domain.guide_file import load_guides
from wpr.places import GUIDES


@click.group()
def guides() -> None:
    """Look after a school's own guides."""


@guides.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Read the guides in FOLDER as the server would, and say what is wrong where."""
    for guide in load_guides(GUIDES, folder):
        if (folder / f"{guide.id}.{guide.language}.toml").exists():
            parts = len(list(guide.parts()))
            click.echo(f"{guide.id}.{guide.language}: {guide.name}, {parts} parts.")
