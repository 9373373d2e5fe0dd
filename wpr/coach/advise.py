"""Advising: all findings for a paragraph, and for a whole document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from wpr.coach.context import Context
from wpr.coach.document import Advice, Document, Part, Placed, Readability
from wpr.coach.finding import Finding
from wpr.coach.paragraph import LINES, Kind, Paragraph
from wpr.coach.passage import Passage
from wpr.coach.rule import Rule
from wpr.coach.rules.abbreviations import unexplained
from wpr.coach.rules.agency import tolerated
from wpr.coach.rules.decision import introduces_decision, opens_decision
from wpr.coach.rules.lengths import section_length
from wpr.coach.rules.readability import heavy, readability
from wpr.coach.seen import Seen, place, see


def advise_paragraph(paragraph: Paragraph, context: Context) -> tuple[Finding, ...]:
    """Everything to say about one paragraph, in the order of the text.

    Pure and remembered: the same text of the same kind in the same context costs nothing. What
    needs more of the document (abbreviations, length of parts) is only in `advise_document`.
    """
    seen = see(paragraph, _narrowed(context, paragraph.kind, context.max_words))
    return tuple(_without_tolerated(_wanted(seen.findings, context), seen.size.sentences))


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
    own = _narrowed(context, part.kind, part.max_words)
    paragraphs = list(_paragraphs(part, context.language))
    seen = [see(paragraph, own) for paragraph in paragraphs]
    sizes = [each.size for each in seen]
    measure = readability(part.id, sizes, context.language)
    findings: list[Placed] = []
    if paragraphs and part.kind not in LINES:
        whole_context = replace(context, max_words=part.max_words)
        passage = Passage(paragraphs[0], whole_context, "", ())
        whole = [*section_length(passage, sum(size.words for size in sizes))]
        whole += heavy(passage, measure) if measure else ()
        findings += [Placed(part.id, 0, finding) for finding in _wanted(whole, context)]
    passives = sum(finding.rule is Rule.PASSIVE for each in seen for finding in each.findings)
    allowed = tolerated(sum(size.sentences for size in sizes))
    for number, (paragraph, each) in enumerate(zip(paragraphs, seen, strict=True)):
        found = [*each.findings, *_unexplained(paragraph, each, own, explained)]
        found = _wanted(found, context)
        if passives <= allowed:
            found = [finding for finding in found if finding.rule is not Rule.PASSIVE]
        findings += [Placed(part.id, number, finding) for finding in sorted(found, key=place)]
    return findings, measure


def _without_tolerated(findings: Sequence[Finding], sentences: int) -> Iterator[Finding]:
    passives = sum(finding.rule is Rule.PASSIVE for finding in findings)
    for finding in findings:
        if finding.rule is not Rule.PASSIVE or passives > tolerated(sentences):
            yield finding


def _narrowed(context: Context, kind: Kind, max_words: int) -> Context:
    """The context without what paragraphs of this kind do not ask for, and without what is sorted
    out afterwards: what was seen stays true when these change."""
    return _with_only(context, kind is Kind.LEAD, max_words if kind in LINES else 0)


@lru_cache(maxsize=256)
def _with_only(context: Context, who: bool, max_words: int) -> Context:
    return replace(
        context, dismissed=frozenset(), who=context.who if who else "", max_words=max_words
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
    paragraph: Paragraph, seen: Seen, context: Context, explained: set[str]
) -> Iterator[Finding]:
    explained |= seen.spelled
    unknown = []
    for abbreviation in seen.abbreviations:
        if abbreviation.text not in explained and not abbreviation.explained:
            unknown.append(abbreviation)
        explained.add(abbreviation.text)
    if unknown and paragraph.kind is not Kind.HEADLINE:
        passage = Passage(paragraph, context, "", ())
        for each in unknown:
            yield unexplained(passage, each)


def _wanted(findings: Sequence[Finding], context: Context) -> list[Finding]:
    return [each for each in findings if not context.dismisses(each.rule, each.key)]
