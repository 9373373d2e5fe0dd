"""Pieces: a Markdown text cut wherever somebody began something new, heading or not.

Besides headings: a line in bold, "Q:" and "A:" lines in several languages, a known name with a
colon, an item of a list that asks something, the rows of a table of questions and answers, a plain
line that ends with a question mark. Every word is in one of the pieces, in order, but for the marks
of question and answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wpr.exchange.foreign.piece import Piece, Shape
from wpr.exchange.foreign.wordings import Wordings
from wpr.prose.markdown_parser import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

_LONGEST_LABEL: Final = 60
_LONGEST_LINE: Final = 180
_LONGEST_QUESTION: Final = 400
"""Characters. A longer paragraph that ends with a question mark is prose."""

_ASK: Final = r"q(?:uestion)?|f(?:r[aå]ga)?|frage|pregunta|pergunta|sp[øo]rsm[åa]l|kysymys|p"
_ANSWER: Final = r"a(?:nswer|ns)?|s(?:var)?|antwort|r(?:éponse|espuesta|esposta)?|vastaus"
_BOLD_MARK: Final = r"(?:\*\*|__|\*|_|`)?"
_MARKED: Final = (
    rf"^\s*(?:[-*+]\s+|\d{{1,3}}[.)]\s*)?(?P<open>{_BOLD_MARK})(?P<word>%s)"
    r"\s*#?(?P<number>\d{0,3})[a-z]?\s*(?P<about>\([^()]*\)\s*)?"
    rf"(?P<close>{_BOLD_MARK})\s*(?P<sign>[:.)\]–—-])(?P<after>{_BOLD_MARK})(?:\s+|$)(?P<rest>.*)$"
)
_QUESTION_LINE: Final = re.compile(_MARKED % _ASK, re.IGNORECASE)
_ANSWER_LINE: Final = re.compile(_MARKED % _ANSWER, re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^\s*(?:\*\*|__)?\s*\d{1,3}\s*[.):]\s*(?=\S)")
_BOLD_LINE: Final = re.compile(
    r"^\s*(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<words>.+?)(?P=mark)\s*(?P<colon>[:.–—-]?)\s*(?P<rest>.*)$"
)
_LABEL: Final = re.compile(
    rf"^\s*(?:[-*+]\s+)?{_BOLD_MARK}(?P<words>[^:*_`]{{2,{_LONGEST_LABEL}}}?){_BOLD_MARK}\s*:{_BOLD_MARK}(?:\s+(?P<rest>.*))?$"
)
_QUOTED: Final = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def pieces_of(source: str, wordings: Wordings) -> list[Piece]:
    """The pieces of a Markdown text in its order; the first has no heading if the text has none."""
    cut = _Cut(wordings)
    cut.blocks(source.split("\n"), 0)
    return cut.done()


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

    def done(self) -> list[Piece]:
        pieces = (
            Piece(one.shape, one.heading, "\n".join(one.body).strip("\n"), one.level, one.line)
            for one in self._found
        )
        return [piece for piece in pieces if piece.heading or piece.body.strip()]

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
        asked = _marked(_QUESTION_LINE, words)
        if asked and asked["rest"]:
            self._begin(Shape.MARKED, _question(asked), line, level)
        else:
            self._begin(Shape.HEADING, words, line, level)

    def _paragraph(self, block: Sequence[str], line: int) -> None:
        if self._table(block, line):
            return
        self._more([""])
        lines = _rejoined(block)
        for number, (at, text) in enumerate(lines):
            if not self._begins(text, line + at, is_first=not number):
                self._more([text])
        self._more([""])

    def _begins(self, text: str, line: int, *, is_first: bool) -> bool:
        """Whether this line of a paragraph or list began a piece, or an answer."""
        asked = _marked(_QUESTION_LINE, text)
        if asked and asked["rest"].strip(" *_"):
            question, rest = _split_bold(asked)
            self._begin(Shape.MARKED, " ".join([question, *_about(asked)]), line)
            self._more([rest] if rest else [])
            return True
        answered = _marked(_ANSWER_LINE, text)
        if answered and self._found[-1].shape in {
            Shape.MARKED,
            Shape.BOLD,
            Shape.ASKS,
            Shape.HEADING,
        }:
            opening = (
                answered["open"]
                if answered["open"] and not answered["close"] and not answered["after"]
                else ""
            )
            self._more(["", opening + answered["rest"]])
            return True
        bold = _BOLD_LINE.match(text)
        if bold and self._bold(bold, line, is_first=is_first):
            return True
        label = _LABEL.match(text)
        if label and self._wordings.meaning(label["words"]):
            self._begin(Shape.LABEL, label["words"].strip(), line)
            self._more([label["rest"] or ""])
            return True
        plain = text.strip()
        is_name = len(plain) <= _LONGEST_LABEL and not plain.endswith(".")
        if is_first and is_name and self._wordings.meaning(plain):
            self._begin(Shape.BOLD, plain, line)
            return True
        if is_first and plain.endswith("?") and len(plain) <= _LONGEST_QUESTION:
            self._begin(Shape.ASKS, _NUMBERED.sub("", plain), line)
            return True
        return False

    def _bold(self, found: re.Match[str], line: int, *, is_first: bool) -> bool:
        """Whether a line that begins in bold began a piece: all of it is, or it asks or names."""
        words, rest = found["words"].strip(), found["rest"].strip()
        words = _NUMBERED.sub("", words)
        asks = words.rstrip(":* ").endswith("?")
        names = self._wordings.meaning(words) is not None
        if not names and not (is_first and (asks or (not rest and len(words) <= _LONGEST_LINE))):
            return False
        if "**" in words:  # bold in several stretches: a sentence with stress, not a heading
            return False
        colon = found["colon"] if not names and found["colon"] == ":" else ""
        self._begin(Shape.LABEL if rest and names else Shape.BOLD, words + colon, line)
        self._more([rest] if rest else [])
        return True

    def _list(self, tokens: Sequence["Token"], at: int, lines: Sequence[str], offset: int) -> None:
        """Items that ask or name something begin pieces; the others stay a list."""
        self._more([""])
        for item in tokens[at + 1 :]:
            if item.level == 0:
                break
            if item.type != "list_item_open" or item.level != 1 or item.map is None:
                continue
            block = list(lines[item.map[0] : item.map[1]])
            bare = re.sub(r"^\s*(?:[-*+]|\d{1,9}[.)])\s?", "", block[0])
            indent = len(block[0]) - len(block[0].lstrip()) + len(item.markup or "-") + 1
            rest = [re.sub(rf"^ {{0,{indent + 2}}}", "", text) for text in block[1:]]
            if self._begins(bare, offset + item.map[0], is_first=True):
                if item.info and self._found[-1].shape is Shape.ASKS:
                    self._found[-1].shape = Shape.BOLD  # its number sets it off as bold would
                self._item(rest, offset + item.map[0] + 1)
            else:
                self._more(block)
        self._more([""])

    def _item(self, rest: Sequence[str], line: int) -> None:
        for at, text in enumerate(rest):
            if not (text.strip() and self._begins(text, line + at, is_first=False)):
                self._more([text])

    def _quotation(self, block: Sequence[str], line: int) -> None:
        """A quotation with headings in it is a document set apart; any other is text."""
        bare = [_QUOTED.sub("", text) for text in block]
        if any(re.match(r"\s{0,3}#{1,6}\s", text) for text in bare):
            self.blocks(bare, line)
        else:
            self._more(["", *block, ""])

    def _table(self, block: Sequence[str], line: int) -> bool:
        """Rows of a table whose columns are questions and answers."""
        rows = [_cells(text) for text in block if "|" in text]
        if len(rows) < 3 or len(rows) != len(block) or not set("".join(rows[1])) <= set("-: "):
            return False
        if len(rows[0]) < 2 or not re.fullmatch(
            rf"(?:{_ASK})s?|frågor", rows[0][-2].strip("* "), re.IGNORECASE
        ):
            return False
        for at, row in enumerate(rows[2:], start=2):
            cells = row + [""] * (len(rows[0]) - len(row))
            asked = len(rows[0]) - 2
            self._begin(Shape.MARKED, cells[asked].strip("* "), line + at)
            self._more([" ".join(cell for cell in cells[:asked] if not cell.isdigit())])
            self._more(["", *cells[asked + 1 :]])
        return True

    def _begin(self, shape: Shape, heading: str, line: int, level: int = 7) -> None:
        self._found.append(_Open(shape, heading, level, line + 1))

    def _more(self, lines: Sequence[str]) -> None:
        body = self._found[-1].body
        if lines and not lines[0] and not (body and body[-1].strip()):
            lines = lines[1:]
        body.extend(lines)


def _rejoined(block: Sequence[str]) -> list[tuple[int, str]]:
    """The lines of a paragraph by their numbers, those put together whose bold, or whose marked
    question, goes on in the next."""
    lines: list[tuple[int, str]] = []
    is_open = False
    for at, text in enumerate(block):
        if is_open and not _marked(_ANSWER_LINE, text):
            lines[-1] = (lines[-1][0], f"{lines[-1][1].rstrip()} {text.lstrip()}")
        else:
            lines.append((at, text))
        last = lines[-1][1]
        is_open = last.count("**") % 2 == 1 and last.lstrip().startswith("**")
        if not is_open and _marked(_QUESTION_LINE, last) and "?" not in last:
            is_open = any("?" in after for after in block[at + 1 : at + 3])
    return lines


def _marked(line: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A line with such a mark. A single letter needs a number or a colon, or it may be a list's."""
    found = line.match(text)
    if found and (
        found["sign"] == ":" or found["number"] or len(found["word"]) > 1 or found["word"] in "Qq"
    ):
        return found
    return None


def _question(found: re.Match[str]) -> str:
    """The words of a marked question, whose bold may have begun before its mark."""
    return " ".join([found["rest"].strip().strip("*_").strip(), *_about(found)])


def _about(found: re.Match[str]) -> list[str]:
    """What stands in brackets between a mark and its question: "Q (money): …"."""
    return [found["about"].strip()] if found["about"] else []


def _split_bold(found: re.Match[str]) -> tuple[str, str]:
    """The question and what follows it in the line: "**Q: Why?** Because." asks only "Why?"."""
    mark = found["open"] if not found["close"] and not found["after"] else ""
    rest = found["rest"].strip()
    if mark and mark in rest:
        question, _, answer = rest.partition(mark)
        return question.strip(), answer.strip()
    bold = _BOLD_LINE.match(rest)
    if bold:
        return bold["words"].strip(), bold["rest"].strip()
    answer_at = re.search(
        rf"\?\s+{_BOLD_MARK}(?:{_ANSWER})\d*{_BOLD_MARK}:{_BOLD_MARK}\s", rest, re.IGNORECASE
    )
    if answer_at:
        return rest[: answer_at.start() + 1], rest[answer_at.end() :]
    return rest.strip("*_ "), ""


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
