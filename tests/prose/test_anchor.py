"""Anchors: where a passage is, how steps move it, and how it is known again."""

import pytest
from prosemirror.model import Node

from tests.fixtures.hands import Step, deleted, replaced, typed
from wpr.prose.anchor import Range, at_offsets, inserted, moved, moves
from wpr.prose.recognition import Memory, find_again, whole_again
from wpr.prose.running_text import RunningText
from wpr.prose.schema import paragraphs, read
from wpr.prose.steps import apply

BREAK = {"type": "hard_break"}


def node(*texts: str) -> Node:
    return read(paragraphs(*texts))


def place(doc: Node, words: str) -> Range:
    """The positions of these words."""
    running = RunningText(doc)
    at = running.text.index(words)
    return running.span(at, at + len(words))


def after(doc: Node, words: str, *steps: Step) -> str | None:
    """What the passage on `words` says after some steps; None when it is gone."""
    span = moved(moves(steps), *place(doc, words))
    return RunningText(apply(doc, list(steps), line=False)).between(*span) if span else None


def test_positions_are_the_editors_whatever_the_characters() -> None:
    doc = node("Ö 🎈 b", "två")
    assert place(doc, "b") == (6, 7)
    assert place(doc, "två") == (9, 12)
    running = RunningText(doc)
    assert running.text == "Ö 🎈 b\ntvå\n"
    assert [running.offset(position) for position in (0, 1, 3, 5, 7, 9)] == [0, 0, 2, 3, 5, 6]
    assert at_offsets(doc, 3, 5).quote == "🎈"


def test_a_passage_goes_over_paragraphs_and_line_breaks() -> None:
    doc = apply(
        node("ett", "två tre"), [replaced(4, 4, BREAK, {"type": "text", "text": "x"})], False
    )
    anchor = at_offsets(doc, 2, 10)
    assert (anchor.quote, anchor.before, anchor.after) == ("tt\nx\ntv", "e", "å tre\n")


def test_a_passage_is_without_the_space_at_its_ends() -> None:
    anchor = at_offsets(node("ett två tre"), 4, 9)
    assert (anchor.start, anchor.end, anchor.quote) == (5, 8, "två")
    assert (anchor.before, anchor.after) == ("ett ", " tre\n")


@pytest.mark.parametrize("span", [(0, 0), (5, 4), (-1, 3), (1, 99), (4, 5), (0, 1)])
def test_what_has_no_words_is_no_passage(span: Range) -> None:
    with pytest.raises(ValueError, match=r"place|words"):
        at_offsets(node("ett två"), *span)


def test_typing_around_moves_a_passage_and_typing_at_its_edges_stays_outside() -> None:
    doc = node("ett två tre")
    assert after(doc, "två", typed("noll ")) == "två"
    assert after(doc, "två", typed("en och ", at=5), typed("!", at=15)) == "två"
    assert after(doc, "två", typed("x", at=6)) == "txvå"
    assert after(doc, "två", typed("slut", at=12)) == "två"


def test_a_passage_that_is_written_over_stays_unless_somebody_begins_anew() -> None:
    doc = node("ett tjugotvå tre")
    assert after(doc, "tjugotvå", replaced(5, 13, {"type": "text", "text": "trettio"})) == "trettio"
    assert after(doc, "tjugotvå", replaced(5, 13, {"type": "text", "text": "t"})) is None
    assert after(doc, "tjugotvå", deleted(5, 13)) is None
    assert after(doc, "tjugotvå", deleted(1, 9)) == "otvå"


def test_what_was_put_there_is_known_after_later_steps() -> None:
    doc = node("abc")
    steps = [typed("XY", at=2), typed("1", at=1), deleted(6, 7)]
    assert inserted(moves(steps)) == [(3, 5), (1, 2)]
    assert RunningText(apply(doc, steps, line=False)).between(3, 5) == "XY"


def test_a_passage_that_got_its_words_back_at_an_edge_is_whole_again() -> None:
    doc = node("Alla elever får samma språkval nu.")
    lost = place(doc, "får samma")
    memory = Memory("får samma språkval", "", "")
    assert whole_again(RunningText(doc), lost, [memory]) == place(doc, memory.quote)
    assert whole_again(RunningText(doc), place(doc, "Alla"), [memory]) is None


def find(doc: Node, memory: Memory, fresh: str | None = None) -> str | None:
    """The ten characters from where a passage is found, when `fresh` has just been put there."""
    areas = None if fresh is None else [place(doc, fresh)]
    span = find_again([memory], RunningText(doc), areas)
    return RunningText(doc).text[RunningText(doc).offset(span[0]) :][:10] if span else None


def test_words_are_known_by_what_stood_around_them() -> None:
    doc = node("Varje elev väljer. Men en elev får vänta till hösten.")
    here = Memory("elev", "Men en ", " får vänta")
    assert find(doc, here, fresh="elev får vänta till") == "elev får v"
    assert find(doc, here) == "elev får v"
    assert find(doc, Memory("elev", "Ingen ", " slipper"), fresh="Varje elev väljer") is None


def test_a_few_common_words_elsewhere_are_not_taken_for_the_passage() -> None:
    doc = node("Skolan svarar för att en elev alltid kan fråga en vuxen om hjälp.")
    memory = Memory("en elev", "det gäller ", " i årskurs")
    assert find(doc, memory) is None
    assert find(doc, memory, fresh="Skolan svarar för att en elev alltid kan fråga") is None
    assert find(doc, memory, fresh="en elev") == "en elev al"


def test_many_words_are_known_by_themselves_when_they_stand_in_one_place() -> None:
    memory = Memory("kommunen sökte lärare i tyska och franska", "före ", " efter")
    words = f"Sedan 2024 har {memory.quote} utan att få svar"
    assert find(node(words), memory) == "kommunen s"
    assert find(node(words, words), memory) is None
    assert find(node("Något helt annat"), memory) is None
