"""Cleaning: the HTML that people put into Markdown becomes Markdown, outside of code."""

import re
from collections.abc import Iterator
from typing import Final

from wpr.exchange.foreign.spelling_out import with_notes, with_terms

_FENCE: Final = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(r"<h([1-6])\b[^<>]*>((?:(?!<h[1-6])[^\n])*?)</h\1>", re.IGNORECASE)
_SUMMARY: Final = re.compile(r"<summary\b[^<>]*>((?:(?!<summary)[^\n])*?)</summary>", re.IGNORECASE)
_STRONG: Final = re.compile(r"</?(?:b|strong)\b[^<>]*>", re.IGNORECASE)
_EM: Final = re.compile(r"</?(?:i|em)\b[^<>]*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>\s*$", re.IGNORECASE)
_BREAK_WITHIN: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"</?(?:details|aside|div|p|center|span|section|article|font|u|small|a name=[^<>]*)\b[^<>]*>"
    r"|</a>(?=\s*$)",
    re.IGNORECASE,
)
_IMAGE: Final = re.compile(r"!(?=\[[^\[\]]{0,300}\]\()")
_COMMENT: Final = re.compile(r"\s{0,3}<!--(?!.*-->)")
_SET_APART: Final = "~" * 9
_ANCHOR: Final = re.compile(r"^(\s{0,3}#{1,6}\s.*?)\s*\{#([\w-]+)\}\s*$")
_TAG: Final = re.compile(r"</?(?:h[1-6]|summary)\b[^<>]*>", re.IGNORECASE)


def cleaned(source: str) -> str:
    """The source with line ends of one kind, and Markdown for the HTML that has a meaning here:
    headings, folded questions, bold, italics, line breaks. What only sets text apart falls away;
    so does the anchor of a heading that says its words once more. A comment of several lines is set
    apart as code is, and a picture is a link to it. The number of lines may grow; every word stays.
    """
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_lines(with_notes(source)))


def _lines(source: str) -> Iterator[str]:
    fence = ""
    lines = with_terms(source.split("\n"))
    last_close = max((at for at, line in enumerate(lines) if "-->" in line), default=-1)
    for at, line in enumerate(lines):
        opened = _FENCE.match(line)
        if fence == _SET_APART:
            if "-->" in line:
                yield from (line, _SET_APART)
                fence = ""
                continue
        elif fence:
            fence = "" if opened and opened[1].startswith(fence) else fence
        elif opened:
            fence = opened[1]
        elif at < last_close and _COMMENT.match(line):
            fence = _SET_APART
            yield fence
        elif "<" in line or "![" in line:
            yield from _without_html(_IMAGE.sub("", line))
            continue
        yield line if fence else _without_anchor(line)


def _without_anchor(line: str) -> str:
    found = _ANCHOR.match(line) if line.endswith("}") else None
    if found is None:
        return line
    said = set(re.findall(r"[^\W_]+", found[1].casefold()))
    again = set(re.findall(r"[^\W_]+", found[2].casefold()))
    return found[1] if again <= said else line


def _without_html(line: str) -> Iterator[str]:
    line = _STRONG.sub("**", _EM.sub("_", line))
    line = _HEADING.sub(lambda found: _apart("#" * int(found[1]), found[2]), line)
    line = _SUMMARY.sub(lambda found: _apart("######", found[1]), line)
    line = _BREAK_WITHIN.sub(" ", _BREAK.sub("\\\\", line))
    yield from _TAG.sub("", _SPAN.sub("", line)).split("\n")


def _apart(mark: str, words: str) -> str:
    return f"\n\n{mark} {words.strip()}\n\n"
