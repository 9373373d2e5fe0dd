"""The page: what of a snapshot comes onto paper, and where."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.printing.papers import (
    DRAFT,
    EMPTY_PAPER,
    ENGLISH,
    PAPER,
    SWEDISH,
    answering,
    linking,
)
from wpr.domain.guide import Guide
from wpr.domain.snapshot import EMPTY, Facts, Part, Question, Snapshot
from wpr.printing.options import Options
from wpr.printing.page import page_html
from wpr.prose.schema import line, paragraphs


def html(snapshot: Snapshot, guide: Guide = SWEDISH, options: Options = DRAFT) -> str:
    """The page as it is set, with ordinary spaces."""
    return re.sub(r"\s+", " ", page_html(snapshot, guide, options))


def body(snapshot: Snapshot, guide: Guide = SWEDISH) -> str:
    """What is read on it, without tags."""
    inside = re.sub(r".*</head>", "", html(snapshot, guide))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", inside))


def test_the_press_release_comes_first_in_the_order_of_its_guide() -> None:
    page = body(PAPER)
    order = [
        "Björkdala skola", "17 augusti 2027", "Pressmeddelande", "Elever som åker buss",
        "En senare buss", "Mittköping den 17 augusti 2027", "I dag kan elever",
        "Läxhjälpen började", "Nu går en buss", "– Så enkelt är det, säger Maria Holm",
        "Så kommer du igång", "Följ med", "Om initiativet", "Frågor från elever",
        "Måste jag stanna", "Frågor inför beslut", "86 000 kr", "Det vi håller fast vid",
    ]  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_parts_told_in_the_running_text_have_no_headings() -> None:
    page = body(PAPER)
    assert not any(f" {heading} " in page for heading in ("Ingress", "Problemet", "Lösningen"))


def test_answers_to_the_idea_questions_are_not_printed() -> None:
    assert "idéfrågan" not in html(PAPER)


def test_an_empty_document_is_a_page_with_its_title_and_nothing_else() -> None:
    page = html(EMPTY_PAPER)
    assert "<h1>Senare buss</h1>" in page
    assert not re.search("<h2|<h3|<section|<blockquote|<table|masthead", page)


def test_a_question_that_nobody_has_answered_says_so() -> None:
    assert "Vem kör bussen? Inte skrivet än" in body(PAPER)


def test_an_answer_without_its_question_says_so() -> None:
    paper = replace(EMPTY_PAPER, questions=(Question("staff", EMPTY, paragraphs("Ett svar.")),))
    assert "1 Inte skrivet än Ett svar." in body(paper)


def test_questions_are_numbered_through_the_whole_document() -> None:
    assert re.findall(r'class="number">(\d+)<', html(PAPER)) == ["1", "2", "3"]


def test_a_group_without_questions_is_left_out() -> None:
    assert "Frågor från medarbetare" not in html(PAPER)


def test_what_the_import_could_not_place_is_printed_under_a_heading_that_says_so() -> None:
    page = body(replace(EMPTY_PAPER, unplaced=paragraphs("En lös anteckning.")))
    assert "Text som inte fick någon plats En lös anteckning." in page


def test_parts_and_questions_of_another_guide_are_not_dropped() -> None:
    foreign = replace(
        EMPTY_PAPER,
        parts=(Part("budget", paragraphs("Två miljoner.")),),
        questions=(Question("press", line("Vem ringer?"), paragraphs("Ingen.")),),
    )
    assert "Text som inte fick någon plats Två miljoner. 1 Vem ringer? Ingen." in body(foreign)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(place="Umeå", launch_date=date(2027, 1, 3)), "Umeå den 3 januari 2027 – Nu."),
        (Facts(place="Umeå"), "Umeå – Nu."),
        (Facts(launch_date=date(2027, 1, 3)), "3 januari 2027 – Nu."),
        (Facts(), "går. Nu."),
    ],
)
def test_place_and_date_lead_into_the_lead(facts: Facts, expected: str) -> None:
    parts = (Part("subheadline", line("Det går.")), Part("lead", paragraphs("Nu.")))
    page = re.sub(" +", " ", body(replace(EMPTY_PAPER, facts=facts, parts=parts)))
    assert expected in page.replace("</span> –", " –").replace("  ", " ")


def test_a_document_in_english_has_english_words_dates_and_quotation_marks() -> None:
    paper = replace(
        PAPER,
        language="en",
        parts=(
            Part("lead", paragraphs("From today.")),
            Part("leader-quote", paragraphs('"So simple," says Maria.')),
        ),
    )
    page = body(paper, ENGLISH)
    assert "Mittköping, 17 August 2027 – From today." in page.replace(" –", " –")
    assert "“So simple,” says Maria." in page
    assert '<html lang="en">' in html(paper, ENGLISH)


def test_an_unknown_language_gets_plain_dates() -> None:
    strange = replace(SWEDISH, language="xx")
    assert "2027-08-17" in body(replace(PAPER, language="xx"), strange)


MARKUP = '<img src="file:///etc/passwd">"\'&</title><script>alert(1)</script>'


def test_markup_in_every_string_stays_text() -> None:
    facts = Facts(date(2027, 1, 1), MARKUP, MARKUP, (MARKUP,), MARKUP, MARKUP)
    paper = Snapshot(
        MARKUP, "sv", "school", facts,
        parts=tuple(Part(part.id, paragraphs(MARKUP)) for part in SWEDISH.parts()),
        questions=(Question("pupils", line(MARKUP), paragraphs(MARKUP)),),
        unplaced=paragraphs(MARKUP),
    )  # fmt: skip
    page = html(paper, options=replace(DRAFT, version=MARKUP))
    assert not re.search("<img|<script|</title>.*</title>", page)
    assert page.count("&lt;script&gt;") >= 20


@pytest.mark.parametrize("href", ["http://a.se/", "https://a.se/?q=1&b='2'", "mailto:a@b.se"])
def test_a_link_that_leads_out_stays_a_link_as_it_was_written(href: str) -> None:
    assert f'href="{href.replace("&", "&amp;").replace(chr(39), "&#x27;")}"' in html(
        answering(linking(href))
    )


def test_a_path_on_a_server_is_printed_as_its_text() -> None:
    page = html(answering(linking("/documents/1", "dokumentet")))
    assert "dokumentet" in page
    assert "<a " not in page


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_a_text_with_an_address_that_none_may_have_is_refused(href: str) -> None:
    with pytest.raises(ValueError, match="address"):
        page_html(answering(linking(href)), SWEDISH, DRAFT)


def test_a_long_title_is_shortened_in_the_running_header_only() -> None:
    title = "Senare buss för alla som bor långt bort " * 5
    page = html(replace(EMPTY_PAPER, title=title))
    running = re.search(r'data-title="([^"]*)"', page)
    assert running
    assert len(running[1]) <= 81
    assert running[1].endswith("…")
    assert f"<h1>{title.strip()}</h1>" in page
