"""Checking: the coach's advice on document files, for the console, for programs and for editors."""

from collections.abc import Iterator
from errno import ENOENT
from pathlib import Path

import click

from wpr.cli.document_source import read_document_with_origins
from wpr.cli.faults import sentence
from wpr.cli.opening import open_guides, open_settings
from wpr.cli.spots import Spot, as_json, as_sarif, as_text
from wpr.coach.context import LANGUAGES
from wpr.coach.finding import Level
from wpr.domain.guide_file import Guides
from wpr.exchange.document_file import FileFault
from wpr.services.advising import Remark, advise_snapshot

_REPORTS = {"text": as_text, "json": as_json, "sarif": as_sarif}


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE...",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(list(_REPORTS)),
    default="text",
    show_default=True,
    help="text: a line for each; json: a list; sarif: SARIF 2.1.0.",
)
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.WARNING.value,
    show_default=True,
    help="The least that is told and that counts: advice, warning, or strong (personal data).",
)
def check(files: tuple[Path, ...], kind: str, level: str) -> None:
    """Say what the coach has to say about document files, with the line of each place.

    A folder stands for the .md files in it. Needs neither a server nor a database. Exit codes: 0
    there is nothing at this level or above, 1 there is, 2 a file could not be read (the others
    are still checked).
    """
    guides = open_guides(open_settings())
    files = tuple(file for named in files for file in _files(named))
    spots: list[Spot] = []
    unread = 0
    for file in files:
        try:
            spots += _spots(file, guides)
        except (FileFault, OSError) as error:
            unread += 1
            click.echo(f"Error: {sentence(error)}", err=True)
    told = [spot for spot in spots if spot.finding.level.rank >= Level(level).rank]
    click.echo(_REPORTS[kind](told), nl=False)
    if kind == "text":
        _sum_up(len(files) - unread, len(told), len(spots) - len(told))
    if unread or told:
        raise click.exceptions.Exit(2 if unread else 1)


def _files(named: Path) -> list[Path]:
    """The files a name stands for. A folder without any stands for itself, which is refused."""
    return (sorted(named.glob("*.md")) if named.is_dir() else []) or [named]


def _spots(file: Path, guides: Guides) -> Iterator[Spot]:
    if file.is_dir():
        raise FileNotFoundError(ENOENT, "there is no .md file in this folder", str(file))
    snapshot, origins = read_document_with_origins(file, guides)
    if snapshot.language not in LANGUAGES:
        raise FileFault(
            str(file), 1, f"the coach does not know the language “{snapshot.language}”."
        )
    guide = guides.get(snapshot.guide, snapshot.language)

    def spot(remark: Remark) -> Spot:
        piece, finding = remark.piece, remark.finding
        where = (piece.held.id, piece.paragraphs, remark.paragraph)
        start = origins.place(*where, finding.start)
        end = origins.place(*where, finding.end - 1) if finding.end else start
        return Spot(str(file), start, end, piece.label, finding, remark.found)

    remarks = advise_snapshot(snapshot, guide, whole=True).remarks
    yield from sorted(map(spot, remarks), key=lambda spot: spot.start)


def _sum_up(files: int, told: int, below: int) -> None:
    """How it went, where people look and no program reads."""
    said = f"{_counted(files, 'file')} checked: {_counted(told, 'finding')}"
    if below:
        said += f", and {below} below this level (--level advice tells them)"
    click.echo(f"{said}.", err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
