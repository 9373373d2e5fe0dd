"""Proposals: any of them, in any order, give a valid text; all of them give what was proposed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step

from tests.prose.documents import revisions
from wpr.prose.markdown import from_markdown, to_markdown
from wpr.prose.proposals import Proposal, content, instead, place, proposals, step
from wpr.prose.schema import schema
from wpr.prose.steps import apply


def accepted(doc: Node, chosen: list[Proposal]) -> Node:
    """The text when these are accepted one after the other, and each other one moves along."""
    waiting = list(chosen)
    while waiting:
        one = waiting.pop(0)
        span = place(doc, one)
        assert span is not None
        made = step(one, span)
        doc = apply(doc, [made], line=False)
        way = Step.from_json(schema, made).get_map()
        waiting = [moved(other, way) for other in waiting]
    return doc


def moved(other: Proposal, way: object) -> Proposal:
    start, end = way.map(other.start, 1), way.map(other.end, -1)  # type: ignore[attr-defined]
    if other.start == other.end:
        start = end
    return replace(other, start=start, end=end)


@given(revisions(), st.data())
@settings(max_examples=100)
def test_any_of_them_in_any_order_give_a_valid_text(
    texts: tuple[Node, Node], data: st.DataObject
) -> None:
    old, new = texts
    found = proposals(old, new)
    order = data.draw(st.permutations(found))
    chosen = order[: data.draw(st.integers(0, len(found)))]
    accepted(old, chosen).check()
    assert accepted(old, order).eq(new)


def test_each_change_is_one_proposal() -> None:
    old = from_markdown("Varje fredag kommer ett brev.\n\nDet är kort.\n\n- ett\n- två")
    new = from_markdown("Varje måndag kommer **ett** brev.\n\n- ett\n- två\n- tre")
    found = proposals(old, new)
    assert [content(old, one.start, one.end) for one in found] == [one.was for one in found]
    said = [to_markdown(accepted(old, [one])) for one in found]
    assert said == [
        "Varje måndag kommer ett brev.\n\nDet är kort.\n\n- ett\n- två",
        "Varje fredag kommer **ett** brev.\n\nDet är kort.\n\n- ett\n- två",
        "Varje fredag kommer ett brev.\n\n- ett\n- två",
        "Varje fredag kommer ett brev.\n\nDet är kort.\n\n- ett\n- två\n- tre",
    ]


def test_a_sentence_comes_and_goes_with_its_own_full_stop() -> None:
    short, long = from_markdown("Ett brev."), from_markdown("Ett brev. Det är kort.")
    assert proposals(short, long) == [Proposal(10, 10, [], [text(" Det är kort.")])]
    assert proposals(long, short) == [Proposal(10, 23, [text(" Det är kort.")], [])]


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def test_another_first_number_is_the_whole_list() -> None:
    old, new = from_markdown("1. ett\n2. två"), from_markdown("5. ett\n6. tre")
    (one,) = proposals(old, new)
    assert accepted(old, [one]).eq(new)


def test_a_passage_that_changed_is_nowhere_until_it_is_as_it_was() -> None:
    old = from_markdown("Varje fredag kommer ett brev.")
    (one,) = proposals(old, from_markdown("Varje måndag kommer ett brev."))
    assert place(old, one) == (7, 13)
    assert place(from_markdown("Varje **fredag** kommer ett brev."), one) is None
    assert place(from_markdown("Varje fredagkväll."), replace(one, end=18)) is None
    assert place(old, replace(one, end=7)) == (7, 13)
    assert place(old, replace(one, start=13)) == (7, 13)


def test_half_a_block_is_no_place() -> None:
    doc = from_markdown("Ett 🎒.\n\nTvå.")
    assert content(doc, 2, 12) is None
    assert content(doc, 5, 6) is None, "half a character"
    assert content(doc, 3, 99) is None
    assert content(doc, 4, 2) is None


def test_words_by_hand_keep_the_format_and_may_join_paragraphs() -> None:
    old = from_markdown("Ett **fet ord** här.\n\nNästa stycke.\n\n- punkt")
    bold = instead(old, 5, 12, "nytt\nord")
    assert to_markdown(accepted(old, [bold])).startswith("Ett **nytt\\\nord** här.")
    none = instead(old, 4, 12, "")
    assert to_markdown(accepted(old, [none])).startswith("Ett här.")
    across = instead(old, 13, 24, "och")
    assert to_markdown(accepted(old, [across])) == "Ett **fet ord** och stycke.\n\n- punkt"
    with pytest.raises(ValueError, match="out of range"):
        instead(old, 3, 99, "x")
