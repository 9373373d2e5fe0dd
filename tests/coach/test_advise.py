"""A whole document: what a paragraph alone does not show, and what the writer has dismissed."""

from dataclasses import replace

import pytest

from wpr.coach.advise import advise_document, advise_paragraph
from wpr.coach.context import Context
from wpr.coach.document import Advice, Document, Part
from wpr.coach.finding import Level
from wpr.coach.paragraph import Kind, Paragraph
from wpr.coach.rule import Rule

SV = Context("sv")
EN = Context("en")


def part(*paragraphs: str, kind: Kind = Kind.ANSWER, **rest: object) -> Part:
    return replace(Part("a", kind, paragraphs), **rest)  # type: ignore[arg-type]


def found(advice: Advice, rule: Rule) -> list[tuple[str, int]]:
    return [(each.part, each.paragraph) for each in advice.findings if each.finding.rule is rule]


def test_an_abbreviation_is_told_once_in_each_region() -> None:
    document = Document(
        (
            part("Vi väntar på en DPIA.", "En DPIA tar tid.", id="first", region="staff"),
            part("Vad är en DPIA?", kind=Kind.QUESTION, id="second", region="staff"),
            part("Ja, en DPIA finns.", id="third", region="decision"),
        )
    )
    assert found(advise_document(document, SV), Rule.ABBREVIATION) == [("first", 0), ("third", 0)]


@pytest.mark.parametrize(
    "explained",
    [
        "En konsekvensbedömning (DPIA) är klar.",
        "En DPIA (konsekvensbedömning för dataskydd) är klar.",
        "En konsekvensbedömning är klar, och vi sparar den.",
        "DPIA betyder konsekvensbedömning.",
    ],
)
def test_an_abbreviation_passes_after_its_explanation(explained: str) -> None:
    document = Document((part(explained, "En DPIA tar tid."),))
    assert not found(advise_document(document, SV), Rule.ABBREVIATION)


def test_a_known_abbreviation_is_written_out_with_one_click() -> None:
    advice = advise_document(Document((part("Ask the DPO first.", "DPO and MFA."),)), EN)
    assert [each.finding.replacements for each in advice.findings] == [
        ("data protection officer (DPO)",),
        ("multi-factor authentication (MFA)",),
    ]
    opening = advise_document(Document((part("MFA is on."),)), EN)
    assert opening.findings[0].finding.replacements == ("Multi-factor authentication (MFA)",)


def test_a_part_over_its_limit_is_told_at_its_beginning() -> None:
    text = "Vi ses på gården. " * 20
    advice = advise_document(Document((part(text, kind=Kind.PROSE, max_words=60),)), SV)
    placed = next(each for each in advice.findings if each.finding.rule is Rule.SECTION_LENGTH)
    assert (placed.paragraph, placed.finding.start, placed.finding.end) == (0, 0, 0)
    assert "80" in placed.finding.message
    assert placed.finding.level is Level.ADVICE


def test_an_answer_has_a_limit_of_its_own() -> None:
    assert found(
        advise_document(Document((part("Vi ses på gården. " * 40),)), SV), Rule.SECTION_LENGTH
    )
    assert not found(
        advise_document(Document((part("Vi ses på gården. " * 35),)), SV), Rule.SECTION_LENGTH
    )


def test_a_number_in_the_next_paragraph_answers_a_comparison() -> None:
    prose = part("Nu går det snabbare.", "Det tar 4 minuter.", kind=Kind.PROSE)
    assert not found(advise_document(Document((prose,)), SV), Rule.COMPARISON)
    alone = part("Nu går det snabbare.", "Det tar en stund.", kind=Kind.PROSE)
    assert found(advise_document(Document((alone,)), SV), Rule.COMPARISON)


def test_one_passive_in_a_long_answer_passes() -> None:
    calm = ("Vi ses klockan åtta.", "Läraren läser högt.", "Breven skickades i mars.")
    assert not found(advise_document(Document((part(*calm),)), SV), Rule.PASSIVE)
    assert found(advise_document(Document((part(calm[2]),)), SV), Rule.PASSIVE)
    both = (*calm, "Svaren räknades i april.")
    assert found(advise_document(Document((part(*both),)), SV), Rule.PASSIVE) == [
        ("a", 2),
        ("a", 3),
    ]


def test_what_follows_the_proposal_is_read_as_a_decision() -> None:
    answer = part(
        "Rektor. Det här är förslaget till beslut:",
        "Att öppna en verkstad.",
        "Rektor beslutar att utse en samordnare.",
        "Nästa möte är i maj.",
    )
    advice = advise_document(Document((answer,)), SV)
    assert found(advice, Rule.DECISION) == [("a", 1)]


def test_an_answer_is_compared_with_its_question_in_its_first_paragraph_only() -> None:
    answer = part("Ja.", "Skolan värnar om trygghet.", question="Får jag byta grupp?")
    assert not found(advise_document(Document((answer,)), SV), Rule.ANSWER_FIRST)


def test_what_is_dismissed_is_not_told_again() -> None:
    paragraph = Paragraph("Många elever får olika metoder.")
    every = advise_paragraph(paragraph, SV)
    assert [each.key for each in every] == ["många", "olika metoder"]
    one = replace(SV, dismissed=frozenset({(Rule.WEASEL, "många")}))
    assert [each.key for each in advise_paragraph(paragraph, one)] == ["olika metoder"]
    rule = replace(SV, dismissed=frozenset({(Rule.WEASEL, "")}))
    assert not advise_paragraph(paragraph, rule)


def test_the_words_of_the_school_and_its_names_pass() -> None:
    paragraph = Paragraph("Lärmiljöer är många på det smidiga gymnasiets gård.")
    assert len(advise_paragraph(paragraph, SV)) == 3
    context = replace(SV, exceptions=frozenset({"lärmiljö*", "Många"}))
    context = replace(context, names=frozenset({"det smidiga gymnasiet"}))
    assert not advise_paragraph(paragraph, context)


def test_the_part_of_a_paragraph_changes_nothing() -> None:
    here, there = Paragraph("Många bor här.", part="x"), Paragraph("Många bor här.", part="y")
    assert advise_paragraph(here, SV) is not None
    assert advise_paragraph(here, SV) == advise_paragraph(there, SV)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="sv and en"):
        Context("de")


def test_an_empty_document_has_no_findings() -> None:
    assert advise_document(Document(()), SV) == Advice((), ())
    empty = tuple(Part(str(kind), kind, ("",)) for kind in Kind)
    assert advise_document(Document(empty), EN).findings == ()
    assert advise_document(Document((part(),)), SV).findings == ()
