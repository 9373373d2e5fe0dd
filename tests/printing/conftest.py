"""What the tests of printing share: one warm renderer for them all."""

from collections.abc import Iterator

import pytest

from wpr.printing.renderer import Renderer


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    shared = Renderer()
    yield shared
    shared.close()
