"""A table whose columns are questions and answers."""

import re
from collections.abc import Sequence
from typing import Final

from wpr.exchange.foreign.marks import heads_answers, heads_questions

_BAR: Final = re.compile(r"(?<!\\)\|")


def asked_in(block: Sequence[str]) -> list[tuple[int, str, list[str]]]:
    """The rows of such a table: their lines in the block, the question, and the paragraphs of its
    answer, with the names of other columns. [] for what is no table, or another one. Numbers of
    rows fall away."""
    if len(block) < 3 or not all("|" in text for text in block):
        return []
    rows = [_cells(text) for text in block]
    if not set("".join(rows[1])) <= set("-: "):
        return []
    at = next((column for column, cell in enumerate(rows[0]) if heads_questions(cell)), None)
    if at is None or at == len(rows[0]) - 1:
        return []
    return [_asked(line, rows[0], cells, at) for line, cells in enumerate(rows[2:], start=2)]


def _asked(line: int, names: list[str], cells: list[str], at: int) -> tuple[int, str, list[str]]:
    answer = []
    for column, cell in enumerate(cells):
        name = names[column] if column < len(names) else ""
        if not cell or column == at or (column < at and cell.isdigit()):
            continue
        answer += ["", cell if not name or heads_answers(name) else f"{name}: {cell}"]
    return line, cells[at].strip("* ") if at < len(cells) else "", answer


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row.strip().strip("|"))]
