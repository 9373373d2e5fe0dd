"""Ordinary texts look in Markdown as a person would have written them."""

import pytest

from wpr.prose.markdown import from_markdown, line_from_markdown, line_to_markdown, to_markdown
from wpr.prose.schema import line, paragraphs, read

AS_WRITTEN = [
    "Från hösten 2026 får alla hem ett veckobrev – på fem minuter.",
    "Brevet kostar 3 * 4 = 12 kr & tar < 5 minuter (högst).",
    "En **viktig _och_ kort** mening, _kursiv_, och [en länk](https://skolverket.se/a_b?c=d&e=1).",
    "”Vi hinner mer”, säger Anna. (Hon är rektor.) Fil: snake_case_name.txt",
    "Maria Öberg\\\nrektor, 10\u00a0% mer tid",
    "Först:\n\n- ett\n- två\n  - inuti\n  - **fet**\n- tre\n\nSedan:\n\n1. a\n2. b\n\n3) c",
    "- ett\n\n  mer om ett\n\n- två",
    "10. tio\n\n11. elva\n\n    mer om elva",
    "#tagg och issue #12, $5, 50 %, a|b, c:d, e^f, ~ungefär~, {x}, -5 grader, +46 70 123",
    "2026 blev bra. 1.5 poäng. – tankstreck",
    "😀 👩‍🏫 עברית é",
    "**Mål:** alla elever.",
    "Vad händer nu\\? !".replace("\\", ""),
]


@pytest.mark.parametrize("source", AS_WRITTEN)
def test_an_ordinary_text_is_written_as_a_person_would(source: str) -> None:
    assert to_markdown(from_markdown(source)) == source


def test_the_empty_text_is_nothing() -> None:
    assert to_markdown(read(paragraphs())) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# Rubrik", "\\# Rubrik"),
        ("- punkt", "\\- punkt"),
        ("1. punkt", "1\\. punkt"),
        ("> citat", "\\> citat"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("*stjärna*", "\\*stjärna\\*"),
        ("[x](y)", "\\[x](y)"),
        ("&amp; och &#35;", "\\&amp; och \\&#35;"),
        ("<b>fet</b>", "\\<b>fet\\</b>"),
        ("  indrag", "&#32; indrag"),
        ("", ""),
    ],
)
def test_text_that_looks_like_markdown_stays_text(text: str, written: str) -> None:
    assert to_markdown(read(paragraphs(text))) == written


def test_empty_paragraphs_and_items_are_lone_backslashes() -> None:
    assert to_markdown(read(paragraphs("a", "", "b"))) == "a\n\n\\\n\nb"
    assert to_markdown(from_markdown("-\n- a")) == "- \\\n- a"


def test_neighbouring_lists_alternate_their_markers() -> None:
    source = "- a\n\n* b\n\n- c\n\n1. d\n\n1) e"
    assert to_markdown(from_markdown(source)) == source


def test_marks_inside_a_word_hide_its_neighbours() -> None:
    assert to_markdown(from_markdown("sam*verk*an")) == "sa&#109;_verk_&#97;n"
    assert to_markdown(from_markdown("sam**verk**an")) == "sam**verk**an"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Hur mår C# i skolan?", "Hur mår C# i skolan?"),
        ("Fråga 1 #", "Fråga 1 \\#"),
        ("Fråga {#nyckel}", "Fråga \\{#nyckel}"),
        ("1. Varför?", "1. Varför?"),
        (" mellan ", "&#32;mellan&#32;"),
    ],
)
def test_a_line_is_safe_after_the_sign_of_a_heading(text: str, written: str) -> None:
    assert line_to_markdown(read(line(text))) == written
    assert line_from_markdown(written).text_content == text
