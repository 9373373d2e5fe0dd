"""Sections are cut where Markdown sees a heading, and nowhere else."""

import pytest

from wpr.exchange.sections import Section, sections


@pytest.mark.parametrize(
    "body",
    [
        "```\n# not\n```",
        "~~~\n## not",
        "    # not",
        "- ## not\n  - # not",
        "1. a\n\n   # not",
        "> # not",
        "#not\n#######  not",
        r"\# not",
        "text\n***\ntext",
        "text\n    # not",
        "### deeper",
    ],
)
def test_what_only_looks_like_a_heading_stays_in_the_text(body: str) -> None:
    assert sections(f"## a\n\n{body}\n", 2) == [Section(0, "", ""), Section(2, "a", body)]


@pytest.mark.parametrize(
    ("source", "level", "heading"),
    [
        ("# a", 1, "a"),
        ("##   a  ##  ", 2, "a"),
        ("   ## a", 2, "a"),
        ("a\n===", 1, "a"),
        ("a\nb\n---", 2, "a\nb"),
        ("##", 2, ""),
        (r"## a \##", 2, r"a \##"),
    ],
)
def test_every_kind_of_heading_begins_a_section(source: str, level: int, heading: str) -> None:
    assert sections(f"before\n\n{source}\nafter", 2) == [
        Section(0, "", "before"),
        Section(level, heading, "after", line=3),
    ]


def test_deeper_headings_cut_when_asked_for() -> None:
    found = sections("# a\n## b\n### c\n#### d", 3)
    assert [(one.level, one.line) for one in found] == [(0, 1), (1, 1), (2, 2), (3, 3)]
