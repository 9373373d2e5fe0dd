"""The CommonMark parser for texts: markdown-it with the rules that keep every word."""

import re
from collections.abc import Iterator
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore

DEEPEST_BLOCK: Final = 60
"""Levels of lists and quotations that are told apart; what stands deeper is plain text. A text has
12 lists, which are 24 levels. The parser calls itself, so this also guards Python's stack."""

MOST_OPEN: Final = 8
"""Brackets that may be open at a time; the parser needs quadratic time for them. People and
`markdown_write` get by with two."""

_BRACKET: Final = re.compile(r"(\\.|[\[\]])", re.DOTALL)
_ROW: Final = re.compile(r"(?<=[^\\])\n(?=\|)")


def _deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """markdown-it skips what is nested too deep; here it becomes a paragraph."""
    if silent or state.level < DEEPEST_BLOCK:
        return False
    state.line = end
    _push(state, "paragraph_open", 1)
    _push(state, "inline", 0, state.getLines(start, end, state.blkIndent, False).strip())
    _push(state, "paragraph_close", -1)
    return True


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Keep the words of `[label]: address` in the token stream, with the label it defines, if any.

    They are shown when no link uses the definition: it may have been meant as text.
    """
    known = len(state.env.get("references", {}))
    if not reference(state, start, end, silent):
        return False
    if not silent:
        references = state.env["references"]
        token = state.push("definition", "", 0)
        token.content = state.getLines(start, state.line, state.blkIndent, False).strip()
        token.meta["label"] = next(reversed(references)) if len(references) > known else None
    return True


def _prepare(state: StateCore) -> None:
    """What happens to each paragraph before its inside is read: a last line that is a lone
    backslash stands for nothing, the rows of a table keep their lines, brackets are bounded."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content == "\\" or token.content.endswith("\n\\"):
            token.content = token.content[:-1]
        elif token.content.startswith("|"):
            token.content = _ROW.sub(r"\\\n", token.content)
        if token.content.count("[") > MOST_OPEN:
            token.content = "".join(_bounded(token.content))


def _bounded(content: str) -> Iterator[str]:
    """The content with every bracket escaped that would open one too many. Each open bracket makes
    the parser read on to the end of the paragraph."""
    depth = 0
    for part in _BRACKET.split(content):
        depth += (part == "[") - (part == "]" and depth > 0)
        if depth > MOST_OPEN:
            depth -= 1
            yield "\\"
        yield part


def _push(state: StateBlock, kind: str, nesting: Any, content: str = "") -> None:
    token = state.push(kind, "p" if nesting else "", nesting)
    token.content = content
    token.children = []


class _Parser(MarkdownIt):
    """Hands addresses on as they were written: the reader judges them itself."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the name is the library's)
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def _build() -> MarkdownIt:
    build = _Parser("commonmark", {"maxNesting": 2 * DEEPEST_BLOCK, "store_labels": True})
    build.disable(["html_block", "html_inline"])
    build.block.ruler.before("code", "deep", _deep)
    build.block.ruler.at("reference", _definition)
    build.core.ruler.before("inline", "prepare", _prepare)
    return build


parser: Final = _build()
