"""docs/file-format.md says what the reader does."""

import re
from pathlib import Path

from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Snapshot
from wpr.exchange.document_file import read, write
from wpr.exchange.document_reading import MOST_HEADINGS
from wpr.places import GUIDES
from wpr.prose.schema import LARGEST, line

PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
SCHOOL = load_guides(GUIDES)


def example() -> Snapshot:
    found = re.search(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return read(found[1], SCHOOL)


def test_everything_in_the_example_on_the_page_has_its_place() -> None:
    found = example()
    assert found.unplaced == EMPTY
    assert (found.title, found.language, found.guide) == ("The late bus", "en", "school")
    assert found.part("headline") == line("Pupils who live far away can stay for homework help")
    assert [asked.key for asked in found.asked_in("pupils")] == ["E1", ""]
    assert len(found.facts.team) == 2


def test_the_page_names_every_key_that_is_written() -> None:
    written = write(example(), SCHOOL.get("school", "en"))
    front = written.split("---\n")[1]
    keys = re.findall(r"^([a-z-]+):", front, re.MULTILINE)
    assert len(keys) == 13
    assert [key for key in keys if f"| `{key}` |" not in PAGE] == []


def test_the_values_in_quotes_on_the_page_are_read() -> None:
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    snapshot = read(f"---\n{found[1]}---\n", SCHOOL)
    assert snapshot.title == "Homework help: two days a week"
    assert snapshot.facts.case_number == "#31"


def test_the_page_names_the_limits() -> None:
    assert f"{LARGEST:,} characters" in PAGE
    assert f"{MOST_HEADINGS:,} headings" in PAGE
    assert f"# {SCHOOL.get('school', 'en').words['unplaced']}" in PAGE
