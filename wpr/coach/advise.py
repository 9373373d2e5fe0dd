"""Advising: all findings for a paragraph, and for a whole document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from wpr.coach.context import Context
from wpr.coach.document import Advice, Document, Part, Placed, Readability
from wpr.coach.finding import Finding
from wpr.coach.overlap import without_overlaps
from wpr.coach.paragraph import LINES, RELEASE, RUNNING, Kind, Paragraph
from wpr.coach.passage import Passage, read_passage
from wpr.coach.rule import Rule
from wpr.coach.rules.abbreviations import (
    Abbreviation,
    abbreviations_in,
    dotted,
    spelled_in,
    unexplained,
)
from wpr.coach.rules.agency import agency, tolerated
from wpr.coach.rules.amounts import amounts
from wpr.coach.rules.children import children
from wpr.coach.rules.comparison import comparison
from wpr.coach.rules.dates import dates
from wpr.coach.rules.decision import decision, introduces_decision, opens_decision
from wpr.coach.rules.enumeration import enumeration
from wpr.coach.rules.headline import headline
from wpr.coach.rules.lead import lead_group
from wpr.coach.rules.lengths import paragraph_length, section_length, sentence_length
from wpr.coach.rules.listed import listed
from wpr.coach.rules.long_words import Size, heavy, long_words, readability, size_of
from wpr.coach.rules.negation import negation
from wpr.coach.rules.nominalisation import nominalisation
from wpr.coach.rules.personal_data import personal_data
from wpr.coach.rules.placeholder import placeholder
from wpr.coach.rules.questions import answer_first, question_form
from wpr.coach.rules.quotes import quote_figures
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


class _Seen(NamedTuple):
    """What one paragraph gives: its findings with every passive, and what the rules about whole
    parts need of it."""

    findings: tuple[Finding, ...]
    size: Size
    abbreviations: tuple[Abbreviation, ...]
    spelled: frozenset[str]


def advise_paragraph(paragraph: Paragraph, context: Context) -> tuple[Finding, ...]:
    """Everything to say about one paragraph, in the order of the text.

    Pure and remembered: the same text of the same kind in the same context costs nothing. What
    needs more of the document (abbreviations, length of parts) is only in `advise_document`.
    """
    seen = _see(replace(paragraph, part=""), _narrowed(context, paragraph.kind))
    return tuple(_without_tolerated(seen.findings, seen.size.sentences))


def advise_document(document: Document, context: Context) -> Advice:
    """Everything to say about a document. Paragraphs that were read before are not read again.

    Adds what a paragraph alone does not show: abbreviations that nothing before them in their
    region explains, parts over their length, heavy parts, and decisions known by what introduces
    them. `context.max_words` is not used: each part has its own.
    """
    findings: list[Placed] = []
    measures: list[Readability] = []
    explained: dict[str, set[str]] = {}
    for part in document.parts:
        found, measure = _advise_part(part, context, explained.setdefault(part.region, set()))
        findings += found
        measures += [measure] if measure else []
    return Advice(tuple(findings), tuple(measures))


def _advise_part(
    part: Part, context: Context, explained: set[str]
) -> tuple[list[Placed], Readability | None]:
    context = replace(context, max_words=part.max_words)
    own = _narrowed(context, part.kind)
    paragraphs = list(_paragraphs(part, context.language))
    seen = [_see(paragraph, own) for paragraph in paragraphs]
    sizes = [each.size for each in seen]
    measure = readability(part.id, sizes, context.language)
    findings: list[Placed] = []
    if paragraphs and part.kind not in LINES:
        passage = Passage(paragraphs[0], context, "", ())
        whole = [*section_length(passage, sum(size.words for size in sizes))]
        whole += heavy(passage, measure) if measure else ()
        findings += [Placed(part.id, 0, finding) for finding in _wanted(whole, context)]
    passives = sum(finding.rule is Rule.PASSIVE for each in seen for finding in each.findings)
    allowed = tolerated(sum(size.sentences for size in sizes))
    for number, (paragraph, each) in enumerate(zip(paragraphs, seen, strict=True)):
        found = [*each.findings, *_unexplained(paragraph, each, own, explained)]
        if passives <= allowed:
            found = [finding for finding in found if finding.rule is not Rule.PASSIVE]
        findings += [Placed(part.id, number, finding) for finding in sorted(found, key=_place)]
    return findings, measure


def _without_tolerated(findings: Sequence[Finding], sentences: int) -> Iterator[Finding]:
    passives = sum(finding.rule is Rule.PASSIVE for finding in findings)
    for finding in findings:
        if finding.rule is not Rule.PASSIVE or passives > tolerated(sentences):
            yield finding


def _narrowed(context: Context, kind: Kind) -> Context:
    """The context without what paragraphs of this kind do not ask for: fewer things to forget
    what is remembered for."""
    return replace(
        context,
        who=context.who if kind is Kind.LEAD else "",
        max_words=context.max_words if kind in LINES else 0,
    )


def _paragraphs(part: Part, language: str) -> Iterator[Paragraph]:
    """The paragraphs of a part. The one after “the proposal is:” is a decision, and so are those
    after it that begin like one."""
    kind = part.kind
    introduced = False
    for number, text in enumerate(part.paragraphs):
        following = part.paragraphs[number + 1] if number + 1 < len(part.paragraphs) else ""
        if kind is Kind.DECISION and not introduced and not opens_decision(text, language):
            kind = part.kind
        yield Paragraph(
            text=text,
            kind=kind,
            first=number == 0,
            following=following,
            question=part.question if number == 0 else "",
        )
        introduced = kind is Kind.ANSWER and introduces_decision(text)
        if introduced:
            kind = Kind.DECISION


def _unexplained(
    paragraph: Paragraph, seen: _Seen, context: Context, explained: set[str]
) -> Iterator[Finding]:
    explained |= seen.spelled
    unknown = []
    for abbreviation in seen.abbreviations:
        if abbreviation.text not in explained and not abbreviation.explained:
            unknown.append(abbreviation)
        explained.add(abbreviation.text)
    if unknown and paragraph.kind is not Kind.HEADLINE:
        passage = Passage(paragraph, context, "", ())
        yield from _wanted([unexplained(passage, each) for each in unknown], context)


@lru_cache(maxsize=8192)
def _see(paragraph: Paragraph, context: Context) -> _Seen:
    passage = read_passage(paragraph, context)
    found = [
        finding for find, kinds in RULES if paragraph.kind in kinds for finding in find(passage)
    ]
    return _Seen(
        findings=tuple(sorted(_wanted(without_overlaps(found), context), key=_place)),
        size=size_of(passage),
        abbreviations=tuple(abbreviations_in(passage)),
        spelled=spelled_in(passage),
    )


def _wanted(findings: list[Finding], context: Context) -> list[Finding]:
    return [each for each in findings if not context.dismisses(each.rule, each.key)]


def _place(finding: Finding) -> tuple[int, int]:
    return finding.start, -finding.end
