"""The first page: a press release as long as the guide wants it comes to one page."""

import random
from dataclasses import replace

import pytest

from tests.printing.papers import PAPER, SWEDISH, example, pages, printed
from wpr.domain.guide import Shape
from wpr.domain.snapshot import Part, Snapshot
from wpr.printing.renderer import Renderer
from wpr.prose.schema import line, paragraphs, read

WORDS = [
    word
    for part in example("samma-sprakval")[0].parts
    for word in read(part.text).text_content.replace("”", "").split()
]


def release(share: float, seed: int) -> Snapshot:
    """A press release whose parts have `share` of the words that the guide allows them."""
    chance = random.Random(seed)
    parts = []
    for part in SWEDISH.groups[0].parts:
        prose = " ".join(chance.choice(WORDS) for _ in range(int(part.max_words * share)))
        parts.append(Part(part.id, line(prose) if part.shape is Shape.LINE else paragraphs(prose)))
    return replace(PAPER, parts=tuple(parts), questions=())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.5, 0.7, 0.8])
def test_a_release_of_common_length_is_one_page(
    share: float, seed: int, renderer: Renderer
) -> None:
    _, second, *rest = pages(printed(release(share, seed), renderer))
    assert second.startswith("Om initiativet")
    assert not rest


def test_a_longer_release_goes_on_overleaf_and_loses_nothing(renderer: Renderer) -> None:
    long = release(1.6, 1)
    first, second, *_ = pages(printed(long, renderer))
    assert "Så kommer du igång" in second
    assert "Om initiativet" in second
    assert first.endswith("Sida 1 av 2")
