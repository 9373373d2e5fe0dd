"""A table as CSV that a spreadsheet opens as it is meant: with åäö, and no cell is calculated."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FULL_WIDTH: Final = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", *_FULL_WIDTH)
"""What a cell may not begin with (OWASP, CSV injection): a spreadsheet would calculate it, the
full-width signs in some languages too."""

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as UTF-8 with a byte order mark, cells quoted as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it, also where
    spaces or line breaks hide its beginning.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would calculate."""
    cell = cell.replace("\0", "")
    begins = cell.lstrip(" \n\u00a0\ufeff")
    if begins.startswith(_BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell
