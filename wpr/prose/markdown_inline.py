"""The inside of a paragraph as CommonMark: marks as delimiters, every other character as itself.

`**` and `_` only work where the characters on their outer and inner side allow it (CommonMark's
flanking rules). Where they do not, the character beside them is *hidden*: written as a character
reference, which stands for the same character but counts as punctuation.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from prosemirror.model import Mark, Node

from wpr.prose.markdown_text import spelled
from wpr.prose.schema import children

_DELIMITERS: Final = {"strong": "**", "em": "_"}
_EMPHASIS: Final = tuple(_DELIMITERS.values())
_PLAIN_ADDRESS: Final = re.compile(r"(?:[\w:/?#@!$'*+,;=.~%-]|&(?!#?\w+;))+", re.ASCII)
_SPECIAL_IN_ADDRESS: Final = re.compile(r"[\\<>]|&(?=#?\w+;)")


def inline(paragraph: Node) -> str:
    """The content of a paragraph as lines of Markdown; a lone backslash when it is empty."""
    runs = [_Run(node) for node in children(paragraph)]
    gaps = list(_gaps(runs))
    _hide_where_needed(runs, gaps)
    written: list[str] = []
    new_line = True
    for gap, run in zip(gaps, runs, strict=False):
        written += [*gap.delimiters, _written(run, new_line and not gap.delimiters)]
        new_line = run.breaks_line
    written += gaps[-1].delimiters
    if new_line and not gaps[-1].delimiters:
        written.append("\\")
    return "".join(written)


@dataclass(slots=True)
class _Run:
    """A text or a line break, and whether its first and last characters are hidden."""

    node: Node
    hide_first: bool = False
    hide_last: bool = False

    @property
    def is_break(self) -> bool:
        return not self.node.is_text

    @property
    def breaks_line(self) -> bool:
        return self.is_break and not self.hide_first

    @property
    def first(self) -> str:
        """What a reader of the Markdown meets first."""
        return "&" if self.hide_first else "\\" if self.is_break else (self.node.text or "")[0]

    @property
    def last(self) -> str:
        """What a reader of the Markdown meets last."""
        return ";" if self.hide_last else "\n" if self.is_break else (self.node.text or "")[-1]

    def hide(self, *, first: bool) -> None:
        single = self.is_break or len(self.node.text or "") == 1
        self.hide_first |= first or single
        self.hide_last |= not first or single


@dataclass(slots=True)
class _Gap:
    """The delimiters between two runs: first those that close, then those that open."""

    closing: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)

    @property
    def delimiters(self) -> list[str]:
        return self.closing + self.opening


def _gaps(runs: list[_Run]) -> Iterator[_Gap]:
    """One gap before each run and one at the end. Marks that last longest open first."""
    active: list[Mark] = []
    for index, run in enumerate(runs):
        keep = 0
        while keep < len(active) and active[keep].is_in_set(run.node.marks):
            keep += 1
        closing = [_closing(mark) for mark in reversed(active[keep:])]
        new = [mark for mark in run.node.marks if not mark.is_in_set(active[:keep])]
        new.sort(key=lambda mark: -_lasts(mark, runs, index))
        active = active[:keep] + new
        yield _Gap(closing, [_opening(mark) for mark in new])
    yield _Gap([_closing(mark) for mark in reversed(active)])


def _lasts(mark: Mark, runs: list[_Run], start: int) -> int:
    end = start
    while end < len(runs) and mark.is_in_set(runs[end].node.marks):
        end += 1
    return end - start


def _opening(mark: Mark) -> str:
    return _DELIMITERS.get(mark.type.name, "[")


def _closing(mark: Mark) -> str:
    return _DELIMITERS.get(mark.type.name) or f"]({_address(str(mark.attrs['href']))})"


def _address(href: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    return "<" + _SPECIAL_IN_ADDRESS.sub(r"\\\g<0>", href) + ">"


def _hide_where_needed(runs: list[_Run], gaps: list[_Gap]) -> None:
    """Hiding a lone character changes both gaps beside it, so its neighbours are judged again."""
    waiting = list(range(len(gaps)))
    while waiting:
        index = waiting.pop()
        before = runs[index - 1] if index else None
        after = runs[index] if index < len(runs) else None
        gap = gaps[index]
        if before and not before.hide_last and _must_hide_before(before, gap, after):
            before.hide(first=False)
            waiting += [index - 1, index]
        if after and not after.hide_first and _must_hide_after(before, gap, after):
            after.hide(first=True)
            waiting += [index, index + 1]


def _must_hide_before(before: _Run, gap: _Gap, after: _Run | None) -> bool:
    outer, following = before.last, after.first if after else ""
    if not gap.delimiters:
        return not before.is_break and not after and outer.isspace()
    delimiter = gap.delimiters[0]
    if gap.closing:
        return delimiter in _EMPHASIS and outer.isspace()
    if delimiter == "[":
        return outer == "!"
    inner = following if len(gap.delimiters) == 1 else "*"
    return not _is_loose(outer) and (delimiter == "_" or not _is_wordlike(inner))


def _must_hide_after(before: _Run | None, gap: _Gap, after: _Run) -> bool:
    outer, preceding = after.first, before.last if before else ""
    if not gap.delimiters:
        return (not before or before.breaks_line) and outer.isspace()
    delimiter = gap.delimiters[-1]
    if delimiter not in _EMPHASIS:
        return False
    if gap.opening:
        return outer.isspace()
    inner = preceding if len(gap.delimiters) == 1 else "*"
    return not _is_loose(outer) and (delimiter == "_" or not _is_wordlike(inner))


def _is_loose(char: str) -> bool:
    """Whether every CommonMark reader takes it for a space, an end or punctuation."""
    return (
        not char
        or char.isspace()
        or char in string.punctuation
        or unicodedata.category(char).startswith("P")
    )


def _is_wordlike(char: str) -> bool:
    """Whether every reader takes it for part of a word. Symbols differ between readers."""
    return not _is_loose(char) and not unicodedata.category(char).startswith("S")


def _written(run: _Run, starts_line: bool) -> str:
    if run.is_break:
        return "\\\n" if run.breaks_line else "&#10;"
    return spelled(
        run.node.text or "",
        in_link=any(mark.type.name == "link" for mark in run.node.marks),
        starts_line=starts_line,
        hide_first=run.hide_first,
        hide_last=run.hide_last,
    )
