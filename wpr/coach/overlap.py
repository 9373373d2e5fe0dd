"""Overlaps: of two findings about the same words, the one that says more stays."""

from collections.abc import Sequence
from typing import Final

from wpr.coach.finding import Finding
from wpr.coach.rule import Rule

WORDING: Final = (
    Rule.PLACEHOLDER,
    Rule.ACTOR_MISSING,
    Rule.NOMINALISATION,
    Rule.GENERALISATION,
    Rule.NEGATION,
    Rule.AMOUNT,
    Rule.DATE,
    Rule.BUREAUCRATIC,
    Rule.BUZZWORD,
    Rule.WEASEL,
    Rule.COMPARISON,
    Rule.PASSIVE,
    Rule.DOTTED_ABBREVIATION,
    Rule.SKALL,
)
"""The rules about words, the most telling first. Others may share their words with these."""

_TOGETHER: Final = frozenset(
    {
        (Rule.BUREAUCRATIC, Rule.ACTOR_MISSING),
        (Rule.BUZZWORD, Rule.ACTOR_MISSING),
        (Rule.WEASEL, Rule.NOMINALISATION),
    }
)
"""The first may stand inside the second: “ska implementeras” is wrong twice, and so is “gör
regelbundna uppföljningar”."""


def without_overlaps(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those about words that a more telling one, or a longer one of the same
    rule, already covers."""
    kept: list[Finding] = []
    ranked = [finding for finding in findings if finding.rule in WORDING]
    ranked.sort(key=lambda each: (WORDING.index(each.rule), each.start - each.end))
    for finding in ranked:
        if not any(_conflict(finding, other) for other in kept):
            kept.append(finding)
    return kept + [finding for finding in findings if finding.rule not in WORDING]


def _conflict(finding: Finding, other: Finding) -> bool:
    if (finding.rule, other.rule) in _TOGETHER:
        return False
    return finding.start < other.end and other.start < finding.end
