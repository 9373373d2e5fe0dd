"""Spelling out: notes and lists of terms, which our Markdown has no marks for, as plain text."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_NOTE: Final = re.compile(r"^\[\^(\d{1,3})\]:[ \t]+(\S[^\n]{0,400})$", re.MULTILINE)
_MARK: Final = re.compile(r"\[\^(\d{1,3})\]")
_GOES_ON: Final = re.compile(r"\n(?:[ \t]*\n){0,3}[ \t]{2,}\S|\n(?!\[\^)[ \t]*[^\s#]")
_FENCED: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_DEFINED: Final = re.compile(r"^ {0,3}:[ \t]{1,4}(?=\S)")
_PLAIN: Final = re.compile(r"^ {0,3}(?![-*+>#|:`~<=]|\d{1,9}[.)])\S.*$")


def with_notes(source: str) -> str:
    """The source with each footnote of one line, numbered and referred to once, in brackets where
    it is referred to: "by bus[^1]" becomes "by bus (line 4)". Other footnotes stay as they are."""
    if "[^" not in source or _FENCED.search(source):
        return source
    marks = Counter(_MARK.findall(source))
    notes = {
        note[1]: note[2].strip().removesuffix(".")
        for note in _NOTE.finditer(source)
        if marks[note[1]] == 2 and not _GOES_ON.match(source, note.end())
    }
    rest = _NOTE.sub(lambda note: "" if note[1] in notes else note[0], source)
    return _MARK.sub(lambda mark: f" ({notes[mark[1]]})" if mark[1] in notes else mark[0], rest)


def with_terms(lines: Sequence[str]) -> list[str]:
    """The lines with each term of a list of terms in bold, and what is said of it below:

    Who pays?
    : The school.
    """
    told: list[str] = []
    for at, line in enumerate(lines):
        if _DEFINED.match(line) and told and (told[-1].strip() or _is_told(lines, at)):
            told += ["", _DEFINED.sub("", line)]
        elif at + 1 < len(lines) and _DEFINED.match(lines[at + 1]) and _PLAIN.match(line):
            told += ["", line if "**" in line else f"**{line.strip()}**"]
        else:
            told.append(line)
    return told


def _is_told(lines: Sequence[str], at: int) -> bool:
    """Whether the line before the empty one above says something of a term too."""
    return at > 1 and _DEFINED.match(lines[at - 2]) is not None
