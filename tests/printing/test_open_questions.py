"""Questions that nobody can answer yet: in a table of their own, and where the answers would be."""

from dataclasses import replace
from datetime import date

import pytest

from tests.printing.papers import EMPTY_PAPER, ENGLISH, PAPER, SWEDISH, printed, tags, text
from wpr.domain.guide import Guide
from wpr.domain.snapshot import Question, Snapshot, Unknown
from wpr.printing.content import content_of
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs


def asking(*questions: Question) -> Snapshot:
    return replace(EMPTY_PAPER, questions=questions)


OPEN = asking(
    Question("pupils", line("Sen?"), unknown=Unknown("Rektor")),
    Question("staff", line("Klar?"), paragraphs("Ja.")),
    Question("staff", line("Halv?"), paragraphs("Delvis."), "", Unknown("It", date(2027, 5, 1))),
    Question("decision", line("Först?"), unknown=Unknown("Ekonom <b>", date(2027, 4, 1))),
)


def test_they_are_listed_the_first_to_come_first_and_those_without_a_day_last() -> None:
    listed = content_of(OPEN, SWEDISH).open
    assert [(one.number, one.role, one.until) for one in listed] == [
        (4, "Ekonom <b>", "1\xa0april 2027"),
        (3, "It", "1\xa0maj 2027"),
        (1, "Rektor", ""),
    ]


def test_each_says_who_answers_where_its_answer_would_be() -> None:
    bodies = [entry.body for part in content_of(OPEN, SWEDISH).sections for entry in part.entries]
    assert "Vi vet inte än: Rektor svarar." in bodies[0]
    assert "Vi vet inte än" not in bodies[1]
    assert bodies[2].startswith("<p>Delvis.</p>")
    assert "Ekonom &lt;b&gt; svarar senast" in bodies[3]
    assert all("Inte skrivet än" not in body for body in bodies)


def test_an_open_question_without_words_is_printed_all_the_same() -> None:
    content = content_of(asking(Question("staff", line(""), unknown=Unknown("It"))), SWEDISH)
    assert len(content.open) == 1


@pytest.mark.parametrize(
    ("guide", "heading", "sentence"),
    [
        (SWEDISH, "Öppna frågor", "Vi vet inte än: It svarar senast den 1 maj 2027."),
        (ENGLISH, "Open questions", "We do not know yet: It answers by 1 May 2027."),
    ],
    ids=["sv", "en"],
)
def test_the_pdf_has_a_table_of_them(
    guide: Guide, heading: str, sentence: str, renderer: Renderer
) -> None:
    pdf = printed(replace(OPEN, language=guide.language), renderer, guide)
    said = text(pdf).replace("\xa0", " ")
    assert heading in said
    assert sentence in said
    assert "/Table" in tags(pdf)
    assert "/TH" in tags(pdf)


def test_a_document_without_gaps_has_no_such_table(renderer: Renderer) -> None:
    assert "Öppna frågor" not in text(printed(PAPER, renderer))
