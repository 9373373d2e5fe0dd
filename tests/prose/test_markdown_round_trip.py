"""Every text survives Markdown exactly, whatever it says and wherever it stands."""

import re

from hypothesis import example, given, settings
from prosemirror.model import Node

from tests.prose.documents import DOCUMENTS, LINES, SNIPPETS
from wpr.prose.markdown import from_markdown, line_from_markdown, line_to_markdown, to_markdown
from wpr.prose.schema import paragraphs, read, write

HEADING = re.compile(r" {0,3}(#{1,6}([ \t]|$)|(=+|-+)[ \t]*$)")


@settings(max_examples=150)
@given(DOCUMENTS)
@example(read(paragraphs()))
@example(read(paragraphs("", "")))
@example(read(paragraphs(*SNIPPETS)))
def test_a_text_reads_back_as_itself(doc: Node) -> None:
    assert write(from_markdown(to_markdown(doc))) == write(doc)


@settings(max_examples=50)
@given(DOCUMENTS)
def test_no_line_of_a_text_is_a_heading(doc: Node) -> None:
    for line in to_markdown(doc).split("\n"):
        assert not HEADING.match(line)


@settings(max_examples=100)
@given(LINES)
def test_a_line_reads_back_as_itself_and_stays_one_line(doc: Node) -> None:
    written = line_to_markdown(doc)
    assert len(written.splitlines()) <= 1
    assert write(line_from_markdown(written)) == write(doc)
