"""Measuring: precision and recall of every rule on sentences with a key."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wpr.coach.advise import advise_document
from wpr.coach.context import Context
from wpr.coach.document import Document, Part
from wpr.coach.paragraph import Kind
from wpr.coach.rule import Rule

HERE = Path(__file__).parent
SETS = (
    "labelled",
    "held_out",
    "strangers",
    "sceptics",
    "unseen",
    "fresh",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)
WHOLE = "*"
"""In a key: the finding is about the sentence, or the paragraph, as a whole."""

Mark = tuple[Rule, str]


@dataclass(frozen=True)
class Case:
    """A sentence and its key: the marks that the rules should make in it, and no others."""

    text: str
    part: Part
    context: Context
    expected: tuple[Mark, ...]


@dataclass(frozen=True)
class Score:
    """How a rule did: found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found; 1 when there is nothing to find."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def cases(language: str, name: str) -> list[Case]:
    """The sentences of a set."""
    source = (HERE / name / f"{language}.toml").read_text(encoding="utf-8")
    return [_case(row, language) for row in tomllib.loads(source)["sentences"]]


def compare(case: Case) -> tuple[list[Mark], list[Mark], list[Mark]]:
    """The marks that are right, wrong and missing."""
    advice = advise_document(Document((case.part,)), case.context)
    missed = list(case.expected)
    right, wrong = [], []
    for placed in advice.findings:
        finding = placed.finding
        text = case.part.paragraphs[placed.paragraph][finding.start : finding.end]
        mark = next((each for each in missed if _agrees(each, finding.rule, text)), None)
        if mark:
            missed.remove(mark)
            right.append(mark)
        else:
            wrong.append((finding.rule, text))
    return right, wrong, missed


def scores(cases: Iterable[Case]) -> dict[Rule, Score]:
    """The score of every rule that found something or should have."""
    right: Counter[Rule] = Counter()
    wrong: Counter[Rule] = Counter()
    missed: Counter[Rule] = Counter()
    for case in cases:
        for counter, marks in zip((right, wrong, missed), compare(case), strict=True):
            counter.update(rule for rule, _ in marks)
    return {
        rule: Score(right[rule], wrong[rule], missed[rule])
        for rule in Rule
        if right[rule] + wrong[rule] + missed[rule]
    }


def _case(row: dict[str, Any], language: str) -> Case:
    row = dict(row)
    text = row.pop("text")
    part = Part(
        id="part",
        kind=Kind(row.pop("kind", "prose")),
        paragraphs=tuple(text.split("\n\n")),
        max_words=row.pop("limit", 0),
        question=row.pop("asks", ""),
    )
    context = Context(language, who=row.pop("who", ""), names=frozenset(row.pop("names", ())))
    return Case(text, part, context, tuple(_expected(row)))


def _expected(row: dict[str, Any]) -> Iterator[Mark]:
    for rule, marked in row.items():
        for text in [marked] if isinstance(marked, str) else marked:
            yield Rule(rule), text


def _agrees(mark: Mark, rule: Rule, found: str) -> bool:
    expected_rule, text = mark
    if expected_rule is not rule:
        return False
    return text == WHOLE or found in text or text in found
