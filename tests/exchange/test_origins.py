"""Origins: every word of a document is found again on its line and column of the file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from prosemirror.model import Node

from tests.prose.documents import DOCUMENTS
from wpr.domain.guide_file import Guides, load_guides
from wpr.exchange.document_file import read_with_origins
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.markdown import to_markdown
from wpr.prose.plain import blocks
from wpr.prose.schema import read as read_text

EXAMPLE_FILES = sorted(EXAMPLES.glob("*.md"))
BY_HAND = """---
title: Läxhjälp
language: sv
---

# Pressmeddelande

## Ingress

I **dag** \\*börjar\\* [läxhjälpen](https://skolan.se/dag_i_veckan) i dag.

- Först mat & frukt
  som alla &amp; envar äter

- Sedan 🎒 läxor

# Frågor inför beslut

Vad kostar det?
---------------

Ingenting alls.
"""


@pytest.fixture(scope="module")
def guides() -> Guides:
    return load_guides(GUIDES)


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.stem)
def test_every_word_of_an_example_stands_where_its_origin_says(file: Path, guides: Guides) -> None:
    source = file.read_text(encoding="utf-8")
    lines = source.split("\n")
    snapshot, origins = read_with_origins(source, guides, file.name)
    texts = {f"part {part.id}": part.text for part in snapshot.parts}
    texts |= {f"idea {part.id}": part.text for part in snapshot.idea}
    for number, asked in enumerate(snapshot.questions):
        texts |= {f"question {number}": asked.question, f"answer {number}": asked.answer}
    seen = 0
    for name, text in texts.items():
        paragraphs = list(blocks(read_text(text)))
        for number, paragraph in enumerate(paragraphs):
            for at, char in enumerate(paragraph):
                if char.isspace():
                    continue
                place = origins.place(name, paragraphs, number, at)
                assert lines[place.line - 1][place.column - 1] == char, (name, paragraph[at:])
                seen += 1
    assert seen > 3_000


@pytest.mark.parametrize(
    ("text", "paragraph", "words", "line", "column"),
    [
        ("part lead", 0, "dag *", 10, 5),
        ("part lead", 0, "*börjar*", 10, 12),
        ("part lead", 0, "läxhjälpen", 10, 23),
        ("part lead", 0, "i dag.", 10, 67),
        ("part lead", 1, "som alla", 13, 3),
        ("part lead", 1, "äter", 13, 24),
        ("part lead", 2, "läxor", 15, 11),
        ("question 0", 0, "kostar", 19, 5),
        ("answer 0", 0, "alls", 22, 11),
    ],
)
def test_words_written_by_hand_are_found(
    guides: Guides, text: str, paragraph: int, words: str, line: int, column: int
) -> None:
    snapshot, origins = read_with_origins(BY_HAND, guides)
    contents = {
        "part lead": snapshot.part("lead"),
        "question 0": snapshot.questions[0].question,
        "answer 0": snapshot.questions[0].answer,
    }
    paragraphs = list(blocks(read_text(contents[text])))
    at = paragraphs[paragraph].rindex(words)
    assert origins.place(text, paragraphs, paragraph, at) == (line, column)


@settings(max_examples=60)
@given(DOCUMENTS)
def test_no_text_makes_it_stumble(guides: Guides, doc: Node) -> None:
    source = f"# Pressmeddelande\n\n## Problemet\n\n{to_markdown(doc)}\n"
    snapshot, origins = read_with_origins(source, guides)
    paragraphs = list(blocks(read_text(snapshot.part("problem"))))
    for number, paragraph in enumerate(paragraphs):
        for at in range(len(paragraph) + 1):
            place = origins.place("part problem", paragraphs, number, at)
            assert 1 <= place.line <= source.count("\n") + 1
            assert place.column >= 1
