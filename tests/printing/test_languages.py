"""What is in another language than its document says so, on paper and on screen."""

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

import page
import pikepdf

from tests.printing.papers import DRAFT, EMPTY_PAPER, SWEDISH, opened
from wpr.domain.snapshot import Facts, Part, Question
from wpr.printing.note import Note
from wpr.printing.page import page_html
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer
from wpr.printing.standalone import standalone_html
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import line, paragraphs, write

ENGLISH = "This changes everything for our pupils, and I would never go back."
FINNISH = "Hyvät huoltajat, koulu alkaa ensi viikolla ja kaikki oppilaat saavat uuden koneen."
ARABIC = "أولياء الأمور الأعزاء، تبدأ المدرسة في الأسبوع القادم ويمكن لجميع الطلاب من المدرسة."
ASKED = "What will it cost and who pays for it?"
TITLE = "Every pupil who wants to sleep can do that now"
PAPER = replace(
    EMPTY_PAPER,
    title=TITLE,
    facts=Facts(launch_date=date(2027, 8, 17), place="Berga", proposal=f"Ja.\n{ENGLISH}"),
    parts=(
        Part("lead", paragraphs(ENGLISH)),
        Part("problem", write(from_markdown(f"- Ett\n- {FINNISH}\n\n{ARABIC}"))),
        Part("leader-quote", paragraphs(f'"{ENGLISH}" she says.')),
        Part("solution", paragraphs(f"Hon skrev: ”{ENGLISH}” Sedan gick hon hem.")),
    ),
    questions=(Question("pupils", line(ASKED), paragraphs("Det betalar skolan.")),),
)
OPTIONS = replace(
    DRAFT,
    notes=(Note(1, "Ingress", "", "Bo", (ENGLISH,)),),
    notes_heading="Kommentarer",
)


def languages(pdf: bytes) -> list[tuple[str, str]]:
    """The elements of the structure that say a language, in order; those of one passage, a line
    each, as one."""
    found: list[tuple[str, str]] = []

    def walk(element: pikepdf.Object) -> None:
        if not isinstance(element, pikepdf.Dictionary):
            return
        if "/Lang" in element:
            found.append((str(element.S), str(element.Lang)))
        kids = element.get("/K", pikepdf.Array())
        for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    with opened(pdf) as document:
        assert str(document.Root.Lang) == "sv"
        walk(document.Root.StructTreeRoot)
    return [one for one, _ in groupby(found)]


def test_the_structure_of_a_pdf_says_the_language_of_each_passage(renderer: Renderer) -> None:
    pdf = print_pdf(PAPER, SWEDISH, OPTIONS, renderer=renderer).pdf
    assert languages(pdf) == [
        ("/Span", "en"),  # the title as the headline; the lead, after the dateline in Swedish
        ("/P", "fi"),
        ("/P", "ar"),
        ("/Span", "en"),  # a quotation in a sentence
        ("/P", "en"),  # a quotation of its own
        ("/Span", "en"),  # the question; the proposal; the comment
    ]
    for profile in (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]


def test_a_passage_is_set_by_the_habits_of_its_own_language() -> None:
    html = page_html(PAPER, SWEDISH, OPTIONS)
    assert f'<p lang="en">“{ENGLISH}” she says.</p>' in html
    assert f'<span lang="en">{ENGLISH}</span>” Sedan gick hon hem.' in html
    assert f'<p lang="ar" dir="rtl">{ARABIC}</p>' in html
    assert re.search(f'<span class="dateline">[^<]*</span> – <span lang="en">{ENGLISH}', html)


def test_the_page_for_the_web_says_them_too() -> None:
    html = standalone_html(PAPER, SWEDISH, OPTIONS)
    assert f'<h1><span lang="en">{TITLE}</span></h1>' in html
    assert f'<li><p lang="fi">{FINNISH}</p></li>' in html
    assert f'</span> <span lang="en">{ASKED}</span></h3>' in html
