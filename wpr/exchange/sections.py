"""The sections of a Markdown text: cut at its headings, where Markdown itself sees headings."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wpr.prose.markdown_parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it, both as Markdown. The text before any heading has level 0.

    Lines count from 1 in the source: `line` is where the heading stands, `body_line` where the
    body begins.
    """

    level: int
    heading: str
    body: str
    line: int = 1
    body_line: int = field(default=1, compare=False)


def sections(source: str, deepest: int) -> list[Section]:
    """The sections of `source`, cut at headings down to level `deepest`; the rest stay in bodies.

    What looks like a heading inside a code block, a list or a quotation is not one. The first
    section has level 0, and an empty body when the source begins with a heading.
    """
    lines = source.split("\n")
    found = []
    level, heading, line, start = 0, "", 1, 0
    tokens: list[Token] = []
    parser.block.parse(source, parser, {}, tokens)
    for at, token in enumerate(tokens):
        if token.type != "heading_open" or token.level > 0 or not token.map:
            continue
        if int(token.tag[1:]) <= deepest:
            found.append(Section(level, heading, *_text(lines, start, token.map[0], line)))
            level, heading = int(token.tag[1:]), tokens[at + 1].content
            line, start = token.map[0] + 1, token.map[1]
    found.append(Section(level, heading, *_text(lines, start, len(lines), line)))
    return found


def _text(lines: list[str], start: int, end: int, line: int) -> tuple[str, int, int]:
    """The body of a section, without blank lines around it, and the section's two lines."""
    while start < end and not lines[start]:
        start += 1
    return "\n".join(lines[start:end]).strip("\n"), line, start + 1
