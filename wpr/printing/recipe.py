"""A recipe: what a PDF was made with beside its source, kept inside it, to make it again.

Who has the PDF can print the source in it by the recipe and compare the bytes: nothing on the pages
can have been changed when they are the same.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from wpr.domain.guide import Guide
from wpr.printing.assets import fingerprint
from wpr.printing.options import Options

_FORMAT: Final = "wpr recipe 1"


@dataclass(frozen=True, slots=True)
class Recipe:
    """`setting` tells the fonts, styles and program that set the pages, `guide` the guide's words,
    `source` the document's file (all three as digests); `options` are those of the printing."""

    setting: str
    guide: str
    source: str
    options: Options

    @property
    def can_be_followed(self) -> bool:
        """Whether this program sets pages in the way that the recipe was written for."""
        return self.setting == fingerprint()

    def is_for(self, guide: Guide) -> bool:
        """Whether the guide has the words that it had then."""
        return self.guide == _digest(repr(guide))

    def holds(self, source: str) -> bool:
        """Whether this is, letter by letter, the file that went into the PDF."""
        return self.source == _digest(source)


def write_recipe(guide: Guide, options: Options, source: str) -> str:
    """The recipe for one printing, as JSON."""
    plain = {
        "format": _FORMAT,
        "setting": fingerprint(),
        "guide": _digest(repr(guide)),
        "source": _digest(source),
        "options": _to_plain(options),
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def read_recipe(text: str) -> Recipe:
    """The recipe in `text`. Raises ValueError for what is none, or is for other options."""
    try:
        plain = json.loads(text)
        if plain["format"] != _FORMAT:
            raise ValueError("a recipe of another kind")
        return Recipe(
            setting=str(plain["setting"]),
            guide=str(plain["guide"]),
            source=str(plain["source"]),
            options=_from_plain(Options, plain["options"]),
        )
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no recipe") from error


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _to_plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case tuple() | list():
            return [_to_plain(one) for one in value]
        case Mapping():
            return {key: _to_plain(one) for key, one in value.items()}
        case _ if is_dataclass(value):
            return {field.name: _to_plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def _from_plain(kind: Any, value: Any) -> Any:
    """The value of that type which `_to_plain` wrote. Raises ValueError and TypeError."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if value is None and NoneType in get_args(kind):
            return None
        return _from_plain(next(one for one in get_args(kind) if one is not NoneType), value)
    if origin is tuple:
        return _tuple_of(get_args(kind), value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        if set(value) != set(hints):
            raise ValueError("a recipe for other options")
        made: Any = kind  # a class, not a value
        return made(**{name: _from_plain(hints[name], one) for name, one in value.items()})
    if issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value)
    if type(value) is not kind:
        raise ValueError("a recipe with a value of another kind")
    return value


def _tuple_of(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_from_plain(kinds[0], one) for one in values)
    return tuple(_from_plain(kind, one) for kind, one in zip(kinds, values, strict=True))
