"""Marks: what sets a question and its answer off in a line, such as "Q1:" and "A1:"."""

import re
from dataclasses import dataclass
from typing import Final

_ASK: Final = (
    r"q(?:uestion)?|ｑ|f(?:r[aå]ga)?|frage|p(?:regunta|ergunta)?|sp[øo]rsm[åa]l|spm|spørgsmål"
    r"|kysymys|domanda|vraag|вопрос|в|问题|問題|问|問|質問|질문"
)
_ANSWER: Final = (
    r"a(?:nswer|ns)?|ａ|s(?:var)?|antwort|r(?:éponse|espuesta|esposta|isposta)?|vastaus|antwoord"
    r"|ответ|о|答案|答|回答|解答|답변|답"
)
_BOLD_MARK: Final = r"(?:\*\*\*|\*\*|__|\*|_|`)?"
_MARKED: Final = (
    rf"^\s*(?:[-*+]\s{{1,4}}|\d{{1,3}}[.)]\s{{0,4}})?(?P<open>{_BOLD_MARK})\[?(?P<word>%s)"
    r"\s{0,2}#?(?P<number>\d{0,3})[a-z]?\s{0,2}(?P<about>\([^()]{0,200}\)\s{0,2})?"
    rf"(?P<close>{_BOLD_MARK})\s{{0,2}}"
    rf"(?:\\?(?P<sign>[:.)\]–—-])(?P<after>(?P=open)|)(?:\s+|$)"
    rf"|(?P<wide>[：．）】、])(?P<after_wide>(?P=open)|)\s*)(?P<rest>.*)$"
)
_QUESTION: Final = re.compile(_MARKED % _ASK, re.IGNORECASE)
_ANSWERED: Final = re.compile(_MARKED % _ANSWER, re.IGNORECASE)
_ANSWER_AFTER: Final = re.compile(
    rf"\?\s+{_BOLD_MARK}(?:{_ANSWER})\d*{_BOLD_MARK}:{_BOLD_MARK}\s", re.IGNORECASE
)
_BOLD: Final = re.compile(
    r"^\s*(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<words>.+?)(?P=mark)\s*(?P<colon>[:：.–—-]?)\s*(?P<rest>.*)$"
)
_ASKS: Final = re.compile(rf"(?:{_ASK})s?|frågor", re.IGNORECASE)
_ANSWERS: Final = re.compile(rf"(?:{_ANSWER})s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that says it is a question: its words, and what follows them in the line."""

    words: str
    rest: str = ""


def bold(line: str) -> re.Match[str] | None:
    """A line that begins in bold: its `words`, a `colon` or other sign, and the `rest`."""
    return _BOLD.match(line)


def question(line: str) -> Marked | None:
    """The question of a line with such a mark; it is empty when the next line has it."""
    found = _match(_QUESTION, line)
    if found is None:
        return None
    words, rest = _parted(found)
    return Marked(" ".join(filter(None, [words, (found["about"] or "").strip()])), rest)


def answer(line: str, *, is_expected: bool = False) -> str | None:
    """What a line with the mark of an answer says after it. Where an answer `is_expected`, "A."
    is such a mark; elsewhere it may be the item of a list."""
    found = _match(_ANSWERED, line, is_expected=is_expected)
    return None if found is None else _opening(found) + found["rest"]


def heads_questions(cell: str) -> bool:
    """Whether the heading of a table's column says that it holds questions."""
    return _ASKS.fullmatch(cell.strip("* ")) is not None


def heads_answers(cell: str) -> bool:
    """Whether the heading of a table's column says that it holds answers."""
    return _ANSWERS.fullmatch(cell.strip("* ")) is not None


def _match(line: re.Pattern[str], text: str, *, is_expected: bool = False) -> re.Match[str] | None:
    """A single letter needs a number or a colon, or it may be a list's."""
    found = line.match(text)
    if found and (
        is_expected
        or found["wide"]
        or found["sign"] == ":"
        or found["number"]
        or len(found["word"]) > 1
        or found["word"] in "QqＱｑ"
    ):
        return found
    return None


def _opening(found: re.Match[str]) -> str:
    """The bold that began before the mark and goes on after it."""
    is_closed = found["close"] or found["after"] or found["after_wide"]
    return "" if is_closed else str(found["open"])


def _parted(found: re.Match[str]) -> tuple[str, str]:
    """The question and what follows it in the line: "**Q: Why?** Because." asks only "Why?"."""
    mark = _opening(found)
    rest = found["rest"].strip()
    if mark and mark in rest:
        words, _, after = rest.partition(mark)
        return words.strip(), after.strip()
    in_bold = bold(rest)
    if in_bold:
        return in_bold["words"].strip(), in_bold["rest"].strip()
    after_at = _ANSWER_AFTER.search(rest)
    if after_at:
        return rest[: after_at.start() + 1], rest[after_at.end() :]
    return rest.strip("*_ "), ""
