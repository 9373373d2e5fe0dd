"""Wording: findings said in the document's language, from `words/<language>/wording.toml`."""

from collections.abc import Sequence
from typing import Final

from wpr.coach.catalogue import data
from wpr.coach.finding import Finding, Level
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule

_LONGEST_KEY: Final = 80
"""Characters of a finding's key: keys are stored when they are dismissed."""


def remark(
    passage: Passage,
    rule: Rule,
    span: tuple[int, int],
    variant: str = "",
    *,
    level: Level = Level.ADVICE,
    question: str = "",
    replacements: Sequence[str] = (),
    **values: object,
) -> Finding:
    """The finding at a span of the passage, worded as the rule, or a variant of it, says.

    `values` fill the message, besides `found`, the marked text. A replacement gets a capital where
    the marked text has one. `question` goes before the wording's own.
    """
    start, end = span
    found = passage.text[start:end]
    words = data(passage.language, "wording")[f"{rule}-{variant}" if variant else str(rule)]
    return Finding(
        rule=rule,
        level=level,
        start=start,
        end=end,
        message=words["message"].format(found=found, **values),
        question=question or words.get("question", "").format(found=found, **values),
        replacements=tuple(as_written(found, replacement) for replacement in replacements),
        explanation=words["explanation"],
        key=(found.lower() if end else variant or str(rule))[:_LONGEST_KEY],
    )


def rule_name(rule: Rule, language: str) -> str:
    """What the rule is called in a list, in a reader's language."""
    return str(data(language, "rules")[rule])


def as_written(found: str, replacement: str) -> str:
    """The replacement, with a capital first where the found text has one, and it alone."""
    if found[:1].isupper() and not (found.isupper() and len(found) > 1):
        return replacement[:1].upper() + replacement[1:]
    return replacement
