"""The examples are what good looks like, so the coach has little to say about them."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.coach.reading_examples import advise_example, coach_document
from wpr.cli.demo_history import read_history
from wpr.coach.advise import advise_document
from wpr.coach.context import Context
from wpr.coach.document import Document
from wpr.coach.finding import Level
from wpr.coach.rule import Rule
from wpr.places import EXAMPLES

FILES = sorted(EXAMPLES.glob("*.md"))
MOST = 14
"""Findings in an example of four to six pages: about one in fifteen sentences."""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_has_few_findings_and_none_that_is_strong(file: Path) -> None:
    findings = [placed.finding for placed in advise_example(file).findings]
    assert len(findings) <= MOST
    assert not [finding for finding in findings if finding.level is Level.STRONG]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_keeps_the_form(file: Path) -> None:
    form = {Rule.HEADLINE, Rule.LEAD_GROUP, Rule.QUESTION_FORM, Rule.ANSWER_FIRST, Rule.DECISION}
    form |= {Rule.QUOTE_FIGURES, Rule.PLACEHOLDER, Rule.PERSONAL_DATA, Rule.GENERALISATION}
    found = {placed.finding.rule for placed in advise_example(file).findings}
    assert not found & form


def test_the_coach_finds_what_is_planted_in_the_demos_first_two_versions() -> None:
    file = EXAMPLES / "torsdagsbrevet.md"
    document, context = coach_document(file)
    finished = _found(document, context)
    more = []
    for version in read_history(file.with_suffix(".history.toml")):
        parts = [
            replace(part, paragraphs=tuple(version.parts[part.id].split("\n\n")))
            if part.id in version.parts
            else part
            for part in document.parts
        ]
        more.append(sorted(_found(replace(document, parts=tuple(parts)), context) - finished))
    vague = [(Rule.WEASEL, "Många"), (Rule.WEASEL, "flera"), (Rule.WEASEL, "många")]
    planted = [
        (Rule.ACTOR_MISSING, "ska berörda meddelas"),
        (Rule.PLACEHOLDER, "[hur?]"),
        (Rule.WEASEL, "betydligt"),
    ]
    assert more == [vague, planted, [], []]


def _found(document: Document, context: Context) -> Counter[tuple[Rule, str]]:
    texts = {part.id: part.paragraphs for part in document.parts}
    return Counter(
        (one.finding.rule, texts[one.part][one.paragraph][one.finding.start : one.finding.end])
        for one in advise_document(document, context).findings
    )
