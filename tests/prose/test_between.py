"""The steps between two texts: exact, small, and quick for any two texts."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node

from tests.prose.documents import DOCUMENTS, revisions
from wpr.prose.between import steps_between
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import canonical, paragraphs, read, write
from wpr.prose.steps import LARGEST_CALL, apply

WORDS = ["skolan", "vi", "elever", "läsning", "varje", "dag", "hösten", "Malmö", "alla", "och"]
LETTER = "Varje vecka går ett brev från skolan till alla hem. Det skrivs av mentorn på fem minuter."


def essay(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=60)) for _ in range(count)]


def size(steps: list[dict[str, object]]) -> int:
    return sum(len(canonical(step)) for step in steps)


@settings(max_examples=120)
@given(st.one_of(revisions(), st.tuples(DOCUMENTS, DOCUMENTS)))
def test_the_steps_give_exactly_the_new_text(texts: tuple[Node, Node]) -> None:
    old, new = texts
    assert write(apply(old, steps_between(old, new), line=False)) == write(new)


@settings(max_examples=50)
@given(DOCUMENTS)
def test_equal_texts_need_no_steps(doc: Node) -> None:
    assert steps_between(doc, read(write(doc))) == []


def test_one_new_word_among_forty_paragraphs_is_one_small_step() -> None:
    before = essay(40, 1)
    after = [*before[:20], before[20].replace(" vi ", " vi alltid ", 1), *before[21:]]
    steps = steps_between(read(paragraphs(*before)), read(paragraphs(*after)))
    assert len(steps) == 1
    assert size(steps) < 120


def test_a_new_paragraph_and_a_typo_do_not_touch_the_rest() -> None:
    before = essay(10, 2)
    after = [*before[:5], LETTER, before[5] + " stop", *before[6:]]
    steps = steps_between(read(paragraphs(*before)), read(paragraphs(*after)))
    assert len(steps) == 2
    assert size(steps) < len(LETTER) + 250


def test_a_word_made_bold_is_not_replaced() -> None:
    old, new = from_markdown(LETTER), from_markdown(LETTER.replace("alla hem", "**alla hem**"))
    assert [step["stepType"] for step in steps_between(old, new)] == ["addMark"]


def test_a_link_moved_to_another_address_is_one_step() -> None:
    old, new = from_markdown("Se [planen](/a)."), from_markdown("Se [planen](/b).")
    assert [step["stepType"] for step in steps_between(old, new)] == ["addMark"]


def test_a_list_that_begins_at_another_number_keeps_its_items() -> None:
    old, new = from_markdown("1. ett\n2. två"), from_markdown("4. ett\n5. två")
    assert [step["stepType"] for step in steps_between(old, new)] == ["attr"]


def test_a_changed_phrase_is_one_step() -> None:
    old, new = (
        from_markdown("Vi börjar i augusti 2026."),
        from_markdown("Vi börjar den 3 maj 2026."),
    )
    assert len(steps_between(old, new)) == 1


def test_forty_changed_paragraphs_are_forty_small_steps() -> None:
    before = essay(40, 3)
    old = read(paragraphs(*before))
    new = read(paragraphs(*(text.replace("elever", "barn", 1) for text in before)))
    steps = steps_between(old, new)
    assert len(steps) <= 40
    assert all(size([step]) < 200 for step in steps)


def test_two_large_unrelated_texts_fit_one_call() -> None:
    old, new = read(paragraphs(*essay(250, 4))), read(paragraphs(*essay(250, 5)))
    assert size(steps_between(old, new)) < LARGEST_CALL
