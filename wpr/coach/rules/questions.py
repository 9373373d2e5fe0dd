"""Questions in the reader's words, and answers that answer first."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.catalogue import data
from wpr.coach.entry import among
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage, Sentence, Word
from wpr.coach.rule import Rule
from wpr.coach.sentence import sentence_spans
from wpr.coach.word_set import word_set
from wpr.coach.wording import remark

_READ: Final = 2
"""Sentences of an answer in which the answer itself may stand."""

_LONGEST_HEADING: Final = 5
"""Words in a line that is a heading with a question mark rather than a question."""

_TITLE: Final = 2
"""Words in a line that is a title (“Ekonomi?”), unless one of them asks or goes on."""

_TALKS: Final = word_set(
    "och men eller så då sen sedan om inte ens också verkligen redan bara",
    "and but or so then if not even also really already only",
)
_OR: Final = re.compile(r"\b(?:eller|or)\b", re.IGNORECASE)
_ENDS_AS_QUESTION: Final = re.compile(r"\?[”\"’)\]]*$")
_CHOICE_WORDS: Final = re.compile(
    r"\b(?:vad|vem|vilka|vilken|vilket|hur|när|varför|what|who|which|how|when|why|where)\b", re.I
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_ONE: Final = re.compile(
    r"\b(?:en|ett|one|an?) (?:gång|dag|vecka|månad|termin|timme|minut|halvtimme|kvart|krona|läsår"
    r"|år|lektion|day|week|month|term|hour|minute|year|lesson|krona)",
    re.IGNORECASE,
)


class _Words(NamedTuple):
    yes_no: frozenset[str]
    yes_no_answers: frozenset[str]
    figure: tuple[str, ...]
    figure_answers: frozenset[str]
    wind_up: tuple[str, ...]
    question_words: frozenset[str]
    not_asked: tuple[str, ...]


def question_form(passage: Passage) -> Iterator[Finding]:
    """A question without its mark, and a heading with a question mark that nobody would ask."""
    text = passage.text.rstrip()
    if not text or not passage.sentences:
        return
    if not _ENDS_AS_QUESTION.search(text):
        start = passage.sentences[-1].start
        yield remark(passage, Rule.QUESTION_FORM, (start, len(text)), "mark", level=Level.WARNING)
    elif _is_heading(passage.sentences[0].words, passage.language):
        yield remark(passage, Rule.QUESTION_FORM, (0, len(text)), "heading")


def answer_first(passage: Passage) -> Iterator[Finding]:
    """An answer that takes a run-up, or whose first two sentences hold no answer.

    What an answer is can only be seen where the question asks for yes or no, or for a number, a
    time or an amount; Amazon's own rule knows four answers: yes, no, a number, and “we do not know
    yet, but will by …”. Other questions are judged by how their answer opens, and by nothing else.
    """
    if not passage.paragraph.first or not passage.sentences:
        return
    words = _words(passage.language)
    first = passage.sentences[0]
    opening = passage.text[first.start : first.end].lower()
    if opening.startswith(words.wind_up):
        yield remark(passage, Rule.ANSWER_FIRST, (first.start, first.end), "run-up")
        return
    asked = _question_of(passage.paragraph.question, passage.language)
    read = passage.sentences[:_READ]
    figures = any(sentence.number for sentence in read) or _YEAR.search(
        passage.text, first.start, read[-1].end
    )
    if not asked or figures or _is_promise(read):
        return
    if asked.startswith(words.figure):
        if not _holds_figure(passage, read, words):
            yield remark(passage, Rule.ANSWER_FIRST, (first.start, first.end), "figure")
    elif _asks_yes_or_no(asked, words) and not _holds(read, words.yes_no_answers):
        yield remark(passage, Rule.ANSWER_FIRST, (first.start, first.end), "yes-no")


def _is_heading(words: tuple[Word, ...], language: str) -> bool:
    known = _words(language)
    if len(words) <= _TITLE and not any(
        word.lower in known.question_words | known.yes_no | _TALKS for word in words
    ):
        return True
    said = " ".join(word.lower for word in words)
    if not said.startswith(known.not_asked) or len(words) > _LONGEST_HEADING:
        return False
    return not any(word.lower in known.question_words for word in words) and (
        said in known.not_asked or said.startswith(tuple(f"{item} " for item in known.not_asked))
    )


def _question_of(text: str, language: str) -> str:
    """The first question of a line that may say something first, in lower case without its mark."""
    questions = [
        text[start:end].lower()
        for start, end in sentence_spans(text, language)
        if text[start:end].endswith("?")
    ]
    return questions[0].rstrip("?") if questions else ""


def _asks_yes_or_no(asked: str, words: _Words) -> bool:
    """Not when the question offers a choice (“or”), or goes on with another question."""
    if _OR.search(asked) or _CHOICE_WORDS.search(asked):
        return False
    return asked.split(maxsplit=1)[0] in words.yes_no


def _holds(sentences: tuple[Sentence, ...], listed: frozenset[str]) -> bool:
    return any(among(word.lower, listed) for sentence in sentences for word in sentence.words)


def _holds_figure(passage: Passage, sentences: tuple[Sentence, ...], words: _Words) -> bool:
    """“En gång” and “one week” are figures too."""
    end = sentences[-1].end
    return _holds(sentences, words.figure_answers) or bool(_ONE.search(passage.text, 0, end))


def _is_promise(sentences: tuple[Sentence, ...]) -> bool:
    """“We do not know yet: … answers by …” is an honest answer to everything."""
    said = " ".join(word.lower for sentence in sentences for word in sentence.words)
    return "vet inte" in said or "vet vi inte" in said or "not know" in said


@lru_cache(maxsize=2)
def _words(language: str) -> _Words:
    rows = data(language, "question")
    return _Words(
        yes_no=frozenset(rows["yes_no"].split()),
        yes_no_answers=frozenset(rows["yes_no_answers"].split()),
        figure=tuple(rows["figure"]),
        figure_answers=frozenset(rows["figure_answers"].split()),
        wind_up=tuple(rows["wind_up"]),
        question_words=frozenset(rows["question_words"].split()),
        not_asked=tuple(rows["not_asked"]),
    )
