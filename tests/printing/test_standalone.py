"""One HTML file: whole, valid, and in need of nothing else."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import tinyhtml5
from tinyhtml5.parser import HTMLParser

from tests.printing.papers import DRAFT, EMPTY_PAPER, PAPER, SWEDISH, example
from wpr.domain.snapshot import Question, Unknown
from wpr.printing.options import Options
from wpr.printing.standalone import standalone_html
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import line, write


def words(html: str) -> str:
    return " ".join(" ".join(tinyhtml5.parse(html).itertext()).split())


@pytest.mark.parametrize("name", ["torsdagsbrevet", "samma-sprakval", "a-call-within-a-day"])
def test_the_examples_parse_without_a_fault_and_fetch_nothing(name: str) -> None:
    snapshot, guide = example(name)
    html = standalone_html(snapshot, guide, DRAFT)
    parser = HTMLParser()
    parser.parse(html)
    assert parser.errors == []
    assert html.startswith('<!doctype html>\n<html lang="' + snapshot.language)
    assert not re.search(r"<(?:script|link|img|iframe|object)\b", html)
    assert set(re.findall(r"url\(\"([^\"]{5})", html)) == {"data:"}
    assert html.count("<h1") == 1
    headings = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(headings))
    for asked in snapshot.questions:
        assert asked.question
    assert snapshot.digest()[:10] in html


def test_everything_that_is_written_stands_in_it() -> None:
    told = write(from_markdown("A <b>B</b> & [länk](https://a.se/?x=1&y=2) och\n\n1. ett\n2. två"))
    paper = replace(
        PAPER,
        questions=(
            *PAPER.questions,
            Question("pupils", line("Nytt <i>?"), told, "", Unknown("Bo")),
        ),
    )
    options = Options(DRAFT.version, DRAFT.printed, decision=(("Beslut", "Ja\nnu"), ("Vem", "Eva")))
    html = standalone_html(paper, SWEDISH, options)
    text = words(html)
    for said in (
        "Nytt <i>?",
        "A <b>B</b> & länk och",
        "Bo",
        "BJÖ 2027/3",
        "Maria Holm, rektor",
        "Ja",
    ):
        assert said in text, said
    assert 'href="https://a.se/?x=1&amp;y=2"' in html
    for part in paper.parts:
        assert part.text


def test_an_empty_document_has_a_heading() -> None:
    html = standalone_html(EMPTY_PAPER, SWEDISH, DRAFT)
    assert "<h1>Senare buss</h1>" in html
    parser = HTMLParser()
    parser.parse(html)
    assert parser.errors == []
