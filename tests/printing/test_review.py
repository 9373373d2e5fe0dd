"""A review in print: verdicts, and every answer under real headers in tables one can read."""

from dataclasses import replace

import page
import pytest

from tests.printing.papers import DRAFT, PAPER, SWEDISH, tags, text
from wpr.exchange.document_file import write
from wpr.printing.pdf import print_key, print_pdf
from wpr.printing.renderer import Renderer
from wpr.printing.review import Finding, Group, Item, Reason, Review, Reviewer, Words

WORDS = Words(
    heading="Granskning",
    verdicts="Bedömningar",
    reviewer="Granskare",
    verdict="Bedömning",
    sentence="Med egna ord",
    summary="Så svarade granskarna",
    item="Punkt",
    answers=("Ja", "Osäker", "Nej", "Gäller inte", "Inget svar"),
    no="Nej",
    matrix="Varje svar",
    table="Granskare {first}–{last}",
    none="–",
    reasons="Skälen",
)
NAMES = ("Anna Ek", "Cecilia Christoffersson-Lindqvist", "Elevrådet på Björkdala skola", "Bo Ö")


def review(reviewers: int, items: int) -> Review:
    answers = WORDS.answers[:4]
    people = tuple(
        Reviewer(
            number,
            f"{NAMES[number % 4]} {number}",
            NAMES[number % 4].split()[0],
            ("Klar", "Klar efter ändringar", "", "Inte klar")[number % 4],
            "Om version 3. Texten har ändrats sedan dess." if number % 2 else "Om version 4.",
            "Det saknas ett svar på vem som kör när Karin är sjuk." * (number % 3),
        )
        for number in range(1, reviewers + 1)
    )
    rows = tuple(
        Item(
            f"Punkt {at}: det finns siffror eller exempel som visar hur stort problemet är.",
            "stoppar" if at % 2 else "",
            tuple(answers[(at + one.number) % 4] if one.number % 5 else "" for one in people),
            tuple(str((at * n) % 7) for n in range(5)),
            (Reason("3 Elevrådet", "Nej", f"Skäl <b>{at}</b>."),) if at % 3 == 0 else (),
        )
        for at in range(1, items + 1)
    )
    return Review(
        words=WORDS,
        lead=("Omgång 2 gällde version 4 och bad om svar senast den 3 april 2027.",),
        reviewers=people,
        findings=(
            Finding("Stoppar ett beslut", tuple(one.wording for one in rows[:2]), "Inget."),
            Finding("Meningarna går isär", (), "Ingen punkt."),
        ),
        groups=(Group("Rubrik", rows[: items // 2]), Group("Problem", rows[items // 2 :])),
    )


@pytest.mark.parametrize(("reviewers", "items", "tables"), [(1, 2, 3), (3, 22, 3), (20, 30, 5)])
def test_every_answer_is_printed_in_tables_that_a_screen_reader_understands(
    renderer: Renderer, reviewers: int, items: int, tables: int
) -> None:
    options = replace(DRAFT, review=review(reviewers, items))
    pdf = print_pdf(PAPER, SWEDISH, options, renderer=renderer, write_source=write).pdf
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]
    said, found = text(pdf), tags(pdf)
    assert found.count("/Table") >= tables  # a table that goes on overleaf counts again
    assert f"Skäl <b>{items // 3 * 3}</b>." in said or items < 3
    assert "Meningarna går isär Ingen punkt." in said
    unbroken = "".join(said.split())
    for number in range(1, reviewers + 1):
        assert f"{number}{NAMES[number % 4]}{number}".replace(" ", "") in unbroken


def test_the_tables_are_even_and_never_wider_than_can_be_read() -> None:
    sizes = {
        count: [len(block.reviewers) for block in review(count, 2).blocks()]
        for count in (0, 1, 7, 8, 20)
    }
    assert sizes == {0: [], 1: [1], 7: [7], 8: [4, 4], 20: [6, 7, 7]}
    captions = [block.caption for block in review(20, 2).blocks()]
    assert captions == ["Granskare 1–6", "Granskare 7–13", "Granskare 14–20"]


def test_another_review_is_another_pdf() -> None:
    first, second = (replace(DRAFT, review=review(count, 2)) for count in (1, 2))
    assert print_key(PAPER, SWEDISH, first) != print_key(PAPER, SWEDISH, second)
    assert print_key(PAPER, SWEDISH, first) == print_key(PAPER, SWEDISH, replace(first))
