"""The examples that come with the product are documents, and written the way it writes them."""

from pathlib import Path

import pytest

from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY
from wpr.exchange.document_file import read, write
from wpr.places import EXAMPLES, GUIDES

SCHOOL = load_guides(GUIDES)
FILES = sorted(EXAMPLES.glob("*.md"))


def test_there_are_examples_in_both_languages() -> None:
    languages = [read(file.read_text(encoding="utf-8"), SCHOOL).language for file in FILES]
    assert languages.count("sv") >= 2
    assert languages.count("en") >= 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_in_an_example_has_its_place(file: Path) -> None:
    found = read(file.read_text(encoding="utf-8"), SCHOOL, file.name)
    assert found.unplaced == EMPTY
    assert EMPTY not in {part.text for part in (*found.parts, *found.idea)}
    assert all(found.asked_in(group.id) for group in SCHOOL.get("school", "sv").question_groups())
    assert found.title
    assert found.facts.launch_date
    assert found.facts.decider


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_is_the_file_the_product_writes(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    found = read(source, SCHOOL, file.name)
    assert write(found, SCHOOL.get(found.guide, found.language)) == source
