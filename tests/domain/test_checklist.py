"""The checklist that travels with the product, a school's own, and what is refused."""

from pathlib import Path

import pytest

from wpr.domain.checklist import Checklist, Fact, Weight
from wpr.domain.guide import Guide
from wpr.domain.guide_file import GuideFault, Guides, load_guides
from wpr.places import GUIDES

SHIPPED = load_guides(GUIDES)
BOTH = [SHIPPED.get("school", "sv"), SHIPPED.get("school", "en")]
GUIDE = """id = "short"
language = "sv"
name = "Kort"

[[groups]]
id = "release"
heading = "Pressmeddelande"
kind = "parts"
purpose = "En sida."

[[groups.parts]]
id = "headline"
heading = "Rubrik"
shape = "line"
purpose = "Namnger det."
"""
CHECKLIST = """[[voices]]
id = "pupil"
name = "Elev"

[[items]]
id = "clear"
wording = "Rubriken är klar."
weight = "stops"
parts = ["headline"]

[[items]]
id = "whole"
wording = "Allt är skrivet."
weight = "advises"
fact = "required-parts"
"""


def with_own(folder: Path, checklist: str, name: str = "short.checklist.sv.toml") -> Guides:
    (folder / "short.sv.toml").write_text(GUIDE)
    (folder / name).write_text(checklist)
    return load_guides(GUIDES, folder)


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_every_item_says_what_to_look_at_in_one_calm_sentence(guide: Guide) -> None:
    checklist = guide.checklist
    assert len(checklist.items) == 22
    for item in checklist.items:
        assert item.wording.endswith("."), item.id
        assert item.guidance, item.id
        assert len(item.wording) <= 90, item.id
        assert "!" not in item.wording + item.guidance, item.id
        assert bool(item.parts) is not bool(item.fact), item.id
    assert {item.fact for item in checklist.items if item.fact} == set(Fact)
    assert [voice.id for voice in checklist.voices] == [
        "pupil",
        "teacher",
        "union",
        "data-protection",
    ]


def test_a_school_has_its_own_and_a_round_keeps_the_items(tmp_path: Path) -> None:
    checklist = with_own(tmp_path, CHECKLIST).get("short", "sv").checklist
    clear = checklist.item("clear")
    assert clear
    assert (clear.weight, clear.parts, clear.fact) == (Weight.STOPS, ("headline",), None)
    assert Checklist.from_list(checklist.to_list()).items == checklist.items


def test_a_guide_without_one_borrows_what_is_about_its_parts(tmp_path: Path) -> None:
    (tmp_path / "short.sv.toml").write_text(GUIDE)
    checklist = load_guides(GUIDES, tmp_path).get("short", "sv").checklist
    assert checklist.item("outsider")
    assert checklist.item("all-parts")
    assert checklist.item("measures") is None


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"whole"', '"clear"', 12, "stands here already"),
        ('"stops"', '"halts"', 8, 'must be "stops" or "advises"'),
        ('"headline"', '"heading"', 9, 'no part or group called "heading"'),
        ('"required-parts"', '"luck"', 15, '"fact" is "luck"'),
        ("wording = ", "wordin = ", 7, 'Did you mean "wording"'),
    ],
)
def test_a_checklist_that_cannot_be_used_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    with pytest.raises(GuideFault, match=reason) as refusal:
        with_own(tmp_path, CHECKLIST.replace(old, new, 1))
    assert (refusal.value.file.name, refusal.value.line) == ("short.checklist.sv.toml", line)


def test_a_checklist_without_its_guide_and_one_without_items_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideFault, match="there is no guide for this checklist"):
        with_own(tmp_path, CHECKLIST, "long.checklist.sv.toml")
    (tmp_path / "long.checklist.sv.toml").unlink()
    with pytest.raises(GuideFault, match="would be empty"):
        with_own(tmp_path, "")


def test_the_languages_of_a_checklist_must_agree(tmp_path: Path) -> None:
    (tmp_path / "short.en.toml").write_text(GUIDE.replace('"sv"', '"en"'))
    (tmp_path / "short.checklist.en.toml").write_text(CHECKLIST.replace('"stops"', '"advises"'))
    with pytest.raises(GuideFault, match="the languages of a checklist must agree"):
        with_own(tmp_path, CHECKLIST)
