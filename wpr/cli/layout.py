"""The layout of a PDF as options of the command line: kind, paper, watermark, logo and colour."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from wpr.printing.edition import Edition, Paper
from wpr.printing.logo import LEAST_CONTRAST, LogoRefused, clean_logo, contrast_on_white
from wpr.printing.look import TEAL, Look
from wpr.printing.options import Options


def layout_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options, in the order that the help shows them."""
    for option in reversed(
        (
            click.option(
                "--kind",
                type=click.Choice([one.value for one in Edition]),
                default=Edition.DECISION.value,
                show_default=True,
                help="A reading copy with line numbers and room for notes, the paper for the"
                " decision, or the public part alone.",
            ),
            click.option(
                "--paper",
                type=click.Choice([one.value for one in Paper]),
                default=Paper.A4.value,
                show_default=True,
            ),
            click.option("--watermark", default="", help="A word across every page."),
            click.option(
                "--case-number/--no-case-number",
                "says_case",
                default=None,
                help="The case number in the header [default: not for the public].",
            ),
            click.option(
                "--logo",
                type=click.Path(path_type=Path),
                help="A PNG or a JPEG for the first page.",
            ),
            click.option(
                "--logo-text", default="", help="What the logo says to who cannot see it."
            ),
            click.option("--colour", default=TEAL, show_default=True, help="The accent."),
        )
    ):
        command = option(command)
    return command


def layout_of(
    options: Options,
    *,
    kind: str,
    paper: str,
    watermark: str,
    says_case: bool | None,
    logo: Path | None,
    logo_text: str,
    colour: str,
) -> Options:
    """The options with what was chosen. Raises click.UsageError for a look that cannot be used."""
    edition = Edition(kind)
    if logo and not logo_text.strip():
        raise click.UsageError("A logo needs --logo-text: what it says to who cannot see it.")
    try:
        look = Look(colour, clean_logo(logo.read_bytes()) if logo else b"", logo_text.strip())
    except LogoRefused as refusal:
        raise click.UsageError(f"{logo}: {refusal}.") from None
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    if (contrast := contrast_on_white(colour)) < LEAST_CONTRAST:
        raise click.UsageError(
            f"{colour} is too light to be read on white: its contrast is {contrast:.1f} to 1,"
            f" and {LEAST_CONTRAST:g} is the least."
        )
    return replace(
        options,
        edition=edition,
        paper=Paper(paper),
        watermark=watermark,
        says_case=edition is not Edition.PUBLIC if says_case is None else says_case,
        look=look,
    )
