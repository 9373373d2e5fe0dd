"""Whatever is written: places are inside the text, advice is the same twice, and it comes soon."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.coach.advise import advise_document, advise_paragraph
from wpr.coach.context import LANGUAGES, Context
from wpr.coach.document import Document, Part
from wpr.coach.paragraph import Kind, Paragraph
from wpr.coach.seen import LONGEST, forget

HARD = """
många ska genomföras skall 17/8 120000 kr ”vi sa” t.ex. [namn] Rektor beslutar att . ? ! : ; ,
inte ovanligt EHT i höst elever är trötta İ ß \u00a0 \u2028 \U0001f600 e\u0301 – - ” “ [ ] ( ) 1.5 %
many will be done e.g. this autumn pupils need structure 070-174 06 05 850709-9805
"""
PIECES = st.sampled_from([*HARD.split(" "), "\n", " "])
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=30).map(" ".join) | st.text(max_size=200)
SLOWEST = 4.0
"""Seconds of processor time for the longest paragraph; a careless pattern needs minutes."""


@given(TEXTS, st.sampled_from(Kind), st.sampled_from(LANGUAGES), TEXTS)
def test_places_are_inside_the_text_and_replacements_differ(
    text: str, kind: Kind, language: str, following: str
) -> None:
    paragraph = Paragraph(text, kind, following=following, question=following)
    findings = advise_paragraph(paragraph, Context(language, who=following))
    assert list(findings) == sorted(findings, key=lambda each: (each.start, -each.end))
    for finding in findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.start < finding.end or finding.end == 0
        assert text[finding.start : finding.end] not in finding.replacements


@given(st.lists(TEXTS, max_size=4), st.sampled_from(Kind), st.sampled_from(LANGUAGES))
def test_advice_on_a_document_is_the_same_when_it_is_given_anew(
    texts: list[str], kind: Kind, language: str
) -> None:
    document = Document((Part("a", kind, tuple(texts)),))
    first = advise_document(document, Context(language))
    forget()
    assert advise_document(document, Context(language)) == first


@pytest.mark.parametrize(
    "piece",
    [
        "skall ",
        "Ska det ges? ",
        "a",
        "a ",
        "ab, ",
        "a.b@",
        "1 ",
        "12-",
        "“",
        "[",
        "inte att ",
        "många EHT ",
        "man ska anmäla ",
        "barn är ",
        "will be done by ",
        "Rektor beslutar att och att ",
        "”a” säger ",
        "– a\n",
        "från 1 till 2 ",
        "genomför en ",
    ],
)
@pytest.mark.parametrize("kind", [Kind.ANSWER, Kind.QUOTE, Kind.DECISION, Kind.HEADLINE])
def test_a_hostile_paragraph_does_not_stop_the_server(piece: str, kind: Kind) -> None:
    text = (piece * LONGEST)[: 3 * LONGEST]
    started = time.process_time()
    for language in LANGUAGES:
        advise_paragraph(Paragraph(text, kind, question=text, following=text), Context(language))
    assert time.process_time() - started < 2 * SLOWEST
