"""One table of a guide file, read key by key; what is wrong becomes a fault with its line."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from wpr.domain.guide_lines import Lines, Way

_TOML_PLACE: Final = re.compile(r"(.*?) \(at (?:line (\d+), column \d+|end of document)\)")
_KINDS: Final = {str: "text in quotes", int: "a whole number", bool: "true or false"}


_Value = TypeVar("_Value")

ID: Final = (r"[a-z][a-z0-9-]*", "small letters, digits and hyphens, with a letter first")
KEY: Final = (r"[A-Za-z][A-Za-z0-9-]*", "letters, digits and hyphens, with a letter first")
"""What ids and the keys of questions look like, and how to say so."""


class GuideFault(Exception):
    """A guide file that cannot be used; `str()` is a sentence for whoever starts the server.

    `line` is 0 when the fault is not in a file but in the folder named by `file`.
    """

    def __init__(self, file: Path, line: int, reason: str) -> None:
        place = f"{file}, line {line}" if line else str(file)
        super().__init__(f"{place}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class Table:
    """A TOML table. Every method that reads refuses with GuideFault; `done` refuses unread keys."""

    def __init__(self, file: Path, lines: Lines, way: Way, values: dict[str, Any]) -> None:
        self.file = file
        self._lines = lines
        self._way = way
        self._values = values
        self._known: list[str] = []

    @classmethod
    def of_file(cls, file: Path) -> Self:
        """The outermost table of a TOML file in UTF-8."""
        raw = file.read_bytes()
        try:
            source = raw.decode()
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise GuideFault(file, line, "the file is not UTF-8 text.") from None
        try:
            values = tomllib.loads(source)
        except (
            ValueError,
            RecursionError,
        ) as error:  # also a number or a nesting beyond all bounds
            raise _syntax_fault(file, source, str(error)) from None
        return cls(file, Lines(source), (), values)

    def fault(self, reason: str, *way: str | int) -> GuideFault:
        """A fault at `way` from this table (none: at the table itself), for the caller to raise."""
        return GuideFault(self.file, self._lines.of((*self._way, *way)), reason)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; with no default it must be there and must say something."""
        value = self._value(key, str, default).strip()
        if not value and default is None:
            raise self.fault(f'"{key}" is empty.', key)
        return value

    def line(self, key: str) -> str:
        """A text of one line that says something."""
        value = self.text(key)
        if "\n" in value:
            raise self.fault(f'"{key}" must be one line.', key)
        return value

    def number(self, key: str) -> int:
        """A whole number from 0 up; 0 when the key is not there."""
        value = self._value(key, int, 0)
        if value < 0:
            raise self.fault(f'"{key}" is {value}, but cannot be less than 0.', key)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when the key is not there."""
        return self._value(key, bool, False)

    def one_of(self, key: str, choices: tuple[str, ...]) -> str:
        """A text that is one of `choices`."""
        value = self.text(key)
        if value not in choices:
            wanted = " or ".join(f'"{choice}"' for choice in choices)
            raise self.fault(f'"{key}" is "{value}", but must be {wanted}.', key)
        return value

    def matching(self, key: str, pattern: str, wanted: str) -> str:
        """A text that is wholly of `pattern`; `wanted` says in words what that is."""
        value = self.text(key)
        if not re.fullmatch(pattern, value):
            raise self.fault(f'"{key}" is "{value}", but must be {wanted}.', key)
        return value

    def tables(self, key: str) -> tuple[Self, ...]:
        """The repeated tables `[[key]]`, in order; none when the key is not there."""
        values = self._value(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.fault(f'"{key}" must be repeated tables, {self._header(key)}.', key)
        return tuple(
            type(self)(self.file, self._lines, (*self._way, key, at), value)
            for at, value in enumerate(values)
        )

    def names(self, key: str) -> tuple[str, ...]:
        """A list of texts, each once; none when the key is not there."""
        values = self._values[key] if self.has(key) else []
        if type(values) is not list or not all(isinstance(value, str) for value in values):
            raise self.fault(f'"{key}" must be a list of texts in quotes.', key)
        for at, value in enumerate(values):
            if value in values[:at]:
                raise self.fault(f'"{key}" names "{value}" twice.', key)
        return tuple(values)

    def texts(self, key: str) -> dict[str, str]:
        """The table `[key]` of one-line texts; empty when it is not there."""
        values = self._value(key, dict, {})
        table = type(self)(self.file, self._lines, (*self._way, key), values)
        return {name: table.line(name) for name in values}

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        self._known.append(key)
        return key in self._values

    def done(self) -> None:
        """Refuse any key that no method above has asked for."""
        for key in self._values:
            if key not in self._known:
                near = difflib.get_close_matches(key, self._known, n=1)
                hint = f' Did you mean "{near[0]}"?' if near else ""
                raise self.fault(f'there is no key called "{key}" here.{hint}', key)

    def _value(self, key: str, kind: type[_Value], default: _Value | None) -> _Value:
        self._known.append(key)
        if key not in self._values:
            if default is None:
                raise self._missing(key)
            return default
        value = self._values[key]
        if type(value) is not kind:  # exactly: to Python, true is a whole number too
            wanted = _KINDS.get(kind) or (
                f"repeated tables, {self._header(key)}" if kind is list else f"a table, [{key}]"
            )
            raise self.fault(f'"{key}" must be {wanted}.', key)
        return value

    def _header(self, key: str) -> str:
        return f"[[{'.'.join(str(name) for name in (*self._way, key) if isinstance(name, str))}]]"

    def _missing(self, key: str) -> GuideFault:
        """Where the key is only misspelt, point at the misspelling."""
        near = difflib.get_close_matches(key, self._values, n=1, cutoff=0.75)
        if near and near[0] not in self._known:
            return self.fault(f'"{near[0]}" is not known here. Did you mean "{key}"?', near[0])
        return self.fault(f'"{key}" is missing.')


def refuse_twins(key: str, tables: Iterable[Table], taken: Iterable[str] = ()) -> None:
    """Two that read alike could not be told apart in a document's file."""
    seen = {text.casefold() for text in taken}
    for table in tables:
        text = table.text(key)
        if text.casefold() in seen:
            raise table.fault(f'"{key}" is "{text}", which stands here already.', key)
        seen.add(text.casefold())


def _syntax_fault(file: Path, source: str, message: str) -> GuideFault:
    place = _TOML_PLACE.fullmatch(message)
    what = place[1] if place else message
    line = int(place[2]) if place and place[2] else max(1, len(source.splitlines()))
    return GuideFault(file, line, f"this is not TOML: {what[0].lower()}{what[1:]}.")
