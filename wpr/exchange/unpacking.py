"""Unpacking: the process that reads one file from outside, and says as JSON what is in it.

Started by `wpr.exchange.apart` as `python -m wpr.exchange.unpacking KIND MEMORY`.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from wpr.exchange.apart import Kind
from wpr.exchange.pdf_source import contents
from wpr.exchange.word_reading import read

_READERS: Final[dict[Kind, Callable[[bytes], Any]]] = {
    Kind.WORD: lambda raw: asdict(read(raw)),
    Kind.PDF: lambda raw: asdict(contents(raw)),
}


def main() -> None:
    """Read the file on standard input."""
    kind, memory = Kind(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    try:
        answer = {"found": _READERS[kind](sys.stdin.buffer.read())}
    except ValueError as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": "larger than a document may be"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
