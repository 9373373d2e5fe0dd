"""The idea: five answers, and the first draft that a guide's skeletons make of them.

A skeleton is plain text. A blank line begins a new paragraph; the lines of a paragraph are joined.
`{id}` stands for the answer to the idea question with that id. A line whose answer is empty falls
away. `{id|prompt}` stays: without an answer it becomes `[prompt]`, for the author to fill in.

An answer may be a fragment or whole sentences, so the skeleton writes the punctuation: the answer's
own last full stop gives way to it, and an answer that opens a sentence gets a capital letter.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from wpr.domain.guide import Guide, Shape

Paragraphs = tuple[str, ...]
"""Plain text, one string a paragraph; () is an empty text."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_SENTENCE_END: Final = re.compile(r"[.?!…][”\"’')\]]*$")
_FIRST_SENTENCE: Final = re.compile(r".*?[.?!…][”\"’')]*(?=\s+[\[”\"]?[A-ZÅÄÖ])")


def first_draft(guide: Guide, answers: Mapping[str, str]) -> dict[str, Paragraphs]:
    """The first text of every part of `guide`, by part id, in the order of the document.

    `answers` holds plain text by idea question id; a missing one counts as empty. A part with the
    shape "line" gets one paragraph at most, without a closing full stop.
    """
    known = {question.id: answers.get(question.id, "") for question in guide.idea}
    return {
        part.id: _line(part.skeleton, known)
        if part.shape is Shape.LINE
        else _prose(part.skeleton, known)
        for part in guide.parts()
    }


def skeleton_fault(skeleton: str, known: tuple[str, ...]) -> str | None:
    """Why this skeleton cannot be used, in words that finish "the skeleton …"; None when it can."""
    for placeholder in _PLACEHOLDER.finditer(skeleton):
        if placeholder[1] not in known:
            return f'names the idea question "{placeholder[1]}", but there is only {_listed(known)}'
        if placeholder[2] is not None and not placeholder[2].strip():
            return f'has an empty prompt in "{placeholder[0]}"'
    if re.search(r"[{}]", _PLACEHOLDER.sub("", skeleton)):
        return "has a curly bracket without its pair"
    return None


def _prose(skeleton: str, answers: Mapping[str, str]) -> Paragraphs:
    return tuple(
        paragraph for block in _filled(skeleton, answers) for paragraph in block.split("\n")
    )


def _line(skeleton: str, answers: Mapping[str, str]) -> Paragraphs:
    first = {id_: _opening(answer) for id_, answer in answers.items()}
    text = " ".join(_prose(skeleton, first))
    return (_without_full_stop(text),) if text else ()


def _filled(skeleton: str, answers: Mapping[str, str]) -> Iterator[str]:
    """The paragraphs that have something to say, with a "\\n" wherever an answer had one."""
    for paragraph in _BLANK_LINES.split(skeleton.strip()):
        text = ""
        for line in paragraph.splitlines():
            if not _falls_away(line, answers):
                text = _with_answers(line.strip(), answers, f"{text} " if text else "")
        if text:
            yield text


def _falls_away(line: str, answers: Mapping[str, str]) -> bool:
    return any(
        prompt is None and not answers[id_].strip()
        for id_, prompt in (placeholder.group(1, 2) for placeholder in _PLACEHOLDER.finditer(line))
    )


def _with_answers(line: str, answers: Mapping[str, str], text: str) -> str:
    """`text` with `line` after it, its placeholders replaced."""
    at = 0
    for placeholder in _PLACEHOLDER.finditer(line):
        text += line[at : placeholder.start()]
        at = placeholder.end()
        answer = _without_full_stop(_paragraphs(answers[placeholder[1]]))
        if not answer:
            text += f"[{placeholder[2].strip()}]"
            continue
        if not text.strip() or _SENTENCE_END.search(text.rstrip()):
            answer = answer[0].upper() + answer[1:]
        text += answer
        if _SENTENCE_END.search(answer) and line[at : at + 1] == ".":
            at += 1
    return text + line[at:]


def _opening(answer: str) -> str:
    """The first sentence of an answer: what fits where there is one line only."""
    first = _paragraphs(answer).split("\n")[0]
    sentence = _FIRST_SENTENCE.match(first)
    return sentence[0] if sentence else first


def _paragraphs(answer: str) -> str:
    """The answer with single spaces, and one "\\n" wherever it began a new line."""
    lines = (" ".join(line.split()) for line in answer.splitlines())
    return "\n".join(line for line in lines if line)


def _without_full_stop(text: str) -> str:
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) if names else "no idea question at all"
