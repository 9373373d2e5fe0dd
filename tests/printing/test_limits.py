"""Limits: a document of any size and kind gives a PDF or a clear answer; the next one is fine."""

import json
import time
from dataclasses import replace

import pytest

from tests.printing.papers import PAPER, SWEDISH, answering, example, pages, printed, text
from wpr.domain.snapshot import Question, Snapshot
from wpr.printing.faults import TooLarge, TooLong
from wpr.printing.renderer import LARGEST_PAGE, Renderer
from wpr.prose.schema import line, paragraphs

SENTENCE = "Det här är en ganska vanlig mening med ord av olika längd. "


def nested_lists(depth: int) -> str:
    inner: dict[str, object] = {"type": "paragraph"}
    for _ in range(depth):
        words = {"type": "paragraph", "content": [{"type": "text", "text": "x"}]}
        item = {"type": "list_item", "content": [words, inner]}
        inner = {"type": "bullet_list", "content": [item]}
    return json.dumps({"type": "doc", "content": [inner]})


def many_questions(count: int) -> Snapshot:
    asked = [
        Question("decision", line(f"Fråga {n}?"), paragraphs(SENTENCE * 3)) for n in range(count)
    ]
    return replace(PAPER, questions=tuple(asked))


HARD = {
    "a paragraph of 100,000 characters": answering(paragraphs(SENTENCE * 1700)),
    "a word of 5,000 characters": answering(paragraphs("å" * 5000)),
    "a word of 100,000 characters": answering(paragraphs("a" * 100_000)),
    "300 questions": many_questions(300),
    "a heading of 5,000 characters": replace(PAPER, title="T" * 5000, parts=()),
    "lists in lists": answering(nested_lists(12)),
    "only spaces": answering(paragraphs("a" + " " * 90_000 + "b")),
    "only quotation marks": answering(paragraphs('"' * 20_000)),
    "accents on accents": answering(paragraphs("a" + "\u0301" * 5000)),
    "directions": answering(paragraphs("\u202e\u2066\u200fabc\u202a" * 500)),
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_document_is_printed(name: str, renderer: Renderer) -> None:
    assert "Sida 1 av" in pages(printed(HARD[name], renderer))[0]


def test_all_of_a_long_word_is_printed(renderer: Renderer) -> None:
    read = text(printed(answering(paragraphs("x" * 5000)), renderer))
    assert read.count("x") == 5000


def test_a_page_beyond_every_limit_is_refused_before_it_costs_anything(renderer: Renderer) -> None:
    begun = time.perf_counter()
    with pytest.raises(TooLarge):
        renderer.render("x" * (LARGEST_PAGE + 1))
    assert time.perf_counter() - begun < 5


def slow(pages_wanted: int) -> str:
    return "<p>" + (SENTENCE * 60 + "<p>") * pages_wanted


def test_a_document_that_takes_too_long_is_stopped_and_the_next_one_is_printed() -> None:
    renderer = Renderer(seconds=1.0)
    renderer.warm()
    begun = time.perf_counter()
    with pytest.raises(TooLong, match="1 seconds"):
        renderer.render(slow(600))
    assert time.perf_counter() - begun < 20
    renderer = Renderer()
    assert printed(PAPER, renderer).startswith(b"%PDF-")
    renderer.close()


def test_a_document_that_takes_too_much_memory_is_stopped_and_the_next_one_is_printed() -> None:
    renderer = Renderer(memory=400 * 2**20, seconds=60)
    with pytest.raises(TooLarge, match="memory"):
        renderer.render("<!doctype html><html lang=sv><p>" + "a" * 200_000)
    snapshot, guide = example("torsdagsbrevet")
    assert printed(snapshot, renderer, guide).startswith(b"%PDF-")
    renderer.close()


def test_the_largest_example_needs_a_fraction_of_the_limits(renderer: Renderer) -> None:
    begun = time.perf_counter()
    printed(many_questions(20), renderer, SWEDISH)
    assert time.perf_counter() - begun < 25
