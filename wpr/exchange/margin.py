"""The margin of somebody's document: the comments that came with it, apart from its words."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

MOST_THREADS: Final = 1_000
"""Threads that come along: ten for each page of a document of a hundred pages."""

LARGEST: Final = 600_000
"""Characters of a margin, passages and surroundings included."""

AROUND: Final = 200
"""Characters kept on either side of a passage, to tell it from others with the same words."""

_LONGEST_NAME: Final = 200
_LONGEST_DATE: Final = 40


@dataclass(frozen=True, slots=True)
class MarginRemark:
    """What somebody wrote in the margin. `at` is the date and time as the file has them."""

    author: str
    at: str
    body: str


@dataclass(frozen=True, slots=True)
class MarginThread:
    """Remarks on one passage, in their order: its words, "" when it had none, and what stood
    before and after it, one line for each paragraph."""

    quote: str
    before: str
    after: str
    is_resolved: bool
    remarks: Sequence[MarginRemark]

    def size(self) -> int:
        """Its characters."""
        said = sum(len(one.author) + len(one.at) + len(one.body) for one in self.remarks)
        return said + len(self.quote) + len(self.before) + len(self.after)


def written(threads: Sequence[MarginThread]) -> str:
    """The threads as JSON, "" for none."""
    return json.dumps([asdict(one) for one in threads], ensure_ascii=False) if threads else ""


def read(source: str) -> list[MarginThread]:
    """What `written` wrote. Raises ValueError for anything else, and for more than a margin
    holds."""
    if not source:
        return []
    try:
        threads = [thread_of(one) for one in json.loads(source)]
    except (TypeError, LookupError, AttributeError, RecursionError) as error:
        raise ValueError("not a margin") from error
    if len(threads) > MOST_THREADS or sum(map(MarginThread.size, threads)) > LARGEST:
        raise ValueError("more than a margin holds")
    return threads


def thread_of(value: Any) -> MarginThread:
    """A thread from its JSON value. Raises ValueError, TypeError or LookupError for none."""
    remarks = tuple(
        MarginRemark(
            _text(one["author"], _LONGEST_NAME), _text(one["at"], _LONGEST_DATE), _text(one["body"])
        )
        for one in value["remarks"]
    )
    if not remarks:
        raise ValueError("a thread in which nobody says anything")
    return MarginThread(
        _text(value["quote"]),
        _text(value["before"], AROUND),
        _text(value["after"], AROUND),
        value["is_resolved"] is True,
        remarks,
    )


def _text(value: Any, most: int = LARGEST) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("not a text of a margin")
    return value
