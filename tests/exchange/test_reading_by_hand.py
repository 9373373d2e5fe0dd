"""A file written by hand is read the way it was meant."""

import pytest

from tests.exchange.small_guides import GUIDES, SWEDISH
from wpr.domain.snapshot import EMPTY, Part, Question, Snapshot
from wpr.exchange.document_file import FileFault, read
from wpr.prose.html import to_html
from wpr.prose.schema import line, paragraphs
from wpr.prose.schema import read as node

FRONT = "---\ntitle: Brevet\nlanguage: sv\nguide: small\n---\n"


def document(source: str) -> Snapshot:
    return read(FRONT + source, GUIDES)


def html(text: str) -> str:
    return "" if text == EMPTY else to_html(node(text))


def unplaced(source: str) -> str:
    return html(document(source).unplaced)


@pytest.mark.parametrize(
    "heading",
    [
        "## Problemet",
        "##   problemet  ##",
        "## **PROBLEMET**",
        "Problemet\n---",
        "# Problemet",
        "## The problem",
        "## problem",
        "## Bakgrund {#problem}",
        "# Pressmeddelande\n\n## Problemet",
        "# Frågor inför beslut\n\n## Problemet",
        "# Idén\n\n## Problemet",
        "# Något annat\n\n## Problemet",
        "# Frågor från personal\n\n# Övrigt\n\n## Problemet",
        "# Brevet\n\n## Pressmeddelande\n\n### Problemet",
    ],
)
def test_a_part_is_found_by_its_heading_wherever_it_stands(heading: str) -> None:
    found = document(f"{heading}\n\nElva brev.\n")
    assert found.part("problem") == paragraphs("Elva brev.")
    assert found.questions == ()


def test_a_heading_that_two_groups_have_is_the_part_of_its_own_group() -> None:
    found = read("# Övrigt\n\n## Problem\n\nEtt.\n\n# b\n\n## Problem\n\nTvå.\n", GUIDES)
    assert found.guide == "hard"
    assert (found.part("x"), found.part("z")) == (paragraphs("Ett."), paragraphs("Två."))


def test_a_document_has_all_parts_of_its_guide_in_its_order() -> None:
    found = document("## Problemet\n\nElva brev.\n\n## Rubrik\n\nEtt brev\n")
    assert found.parts == (
        Part("headline", line("Ett brev")),
        Part("problem", paragraphs("Elva brev.")),
    )
    assert found.idea == (Part("who"),)


def test_questions_are_in_the_order_of_the_file_with_their_keys() -> None:
    found = document(
        "# Frågor inför beslut\n\n## Vem *beslutar*?\n\nRektor.\n\n"
        "# Questions from staff\n\n## Vad är nytt? {#E1}\n\n## Problemet {#}\n\nJa.\n"
    )
    assert found.questions == (
        Question("staff", line("Vad är nytt?"), EMPTY, "E1"),
        Question("staff", line("Problemet"), paragraphs("Ja.")),
        Question("decision", line("Vem beslutar?"), paragraphs("Rektor.")),
    )


def test_a_question_with_a_key_of_the_guide_finds_its_group() -> None:
    found = document("# Pressmeddelande\n\n## Vad är nytt? {#E2}\n\nInget.\n")
    assert [(one.group, one.key) for one in found.questions] == [("staff", "E2")]


def test_a_mark_says_what_a_heading_stands_for_whatever_its_words() -> None:
    found = document("# Lärarna {#staff}\n\n## Vad?\n\n# Om\n\n## Målgruppen {#who}\n\nAlla.\n")
    assert [one.group for one in found.questions] == ["staff"]
    assert found.idea == (Part("who", paragraphs("Alla.")),)


def test_an_answer_to_the_idea_is_found_in_another_language() -> None:
    assert document("## who is it for?\n\nAlla.").idea == (Part("who", paragraphs("Alla.")),)


def test_deeper_headings_stay_in_the_text_as_bold_paragraphs() -> None:
    found = document("## Problemet\n\n### Hösten\n\nElva brev.")
    assert html(found.part("problem")) == "<p><strong>Hösten</strong></p><p>Elva brev.</p>"


def test_a_headline_in_several_lines_is_one_line() -> None:
    found = document("## Rubrik\n\nEtt *brev*\ni [veckan](https://a.se/v) nu\n")
    assert found.part("headline") == line("Ett brev i veckan (https://a.se/v) nu")
    assert found.unplaced == EMPTY


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Inledning.\n\n# Idén\n", "<p>Inledning.</p>"),
        ("# Pressmeddelande\n\nHej.\n", "<p><strong>Pressmeddelande</strong></p><p>Hej.</p>"),
        ("# Idén\n", ""),
        ("# Övrigt\n\nHej.\n\n# The rest\n\nDå.\n", "<p>Hej.</p><p>Då.</p>"),
        ("# Brevet\n\nHej.\n", "<p>Hej.</p>"),
        (
            "# Annat\n\n## Del\n\n- ett\n",
            "<p><strong>Annat</strong></p><p><strong>Del</strong></p>",
        ),
        ("# Pressmeddelande\n\n## Budget\n\nTvå.\n", "<p><strong>Budget</strong></p><p>Två.</p>"),
        (
            "## Problemet\n\nEtt.\n\n## problem\n\nTvå.\n\n## Problemet\n",
            "<p><strong>problem</strong></p><p>Två.</p>",
        ),
        ("## Rubrik\n\nEtt\n\nTvå\n", "<p><strong>Rubrik</strong></p><p>Två</p>"),
        ("## Rubrik\n\n- Ett\n", "<p><strong>Rubrik</strong></p><ul><li><p>Ett</p></li></ul>"),
        ("## [Del](https://a.se)\n", '<p><a href="https://a.se"'),
    ],
)
def test_what_has_no_place_is_kept_with_its_heading(source: str, kept: str) -> None:
    assert unplaced(source).startswith(kept)
    assert bool(unplaced(source)) == bool(kept)


def test_what_the_front_matter_says_beside_the_facts_is_kept() -> None:
    found = read("---\ntitle: Brevet\nauthor: Anna\ntags:\n  - x: 1\n    y: 2\n---\n", GUIDES)
    assert found.title == "Brevet"
    assert html(found.unplaced) == (
        "<p><strong>author</strong></p><p>Anna</p>"
        "<p><strong>tags</strong></p><p>x: 1</p><p>y: 2</p>"
    )


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("# Vårt brev\n\n# Pressmeddelande\n", "Vårt brev"),
        ("# Pressmeddelande\n\n# Vårt brev\n\n# Mer\n", "Vårt brev"),
        ("---\ntitle:\n---\n\n# Vårt brev\n", "Vårt brev"),
        ("## Rubrik\n\nEtt brev", "Skolans brev"),
        ("---\nplace: Lund\n---\n", "Skolans brev"),
        ("---\ntitle:\n---\n", ""),
    ],
)
def test_a_title_is_said_or_a_heading_or_the_name_of_the_file(source: str, title: str) -> None:
    assert read(source, GUIDES, "mapp/Skolans brev.md").title == title


@pytest.mark.parametrize(
    ("source", "language", "guide"),
    [
        ("Bara text.\n", "sv", "small"),
        ("# Pressmeddelande\n\n## Rubrik\n", "sv", "small"),
        ("# Press release\n\n## Headline\n\n## Rubrik\n", "en", "small"),
        ("# Brev\n\n## Press release\n\n### Headline\n", "en", "small"),
        ("---\nlanguage: sv\n---\n# Press release\n", "sv", "small"),
        ("---\nguide: small\n---\n# Press release\n", "en", "small"),
        ("---\nlanguage: en_GB\nguide: HARD\n---\n", "en", "hard"),
        ("# A\n\n# unplaced\n\n## X {#z}\n", "sv", "hard"),
    ],
)
def test_language_and_guide_are_said_or_seen_in_the_headings(
    source: str, language: str, guide: str
) -> None:
    found = read(source, GUIDES)
    assert (found.language, found.guide) == (language, guide)


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    source = "\ufeff" + FRONT + "# Pressmeddelande\n\n## Rubrik\n\nEtt brev\n"
    for ends in ("\r\n", "\r"):
        found = read(source.replace("\n", ends), GUIDES)
        assert (found.title, found.part("headline")) == ("Brevet", line("Ett brev"))
        assert found.unplaced == EMPTY


@pytest.mark.parametrize(
    ("source", "fault_line", "word"),
    [
        ("", 1, "empty"),
        ("\ufeff \r\n\n", 1, "empty"),
        ("---\n# Rubrik\n", 1, "closing"),
        ("---\ntitle: x\nguide: skola\n---\n", 3, "“skola”, only hard, small"),
        ("---\nlanguage: fi\n---\n", 2, "“fi”, only in en, sv"),
        ("---\nlaunch-date: snart\n---\n", 2, "snart"),
        (FRONT + "\n## Vad?\n" * 3_000, 6_005, "3000 headings"),
        ("---\nx: " + "y" * 60_000 + "\n---\n" + "z" * 150_000, 1, "larger than 200000"),
        (FRONT + "\n## Problemet\n\n" + "x" * 250_000, 7, "larger than 200000"),
        (FRONT + ("\n## Okänd\n\n" + "x" * 90_000) * 3, 1, "larger than 200000"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    source: str, fault_line: int, word: str
) -> None:
    with pytest.raises(FileFault, match=word) as fault:
        read(source, GUIDES, "brev.md")
    assert (fault.value.file, fault.value.line) == ("brev.md", fault_line)


def test_a_file_without_anything_but_facts_is_a_document() -> None:
    assert document("") == Snapshot(
        "Brevet",
        "sv",
        "small",
        idea=(Part("who"),),
        parts=tuple(Part(part.id) for part in SWEDISH.parts()),
    )
