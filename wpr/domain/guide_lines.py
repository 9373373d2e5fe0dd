"""The lines of a guide file: where a table or a key stands, so that a fault can name its line.

The standard library's TOML reader gives values without places, so this looks for the headers and
keys itself. It only ever feeds a message: a place it cannot find becomes the place around it.
"""

import re
from collections import Counter
from typing import Final

Way = tuple[str | int, ...]
"""The way to a value: `("groups", 2, "parts", 0, "shape")` is in the third group's first part."""

_HEADER: Final = re.compile(r"\s*(\[\[|\[)\s*([^\[\]]+?)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-.\"' ]+?)\s*=")
_LONG_QUOTE: Final = re.compile(r'"""|\'\'\'')


class Lines:
    """Line numbers (from 1) of the headers and keys in one TOML text."""

    def __init__(self, source: str) -> None:
        self._found: dict[Way, int] = {(): 1}
        self._headers: Counter[Way] = Counter()
        table: Way = ()
        closing = ""
        for number, line in enumerate(source.splitlines(), start=1):
            if closing:
                closing = "" if closing in line else closing
                continue
            if header := _HEADER.match(line):
                table = self._enter(_names(header[2]), repeated=header[1] == "[[")
                self._found.setdefault(table, number)
            elif key := _KEY.match(line):
                self._found.setdefault((*table, *_names(key[1])), number)
            closing = _left_open(line)

    def of(self, way: Way) -> int:
        """The line of `way`, or of the nearest thing around it that has a line of its own."""
        while way not in self._found:
            way = way[:-1]
        return self._found[way]

    def _enter(self, names: tuple[str, ...], *, repeated: bool) -> Way:
        """The way of the table a header opens: each repeated table is the last one of its name."""
        way: Way = ()
        for name in names[:-1]:
            way = (*way, name)
            if way in self._headers:
                way = (*way, self._headers[way] - 1)
        way = (*way, names[-1])
        if not repeated:
            return way
        self._headers[way] += 1
        return (*way, self._headers[way] - 1)


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _left_open(line: str) -> str:
    """The quotes that a text begun on this line still waits for; "" when none is open."""
    quote = ""
    for found in _LONG_QUOTE.findall(line):
        quote = "" if found == quote else quote or found
    return quote
