"""The examples are whole documents that keep the guide's own advice; they are the demo."""

import json
from datetime import date
from pathlib import Path

import pytest

from wpr.domain.guide import Guide, Kind
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Snapshot, Text
from wpr.exchange.document_file import read, write
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.markdown import to_markdown
from wpr.prose.schema import read as node

GUIDES_SHIPPED = load_guides(GUIDES)
FILES = sorted(EXAMPLES.glob("*.md"))


def of(file: Path) -> tuple[Snapshot, Guide]:
    snapshot = read(file.read_text(), GUIDES_SHIPPED, file.name)
    return snapshot, GUIDES_SHIPPED.get(snapshot.guide, snapshot.language)


def words(text: Text) -> int:
    return len(to_markdown(node(text)).split())


def test_there_are_two_swedish_documents_and_one_english() -> None:
    assert sorted(of(file)[0].language for file in FILES) == ["en", "sv", "sv"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_is_complete(file: Path) -> None:
    snapshot, guide = of(file)
    assert snapshot.unplaced == EMPTY
    assert all(answer.text != EMPTY for answer in snapshot.idea)
    assert all(part.text != EMPTY for part in snapshot.parts)
    assert all(asked.answer != EMPTY for asked in snapshot.questions)
    assert len(snapshot.idea) == len(guide.idea)
    facts = snapshot.facts
    assert isinstance(facts.launch_date, date)
    assert all((facts.place, facts.organisation, facts.team, facts.decider, facts.case_number))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_keeps_the_lengths_of_its_guide_and_of_the_page(file: Path) -> None:
    snapshot, guide = of(file)
    release, *_ = guide.groups
    for part in guide.parts():
        assert part.min_words <= words(snapshot.part(part.id)) <= part.max_words, part.id
    assert sum(words(snapshot.part(part.id)) for part in release.parts) <= 400


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_answers_all_the_guide_asks_and_12_to_20_questions_in_all(file: Path) -> None:
    snapshot, guide = of(file)
    assert 12 <= len(snapshot.questions) <= 20
    assert all(words(asked.answer) <= 150 for asked in snapshot.questions)
    for group in guide.groups:
        if group.kind is Kind.QUESTIONS:
            keys = [asked.key for asked in snapshot.asked_in(group.id) if asked.key]
            assert {question.key for question in group.questions} <= set(keys)
            assert all(guide.group_of(key) == group.id for key in keys)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_says_that_it_is_invented_and_what_it_does_not_know_yet(file: Path) -> None:
    source = file.read_text()
    assert "påhittat" in source or "påhittade" in source or "invented" in source
    open_ones = [asked.unknown for asked in of(file)[0].questions if asked.unknown]
    assert open_ones
    assert all(unknown.role and unknown.until for unknown in open_ones)
    assert "!" not in source


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_says_what_it_touches_and_why_a_question_of_the_bank_is_left_out(
    file: Path,
) -> None:
    snapshot, guide = of(file)
    assert set(snapshot.facts.touches) <= {trigger.id for trigger in guide.bank.triggers}
    assert snapshot.facts.touches
    asked = {question.key for question in snapshot.questions}
    for aside in snapshot.set_aside:
        assert guide.bank.find(aside.key)
        assert aside.key not in asked
        assert aside.reason
    assert snapshot.set_aside


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_example_is_spelt_as_the_product_would_write_it(file: Path) -> None:
    snapshot, guide = of(file)
    assert write(snapshot, guide) == file.read_text()


def test_together_they_show_everything_a_text_can_hold() -> None:
    everything = " ".join(json.dumps(of(file)[0].to_dict()) for file in FILES)
    for name in ("bullet_list", "ordered_list", "strong", "em", "link"):
        assert f'"{name}"' in everything
