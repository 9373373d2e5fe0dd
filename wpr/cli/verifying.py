"""Verifying on the command line: whether PDFs are still what was printed, without a server."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from wpr.cli.opening import open_guides, open_settings
from wpr.exchange.apart import Unreadable
from wpr.services.verifying import Verdict, Verified, hash_of
from wpr.services.verifying import verify as look_at

_LARGEST: Final = 64 * 2**20
"""Bytes of a PDF: a thousand pages have about five million."""

_SENTENCES: Final = {
    Verdict.SAME: "unchanged: every page is what wpr prints from the document inside."
    " Who printed it, only the server it came from can tell.",
    Verdict.CHANGED: "CHANGED: the document inside does not give these pages.",
    Verdict.UNSHOWN: "cannot be shown: it was printed with another version of wpr, its guides or"
    " the fonts here. The server it came from can tell.",
    Verdict.FOREIGN: "not a PDF that carries its source: wpr did not make it, or somebody has"
    " saved it anew with another program.",
}


@click.command()
@click.argument(
    "files",
    metavar="FILE.pdf...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def verify(files: Sequence[Path]) -> None:
    """Tell whether PDFs made by wpr are unchanged, and which version each is.

    The document inside is printed again as it was printed then, and the bytes compared. No server
    and no database is asked. Exit code 0: all unchanged; 1: one is not, or nobody can tell.
    """
    guides = open_guides(open_settings())
    are_same = True
    for file in files:
        raw = _bytes_of(file)
        try:
            found = look_at(raw, guides)
        except Unreadable as error:
            raise click.ClickException(f"{file} cannot be read: {error}.") from None
        are_same = are_same and found.verdict is Verdict.SAME
        click.echo(f"{file}: {_SENTENCES[found.verdict]}")
        click.echo("".join(f"  {line}\n" for line in _facts(found, raw)), nl=False)
    if not are_same:
        raise click.exceptions.Exit(1)


def _bytes_of(file: Path) -> bytes:
    if file.stat().st_size > _LARGEST:
        raise click.ClickException(f"{file} is larger than a PDF of wpr can be.")
    return file.read_bytes()


def _facts(found: Verified, raw: bytes) -> list[str]:
    """What the file says of itself, which is true only of an unchanged one."""
    says = "" if found.verdict is Verdict.SAME else "says that it is "
    facts = [f"{says}{found.title}, {found.label}"] if found.title else []
    if found.digest:
        facts.append(f"content mark {found.digest[:10]}")
    return [*facts, f"SHA-256 {hash_of(raw)}"]
