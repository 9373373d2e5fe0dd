"""What is seen in one paragraph: the rules that read it, and what they find."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.context import Context
from wpr.coach.finding import Finding
from wpr.coach.overlap import without_overlaps
from wpr.coach.paragraph import LINES, RELEASE, RUNNING, Kind, Paragraph
from wpr.coach.passage import Passage, read_passage
from wpr.coach.rules.abbreviations import Abbreviation, abbreviations_in, dotted, spelled_in
from wpr.coach.rules.agency import agency
from wpr.coach.rules.amounts import amounts
from wpr.coach.rules.children import children
from wpr.coach.rules.comparison import comparison
from wpr.coach.rules.dates import dates
from wpr.coach.rules.decision import decision
from wpr.coach.rules.enumeration import enumeration
from wpr.coach.rules.headline import headline
from wpr.coach.rules.lead import lead_group
from wpr.coach.rules.lengths import paragraph_length, sentence_length
from wpr.coach.rules.listed import listed
from wpr.coach.rules.long_words import long_words
from wpr.coach.rules.negation import negation
from wpr.coach.rules.nominalisation import nominalisation
from wpr.coach.rules.personal_data import personal_data
from wpr.coach.rules.placeholder import placeholder
from wpr.coach.rules.questions import answer_first, question_form
from wpr.coach.rules.quotes import quote_figures
from wpr.coach.rules.readability import Size, size_of
from wpr.coach.rules.skall import skall

Find = Callable[[Passage], Iterator[Finding]]

_ALL: Final = frozenset(Kind)

RULES: Final[tuple[tuple[Find, frozenset[Kind]], ...]] = (
    (sentence_length, _ALL - LINES),
    (paragraph_length, RUNNING),
    (listed, _ALL),
    (dotted, _ALL),
    (comparison, RELEASE | {Kind.IDEA, Kind.ANSWER}),
    (agency, RUNNING),
    (nominalisation, _ALL - {Kind.DECISION}),
    (dates, _ALL - {Kind.IDEA}),
    (amounts, _ALL),
    (headline, frozenset({Kind.HEADLINE, Kind.SUBHEADLINE})),
    (lead_group, frozenset({Kind.LEAD})),
    (question_form, frozenset({Kind.QUESTION})),
    (answer_first, frozenset({Kind.ANSWER})),
    (quote_figures, _ALL),
    (children, _ALL),
    (personal_data, _ALL),
    (placeholder, _ALL),
    (decision, _ALL - LINES),
    (skall, _ALL),
    (negation, _ALL - {Kind.QUOTE}),
    (long_words, _ALL),
    (enumeration, frozenset({Kind.ANSWER})),
)
"""Every rule that reads one paragraph, and the kinds of paragraph that it reads."""


class Seen(NamedTuple):
    """What one paragraph gives: its findings with every passive, and what the rules about whole
    parts need of it."""

    findings: tuple[Finding, ...]
    size: Size
    abbreviations: tuple[Abbreviation, ...]
    spelled: frozenset[str]


LONGEST: Final = 10_000
"""Characters of a paragraph that are read, about four pages: nobody writes longer ones, and what
is pasted by the megabyte must not keep the server busy."""

LONGEST_BESIDE: Final = 1_000
"""Characters that are read of what stands beside it: the next paragraph, question and group."""

MOST: Final = 60
"""Findings in a paragraph. More are of no use to anybody; the strong ones stay."""


def see(paragraph: Paragraph, context: Context) -> Seen:
    """What the paragraph gives. Pure, and remembered for the last few dozen documents."""
    beside = max(len(paragraph.following), len(paragraph.question))
    if paragraph.part or len(paragraph.text) > LONGEST or beside > LONGEST_BESIDE:
        paragraph = replace(
            paragraph,
            part="",
            text=paragraph.text[:LONGEST],
            following=paragraph.following[:LONGEST_BESIDE],
            question=paragraph.question[:LONGEST_BESIDE],
        )
    if len(context.who) > LONGEST_BESIDE:
        context = replace(context, who=context.who[:LONGEST_BESIDE])
    return _see(paragraph, context)


@lru_cache(maxsize=4096)
def _see(paragraph: Paragraph, context: Context) -> Seen:
    passage = read_passage(paragraph, context)
    found = [
        finding for find, kinds in RULES if paragraph.kind in kinds for finding in find(passage)
    ]
    strongest = sorted(without_overlaps(found), key=lambda each: -each.level.rank)[:MOST]
    return Seen(
        findings=tuple(sorted(strongest, key=place)),
        size=size_of(passage),
        abbreviations=tuple(abbreviations_in(passage))[:MOST],
        spelled=spelled_in(passage),
    )


def forget() -> None:
    """Forget all paragraphs that were seen, as a new process would."""
    _see.cache_clear()


def place(finding: Finding) -> tuple[int, int]:
    """Findings sort by this: in the order of the text, the longer first."""
    return finding.start, -finding.end
