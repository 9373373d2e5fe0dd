"""Page breaks: no question without its answer, no heading alone at the end of a page."""

import random
from dataclasses import replace

import pytest

from tests.printing.papers import EMPTY_PAPER, pages, printed, with_question_groups
from wpr.domain.snapshot import Question, Snapshot
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs

GROUPS = 16
CHARACTERS_IN_TWO_LINES = 130


def paper(seed: int) -> Snapshot:
    """Groups of questions with answers of very different lengths; each text says where it begins
    (Q007, A007), where its second line must be about over (B007), and where it ends (Z007)."""
    chance = random.Random(seed)
    questions = []
    for number in range(GROUPS * 3):
        length = chance.choice([0, 80, 200, 400, 900, 1300, 2500, 6000])
        mark = f"{number:03}"
        answer = [f"A{mark}"]
        if length > 400:
            answer += ["ett", "ord"] * (CHARACTERS_IN_TWO_LINES // 8) + [f"B{mark}"]
        answer += [chance.choice(["kort", "ganska", "fullständigt"]) for _ in range(length // 8)]
        answer.append(f"Z{mark}")
        asked = f"Q{mark} " + "Vad händer då? " * chance.randint(1, 7)
        whole = " ".join(answer)
        halves = (whole[: len(whole) // 2], whole[len(whole) // 2 :])
        texts = halves if chance.random() < 0.3 and length > 900 else (whole,)
        questions.append(Question(f"g{number // 3}", line(asked), paragraphs(*texts)))
    return replace(EMPTY_PAPER, questions=tuple(questions))


@pytest.mark.parametrize("seed", range(2))
def test_no_heading_and_no_question_is_alone_at_the_end_of_a_page(
    seed: int, renderer: Renderer
) -> None:
    read = pages(printed(paper(seed), renderer, with_question_groups(GROUPS)))
    assert len(read) > 9

    def page_of(mark: str) -> int:
        return next(number for number, page in enumerate(read) if f"{mark}" in page)

    for number in range(GROUPS * 3):
        asked = page_of(f"Q{number:03}")
        assert asked == page_of(f"A{number:03}"), f"question {number} is alone"
        if any(f"B{number:03}" in page for page in read):
            assert asked == page_of(f"B{number:03}"), f"question {number} has one line of answer"
    for group in range(GROUPS):
        assert page_of(f"G{group:03}.") == page_of(f"Q{group * 3:03}"), f"group {group} is alone"


def test_a_short_answer_is_never_parted(renderer: Renderer) -> None:
    chance = random.Random(7)
    texts = [
        paragraphs(" ".join([f"A{n:03}", *["ord"] * chance.randint(1, 250), f"Z{n:03}"]))
        for n in range(60)
    ]
    questions = tuple(Question("pupils", line(f"Q{n:03}?"), text) for n, text in enumerate(texts))
    read = pages(printed(replace(EMPTY_PAPER, questions=questions), renderer))
    for n in range(60):
        assert sum(f"A{n:03}" in page and f"Z{n:03}" in page for page in read) == 1
