"""Pieces: a Markdown text cut wherever somebody began something new, heading or not.

Besides headings: a line in bold, "Q:" and "A:" lines in several languages, a known name with a
colon, an item of a list that asks something, the rows of a table of questions and answers, a plain
line that ends with a question mark. Every word is in one of the pieces, in order, but for the marks
of question and answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wpr.exchange.foreign import marks
from wpr.exchange.foreign.lines import rejoined, unindented
from wpr.exchange.foreign.piece import Piece, Shape, asks
from wpr.exchange.foreign.question_table import asked_in
from wpr.exchange.foreign.wordings import Means, Wordings, unnumbered
from wpr.prose.markdown_parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_LABEL: Final = 60
_LONGEST_LINE: Final = 180
_LONGEST_QUESTION: Final = 400
"""Characters. A longer paragraph that ends with a question mark is prose."""

_DEEPEST: Final = 3
"""Quotations, and lists of questions, within each other that are read as documents set apart."""

_BOLD_MARK: Final = r"(?:\*\*|__|\*|_|`)?"
_LABEL: Final = re.compile(
    rf"^\s*(?:[-*+]\s+)?{_BOLD_MARK}(?P<words>[^:：*_`]{{2,{_LONGEST_LABEL}}}?){_BOLD_MARK}\s{{0,2}}"
    rf"(?::|(?P<wide>：)){_BOLD_MARK}(?(wide)\s*|(?:\s+|$))(?P<rest>.*)$"
)
_ITEM: Final = re.compile(r"^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+(?P<words>\S.*)$")
_QUOTED: Final = re.compile(r"^ {0,3}> ?")
_HEADED: Final = re.compile(r"\s{0,3}#{1,6}\s")
_FENCE: Final = re.compile(r"\s*(?:`{3,}|~{3,})")


def pieces_of(source: str, wordings: Wordings) -> list[Piece]:
    """The pieces of a Markdown text in its order; the first has no heading if the text has none."""
    lines = source.split("\n")
    cut = _Cut(wordings)
    cut.blocks(lines, 0)
    return list(cut.done(lines))


@dataclass
class _Open:
    shape: Shape
    heading: str
    level: int
    line: int
    body: list[str] = field(default_factory=list)


class _Cut:
    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self._found: list[_Open] = [_Open(Shape.TEXT, "", 7, 1)]
        self._depth = 0

    def done(self, lines: Sequence[str]) -> Iterator[Piece]:
        ends = [one.line - 1 for one in self._found[1:]] + [len(lines)]
        for one, end in zip(self._found, ends, strict=True):
            body = "\n".join(one.body).strip("\n")
            source = "\n".join(lines[one.line - 1 : end]).strip("\n")
            if one.heading or body.strip():
                yield Piece(one.shape, one.heading, body, one.level, one.line, source)

    def blocks(self, lines: Sequence[str], offset: int) -> None:
        """Cut the blocks of these lines, which begin at line `offset` (from 0) of the source."""
        tokens: list[Token] = []
        parser.block.parse("\n".join(lines), parser, {}, tokens)
        end = 0
        for at, token in enumerate(tokens):
            if token.level > 0 or token.map is None or token.nesting < 0:
                continue
            start, stop = max(token.map[0], end), token.map[1]
            self._more(lines[end:start])  # lines that belong to no block, such as definitions
            block, end = lines[start:stop], max(stop, end)
            line = offset + start
            match token.type:
                case "heading_open":
                    self._heading(tokens[at + 1].content, int(token.tag[1:]), line)
                case "paragraph_open":
                    self._paragraph(block, line)
                case "bullet_list_open" | "ordered_list_open":
                    self._list(tokens, at, lines, offset)
                case "blockquote_open":
                    self._quotation(block, line)
                case "hr":
                    pass
                case _:
                    self._more(["", *block, ""])
        self._more(lines[end:])

    def _heading(self, words: str, level: int, line: int) -> None:
        words = words.replace("\n", " ").strip()
        asked = marks.question(words)
        if asked and asked.words:
            self._begin(Shape.MARKED, f"{asked.words} {asked.rest}".strip(), line, level)
        else:
            self._begin(Shape.HEADING, words, line, level)

    def _paragraph(self, block: Sequence[str], line: int) -> None:
        if self._table(block, line):
            return
        if self._goes_on(block[0], line):
            block, line = block[1:], line + 1
        self._more([""])
        for number, (at, text) in enumerate(rejoined(block)):
            if not self._begins(text, line + at, is_first=not number):
                self._more([text])
        self._more([""])

    def _goes_on(self, text: str, line: int) -> bool:
        """Whether the line is the rest of a question that was broken in its heading."""
        above, words = self._found[-1], text.strip()
        is_next = above.shape is Shape.HEADING and above.line == line and not above.body
        if not (is_next and words.endswith("?") and words[0].islower()) or "?" in above.heading:
            return False
        above.heading = f"{above.heading} {words}"
        return True

    def _begins(self, text: str, line: int, *, is_first: bool) -> bool:
        """Whether this line of a paragraph or list began a piece, or an answer."""
        asked = marks.question(text)
        if asked and asked.words.strip(" *_"):
            self._begin(Shape.MARKED, asked.words, line)
            self._more([asked.rest] if asked.rest else [])
            return True
        if self._answers(text):
            return True
        bold = marks.bold(text)
        if bold and self._bold(bold, line, is_first=is_first):
            return True
        label = _LABEL.match(text)
        if label and self._names(label["words"]):
            self._begin(Shape.LABEL, label["words"].strip(), line)
            self._more([label["rest"]])
            return True
        return is_first and self._plain(text.strip(), line)

    def _answers(self, text: str) -> bool:
        above = self._found[-1]
        if above.shape not in {Shape.MARKED, Shape.BOLD, Shape.ASKS, Shape.HEADING}:
            return False
        is_expected = self._is_asked and not any(line.strip() for line in above.body)
        answered = marks.answer(text, is_expected=is_expected)
        if answered is not None:
            self._more(["", answered])
        return answered is not None

    def _bold(self, found: re.Match[str], line: int, *, is_first: bool) -> bool:
        """Whether a line that begins in bold began a piece: all of it is, or it asks or names."""
        words, rest = found["words"].strip(), found["rest"].strip()
        names = self._names(words)
        stands_out = asks(words) or (not rest and len(words) <= _LONGEST_LINE)
        if not names and not (is_first and stands_out):
            return False
        if "**" in words:  # bold in several stretches: a sentence with stress, not a heading
            return False
        colon = found["colon"] if not names and found["colon"] in {":", "："} else ""
        self._begin(Shape.LABEL if rest and names else Shape.BOLD, words + colon, line)
        self._more([rest] if rest else [])
        return True

    def _plain(self, words: str, line: int) -> bool:
        is_name = len(words) <= _LONGEST_LABEL and not words.endswith(".")
        has_label = re.search("[:：]", unnumbered(words).rstrip(":：* ")) is not None
        if is_name and not has_label and self._wordings.meaning(words):
            self._begin(Shape.BOLD, words, line)
            return True
        if asks(words) and len(words) <= _LONGEST_QUESTION:
            self._begin(Shape.ASKS, words, line)
            return True
        return False

    def _names(self, words: str) -> bool:
        """Whether words before a text name a place; within an answer a part is only spoken of."""
        meaning = self._wordings.meaning(words)
        return meaning is not None and not (meaning.means is Means.PART and self._is_asked)

    @property
    def _is_asked(self) -> bool:
        above = self._found[-1]
        return Piece(above.shape, above.heading, "").asks

    def _list(self, tokens: Sequence["Token"], at: int, lines: Sequence[str], offset: int) -> None:
        """Items that ask or name something begin pieces; the others stay a list."""
        self._more([""])
        blocks = []
        while tokens[at + 1].level > 0:
            at += 1
            item = tokens[at]
            if item.type == "list_item_open" and item.level == 1 and item.map is not None:
                blocks.append((item, list(lines[item.map[0] : item.map[1]])))
        items = [(item, block, rejoined(unindented(item, block))) for item, block in blocks]
        asking = sum(asks(said[0][1].strip()) for _, _, said in items)
        for item, block, said in items:
            line = offset + (item.map or [0])[0]
            first = said[0][1]
            if self._heads_list(first, said[1:]):
                if not self._begins(first, line, is_first=True):
                    self._begin(Shape.BOLD, first.strip(), line)
                self._depth += 1
                self.blocks(unindented(item, block)[1:], line + 1)
                self._depth -= 1
            elif self._is_heading(first, said, 2 * asking >= len(items)) and self._begins(
                first, line, is_first=True
            ):
                if item.info and self._found[-1].shape is Shape.ASKS:
                    self._found[-1].shape = Shape.BOLD  # its number sets it off as bold would
                self._item(said[1:], line)
            else:
                self._more(block)
        self._more([""])

    def _is_heading(
        self, first: str, item: Sequence[tuple[int, str]], most_items_ask: bool
    ) -> bool:
        """Whether the first line of an item can head a piece: one in bold does with text below it,
        and a plain question where most items ask."""
        if marks.question(first) or self._wordings.meaning(first.strip("*_: ")):
            return True
        bold = marks.bold(first)
        if bold and not asks(bold["words"]):
            return bool(bold["rest"]) or any(text.strip() for _, text in item[1:])
        return bold is not None or most_items_ask or not asks(first.strip())

    def _heads_list(self, first: str, rest: Sequence[tuple[int, str]]) -> bool:
        """Whether an item only names the questions that are listed below it."""
        if self._depth == _DEEPEST or asks(first.strip("*_ ")):
            return False
        items = [found["words"] for _, text in rest if (found := _ITEM.match(text))]
        asking = sum(asks(words.strip()) or marks.question(words) is not None for words in items)
        return asking > 0 and 2 * asking >= len(items)

    def _item(self, rest: Sequence[tuple[int, str]], line: int) -> None:
        is_code = False
        for at, text in rest:
            is_code ^= _FENCE.match(text) is not None
            if is_code or not (text.strip() and self._begins(text, line + at, is_first=False)):
                self._more([text])

    def _quotation(self, block: Sequence[str], line: int) -> None:
        """A quotation with headings in it is a document set apart; any other is text."""
        bare = [_QUOTED.sub("", text) for text in block]
        if self._depth < _DEEPEST and any(_HEADED.match(text) for text in bare):
            self._depth += 1
            self.blocks(bare, line)
            self._depth -= 1
        else:
            self._more(["", *block, ""])

    def _table(self, block: Sequence[str], line: int) -> bool:
        asked = asked_in(block)
        for at, question, answer in asked:
            self._begin(Shape.MARKED, question, line + at)
            self._more(answer)
        return bool(asked)

    def _begin(self, shape: Shape, heading: str, line: int, level: int = 7) -> None:
        self._found.append(_Open(shape, heading, level, line + 1))

    def _more(self, lines: Sequence[str]) -> None:
        body = self._found[-1].body
        if lines and not lines[0] and not (body and body[-1].strip()):
            lines = lines[1:]
        body.extend(lines)
