"""A finding: what the document itself answers to an item of a checklist, and what that rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wpr.domain.checklist import Fact
from wpr.domain.verdict import Answer


@dataclass(frozen=True, slots=True)
class Finding:
    """What a fact says: yes or no, of how many things, and the headings of those that lack.

    The count is of the parts needed, the pages (1 or 2), the open questions, the comments that wait
    or the serious pieces of advice; with a no, of those that lack.
    """

    fact: Fact
    answer: Answer
    count: int = 0
    lacking: tuple[str, ...] = ()


def to_dict(findings: Mapping[str, Finding]) -> dict[str, Any]:
    """Findings by the item they answer, as plain JSON values, for a round to keep."""
    return {
        item: {
            "fact": one.fact.value,
            "answer": one.answer.value,
            "count": one.count,
            "lacking": list(one.lacking),
        }
        for item, one in findings.items()
    }


def from_dict(values: Mapping[str, Any]) -> dict[str, Finding]:
    """The findings that `to_dict` wrote."""
    return {
        item: Finding(Fact(one["fact"]), Answer(one["answer"]), one["count"], tuple(one["lacking"]))
        for item, one in values.items()
    }


def found(fact: Fact, count: int, lacking: Sequence[str] = (), *, is_so: bool) -> Finding:
    """A finding that is a yes or a no."""
    return Finding(fact, Answer.YES if is_so else Answer.NO, count, tuple(lacking))
