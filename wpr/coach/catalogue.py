"""The catalogue: the word lists and wordings in `words/`, read once for each language."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from wpr.coach.entry import patterns_of
from wpr.coach.word_list import WordList

WORDS: Final = Path(__file__).with_name("words")


@lru_cache(maxsize=64)
def data(language: str, name: str) -> Mapping[str, Any]:
    """What `words/<language>/<name>.toml` holds."""
    with (WORDS / language / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=64)
def word_list(language: str, *names: str) -> WordList:
    """One list of the rows in these files, so that the words are gone through once. A hit's entry
    says in `list` which file it came from."""
    return WordList(
        pattern
        for name in names
        for row in data(language, name)["words"]
        for pattern in patterns_of(row, name)
    )
