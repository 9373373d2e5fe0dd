"""The lines of a guide file: where a table or a key stands, so that a fault can name its line.

The standard library's TOML reader gives values without places, so this looks for the headers and
keys itself. It only ever feeds a message: a place it cannot find becomes the place around it.
"""

import re
from collections import Counter
from typing import Final

Path = tuple[str | int, ...]
"""The way to a value: `("groups", 2, "parts", 0, "shape")` is a key of the third group's first part."""

_HEADER: Final = re.compile(r"\s*(\[\[|\[)\s*([^\[\]]+?)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-.\"' ]+?)\s*=")
_LONG_QUOTE: Final = re.compile(r'"""|\'\'\'')


class Lines:
    """Line numbers (from 1) of the headers and keys in one TOML text."""

    def __init__(self, source: str) -> None:
        self._found: dict[Path, int] = {(): 1}
        self._headers: Counter[Path] = Counter()
        table: Path = ()
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

    def of(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has a line of its own."""
        while path not in self._found:
            path = path[:-1]
        return self._found[path]

    def _enter(self, names: tuple[str, ...], *, repeated: bool) -> Path:
        """The path of the table a header opens: each repeated table is the last one of its name."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._headers:
                path = (*path, self._headers[path] - 1)
        path = (*path, names[-1])
        if not repeated:
            return path
        self._headers[path] += 1
        return (*path, self._headers[path] - 1)


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip().strip("\"'") for name in dotted.split("."))


def _left_open(line: str) -> str:
    """The quotes that a text begun on this line still waits for; "" when none is open."""
    quote = ""
    for found in _LONG_QUOTE.findall(line):
        quote = "" if found == quote else quote or found
    return quote
