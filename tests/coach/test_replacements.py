"""A replacement can be accepted with one click: the text is right, and the finding gone."""

import pytest

from tests.coach.measuring import SETS, Case, cases
from wpr.coach.advise import advise_document, advise_paragraph
from wpr.coach.context import LANGUAGES, Context
from wpr.coach.document import Document
from wpr.coach.finding import Finding
from wpr.coach.paragraph import Kind, Paragraph

ACCEPTED = [
    ("sv", "Angående mobiler gäller nya regler.", "Om mobiler gäller nya regler."),
    ("sv", "Skolan erhåller bidraget i mars.", "Skolan får bidraget i mars."),
    ("sv", "Vi köper sudd, pennor m.m.", "Vi köper sudd, pennor med mera."),
    ("sv", "Vi köper sudd m.m. till alla.", "Vi köper sudd med mera till alla."),
    ("sv", "T.ex. kan du läsa.", "Till exempel kan du läsa."),
    ("sv", "Rektor gör en utvärdering av allt.", "Rektor utvärderar allt."),
    ("sv", "Hyran är 120000 kronor.", "Hyran är 120\u00a0000 kronor."),
    ("sv", "Det kostar 350 kr.", "Det kostar 350\u00a0kronor."),
    ("sv", "Frånvaron är 12.5% nu.", "Frånvaron är 12,5\u00a0procent nu."),
    ("sv", "Priset är 1.250 kronor.", "Priset är 1\u00a0250 kronor."),
    ("sv", "Eleven skall vänta.", "Eleven ska vänta."),
    ("en", "Prior to lunch we read.", "Before lunch we read."),
    ("en", "We read in order to learn.", "We read to learn."),
    ("en", "The head made an evaluation of the club.", "The head evaluated the club."),
    ("en", "We buy pens, paper etc.", "We buy pens, paper and so on."),
    ("en", "The rent is 120000 kronor.", "The rent is 120,000 kronor."),
    ("en", "The chair costs 350 kr now.", "The chair costs 350 kronor now."),
]


@pytest.mark.parametrize(("language", "before", "after"), ACCEPTED)
def test_accepting_the_first_replacement_gives_the_better_text(
    language: str, before: str, after: str
) -> None:
    finding = next(
        each
        for each in advise_paragraph(Paragraph(before, Kind.PROSE), Context(language))
        if each.replacements
    )
    assert accepted(before, finding) == after


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_accepting_the_finding_is_gone(language: str) -> None:
    for case in (case for name in SETS for case in cases(language, name)):
        for placed in advise_document(Document((case.part,)), case.context).findings:
            finding = placed.finding
            for replacement in finding.replacements:
                text = accepted(case.text, finding, replacement)
                left = [each for each in again(case, text) if each.rule is finding.rule]
                assert not [each for each in left if each.key == finding.key], text


def accepted(text: str, finding: Finding, replacement: str = "") -> str:
    return text[: finding.start] + (replacement or finding.replacements[0]) + text[finding.end :]


def again(case: Case, text: str) -> tuple[Finding, ...]:
    return advise_paragraph(Paragraph(text, case.part.kind), case.context)
