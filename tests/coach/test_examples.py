"""The examples are what good looks like, so the coach has little to say about them."""

from pathlib import Path

import pytest

from tests.coach.reading_examples import advise_example
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
