"""Row ids in addresses and queries: what none can be is not found, before a database is asked."""

from flask import Flask
from werkzeug.routing import IntegerConverter
from werkzeug.routing.map import Map

_HIGHEST = 2**31 - 1
"""PostgreSQL's INTEGER. A larger number is an error there, and past 64 bits in SQLite too."""


class RowId(IntegerConverter):
    """`<int:...>` in a rule."""

    regex = r"[0-9]{1,10}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=_HIGHEST)


def row_id(text: str) -> int:
    """The id of a row that a query names. Raises ValueError for what can be none."""
    number = int(text)
    if not 1 <= number <= _HIGHEST:
        raise ValueError("no row has this id")
    return number


def install(app: Flask) -> None:
    """Let every `<int:...>` of the rules that follow be one."""
    app.url_map.converters["int"] = RowId
