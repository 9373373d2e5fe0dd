"""The guides that travel with the product, and a school's own folder beside them."""

import re
from pathlib import Path

import pytest

from wpr.domain.guide import Guide, Kind
from wpr.domain.guide_file import Guides, load_guides
from wpr.places import GUIDES

SHIPPED = load_guides(GUIDES)
BOTH = [SHIPPED.get("school", "sv"), SHIPPED.get("school", "en")]
OWN = """id = "short"
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


def test_the_school_guide_is_there_in_both_languages() -> None:
    assert [(guide.id, guide.language) for guide in SHIPPED] == [("school", "en"), ("school", "sv")]
    assert SHIPPED.languages("school") == ("en", "sv")


def test_its_languages_have_the_same_limits_and_words() -> None:
    swedish, english = BOTH
    assert [(part.id, part.min_words, part.max_words) for part in swedish.parts()] == [
        (part.id, part.min_words, part.max_words) for part in english.parts()
    ]
    assert swedish.words.keys() == english.words.keys()


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_it_has_the_shape_of_a_press_release_with_questions(guide: Guide) -> None:
    kinds = [(group.id, group.kind) for group in guide.groups]
    assert kinds == [
        ("release", Kind.PARTS),
        ("pupils", Kind.QUESTIONS),
        ("staff", Kind.QUESTIONS),
        ("decision", Kind.QUESTIONS),
        ("vision", Kind.PARTS),
    ]
    assert [one.id for one in guide.idea] == [
        "who",
        "problem",
        "benefit",
        "evidence",
        "experience",
    ]
    assert [len(group.questions) for group in guide.question_groups()] == [3, 2, 6]


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_a_release_at_its_limits_fits_the_400_words_of_a_page(guide: Guide) -> None:
    release = guide.groups[0].parts
    assert sum(part.max_words for part in release if part.required) <= 400


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_everything_an_author_may_ask_of_it_is_said(guide: Guide) -> None:
    for group in guide.groups:
        assert group.good
        assert group.example
    for part in guide.parts():
        assert part.good
        assert part.example
    for asked in guide.idea:
        assert asked.hint
        assert asked.example
    for group in guide.question_groups():
        for question in group.questions:
            assert question.question.endswith("?")
            assert question.hint


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_a_purpose_is_one_sentence_and_good_at_most_three(guide: Guide) -> None:
    for told in (*guide.groups, *guide.parts()):
        assert len(re.findall(r"[.?](?=\s|$)", told.purpose)) == 1, told.id
        assert len(re.findall(r"[.?](?=\s|$)", told.good)) <= 3, told.id


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_its_examples_keep_the_lengths_it_teaches(guide: Guide) -> None:
    for part in guide.parts():
        assert part.min_words <= len(part.example.split()) <= part.max_words, part.id


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_nothing_in_it_shouts(guide: Guide) -> None:
    assert "!" not in (GUIDES / f"{guide.id}.{guide.language}.toml").read_text()


def test_a_language_nobody_wrote_falls_back_on_swedish(tmp_path: Path) -> None:
    assert SHIPPED.get("school", "fi").language == "sv"
    guides = with_own(tmp_path, OWN.replace('"sv"', '"en"'), "short.en.toml")
    assert guides.get("short", "sv").language == "en"


def test_another_guide_stands_in_for_one_that_is_not_loaded() -> None:
    assert SHIPPED.get("gone", "en") == SHIPPED.get("school", "en")
    assert SHIPPED.get("gone", "fi") == SHIPPED.get("school", "sv")


def test_each_guide_is_offered_once_in_the_wanted_language_where_it_can_be(tmp_path: Path) -> None:
    guides = with_own(tmp_path, OWN)
    assert [guide.name for guide in guides.offered("en")] == ["School", "Kort"]
    assert [guide.name for guide in guides.offered("sv")] == ["Skola", "Kort"]


def test_a_schools_own_guide_has_the_words_of_its_language_and_may_change_them(
    tmp_path: Path,
) -> None:
    own = OWN.replace("[[groups]]", '[words]\nteam = "Vi som skrev"\n\n[[groups]]', 1)
    words = with_own(tmp_path, own).get("short", "sv").words
    assert words["decider"] == "Beslutsfattare"
    assert words["team"] == "Vi som skrev"


def test_a_schools_own_file_replaces_the_shipped_one(tmp_path: Path) -> None:
    changed = (GUIDES / "school.sv.toml").read_text().replace('name = "Skola"', 'name = "Vår"')
    guides = with_own(tmp_path, changed, "school.sv.toml")
    assert guides.get("school", "sv").name == "Vår"
    assert guides.get("school", "en").name == "School"
    assert len(list(guides)) == 2


def test_the_smallest_guide_has_sensible_values_for_what_it_leaves_out(tmp_path: Path) -> None:
    (part,) = with_own(tmp_path, OWN).get("short", "sv").parts()
    assert (part.required, part.min_words, part.max_words) == (False, 0, 0)
    assert (part.good, part.example, part.skeleton) == ("", "", "")


def with_own(folder: Path, source: str, name: str = "short.sv.toml") -> Guides:
    (folder / name).write_text(source)
    return load_guides(GUIDES, folder)
