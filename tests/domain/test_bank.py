"""The question bank that travels with the product, a school's own, and what is refused."""
# ruff: noqa: E501  (a table reads best with a case on each line)

from collections import Counter
from pathlib import Path

import pytest

from wpr.domain.bank import fits
from wpr.domain.guide import Guide
from wpr.domain.guide_file import GuideFault, Guides, load_guides
from wpr.places import GUIDES

SHIPPED = load_guides(GUIDES)
BOTH = [SHIPPED.get("school", "sv"), SHIPPED.get("school", "en")]
CLOUD = {
    "D1": "Hur ska man spara data?",
    "U1": "Hur ska upphandling gå till?",
    "B3": "Hur förändras mitt budgetarbete när man inte har avskrivningar?",
    "T1": "Vad händer med IT-avdelningen?",
    "R1": "Hur förändras roller och ansvar i organisationen?",
}
GUIDE = """id = "short"
language = "sv"
name = "Kort"

[[groups]]
id = "decision"
heading = "Frågor inför beslut"
kind = "questions"
purpose = "Svar."

[[groups.questions]]
key = "A1"
question = "Vad kostar bussen?"
"""
BANK = """[[triggers]]
id = "purchase"
question = "Köps något?"

[[questions]]
key = "A1"
group = "decision"
question = "Vad kostar det?"

[[questions]]
key = "A2"
group = "decision"
question = "Vem säljer?"
when = ["purchase"]

[[packs]]
id = "all"
name = "Alla"
keys = ["A1", "A2"]
"""


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_it_has_64_questions_34_of_them_for_everybody(guide: Guide) -> None:
    assert len(guide.bank.questions) == 64
    assert sum(not one.when for one in guide.bank.questions) == 34
    assert Counter(one.group for one in guide.bank.questions) == {
        "pupils": 7,
        "staff": 5,
        "decision": 52,
    }
    assert [trigger.id for trigger in guide.bank.triggers] == [
        "personal-data",
        "purchase",
        "digital-service",
        "work",
        "money",
        "large",
        "ai",
    ]


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_every_question_asks_and_says_what_a_good_answer_holds(guide: Guide) -> None:
    for one in guide.bank.questions:
        assert one.question.endswith("?"), one.key
        assert one.hint, one.key
        assert not one.hint.endswith("?"), one.key
        assert len(one.question) <= 110, one.key
        assert "!" not in one.question + one.hint, one.key
    for trigger in guide.bank.triggers:
        assert trigger.question.endswith("?")
        assert trigger.hint


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_its_packs_are_the_four_and_each_trigger_brings_something(guide: Guide) -> None:
    sizes = {pack.id: len(pack.keys) for pack in guide.bank.packs}
    assert sizes == {"small": 16, "digital-service": 38, "cloud": 5, "board": 43}
    for trigger in guide.bank.triggers:
        assert any(trigger.id in one.when for one in guide.bank.questions), trigger.id


def test_the_five_cloud_questions_stand_as_they_were_first_asked() -> None:
    found = {one.key: one.question for one in BOTH[0].bank.questions if one.is_cloud}
    assert found == CLOUD


@pytest.mark.parametrize("guide", BOTH, ids=["sv", "en"])
def test_a_new_document_asks_in_the_words_of_the_bank(guide: Guide) -> None:
    for group in guide.question_groups():
        for asked in group.questions:
            banked = guide.bank.find(asked.key)
            assert banked
            assert (banked.question, banked.hint, banked.group) == (
                asked.question,
                asked.hint,
                group.id,
            )


def test_a_question_fits_when_one_of_its_triggers_does() -> None:
    budget = BOTH[0].bank.find("B3")
    core = BOTH[0].bank.find("E1")
    assert budget
    assert core
    assert not fits(budget, ["ai"])
    assert fits(budget, ["purchase"])
    assert fits(budget, ["digital-service", "ai"])
    assert fits(core, [])


def with_own(folder: Path, bank: str, name: str = "short.bank.sv.toml") -> Guides:
    (folder / "short.sv.toml").write_text(GUIDE)
    (folder / name).write_text(bank)
    return load_guides(GUIDES, folder)


def test_a_school_has_a_bank_of_its_own_beside_its_guide(tmp_path: Path) -> None:
    bank = with_own(tmp_path, BANK).get("short", "sv").bank
    assert [one.key for one in bank.questions] == ["A1", "A2"]
    assert [pack.keys for pack in bank.packs] == [("A1", "A2")]


def test_the_guides_own_wording_goes_before_the_banks(tmp_path: Path) -> None:
    guide = with_own(tmp_path, BANK).get("short", "sv")
    banked = guide.bank.find("A1")
    assert banked
    assert banked.question == "Vad kostar bussen?"
    assert guide.groups[0].questions[0].question == "Vad kostar bussen?"


def test_a_guide_without_a_bank_borrows_what_fits_its_groups(tmp_path: Path) -> None:
    (tmp_path / "short.sv.toml").write_text(GUIDE)
    guide = load_guides(GUIDES, tmp_path).get("short", "sv")
    assert {one.group for one in guide.bank.questions} == {"decision"}
    assert guide.bank.questions[-1].key == "A1"
    pack = guide.bank.pack("small")
    assert pack
    assert "E1" not in pack.keys
    assert "N4" in pack.keys
    assert guide.group_of("A1") == "decision"
    assert guide.group_of("E1") is None


def test_a_later_folder_replaces_a_shipped_bank_in_both_languages(tmp_path: Path) -> None:
    for language in ("sv", "en"):
        name = f"school.bank.{language}.toml"
        source = (GUIDES / name).read_text()
        own = source.replace(
            "[[packs]]",
            '[[questions]]\nkey = "Z1"\ngroup = "staff"\nquestion = "Z?"\n\n[[packs]]',
            1,
        )
        (tmp_path / name).write_text(own)
    guides = load_guides(GUIDES, tmp_path)
    for language in ("sv", "en"):
        assert guides.get("school", language).bank.find("Z1")


BROKEN = [
    ("an unknown trigger", 'when = ["purchase"]', 'when = ["purchases"]', "when =", 'there is no trigger called "purchases", only purchase.'),
    ("a group the guide lacks", 'group = "decision"\nquestion = "Vem', 'group = "staff"\nquestion = "Vem', 'group = "staff"', 'there is no group called "staff", only decision.'),
    ("a key twice", 'key = "A2"', 'key = "a1"', 'key = "a1"', '"key" is "a1", which stands here already.'),
    ("a question twice", '"Vem säljer?"', '"Vad kostar det?"', 'question = "Vad kostar det?"\nwhen', '"question" is "Vad kostar det?", which stands here already.'),
    ("a long key", 'key = "A2"', 'key = "A23456789012345678901"', "key = \"A2", '"key" may have at most 20 characters.'),
    ("a pack of a strange key", 'keys = ["A1", "A2"]', 'keys = ["A1", "A3"]', "keys =", 'there is no question called "A3", only A1, A2.'),
    ("a pack with a key twice", 'keys = ["A1", "A2"]', 'keys = ["A1", "A1"]', "keys =", '"keys" names "A1" twice.'),
    ("a pack of nothing", 'keys = ["A1", "A2"]', "keys = []", "keys =", '"keys" is empty, so the pack would bring nothing.'),
    ("keys as text", 'keys = ["A1", "A2"]', 'keys = "A1"', "keys =", '"keys" must be a list of texts in quotes.'),
    ("keys as numbers", 'keys = ["A1", "A2"]', "keys = [1]", "keys =", '"keys" must be a list of texts in quotes.'),
    ("a misspelt key", 'when = ["purchase"]', 'wen = ["purchase"]', "wen =", 'there is no key called "wen" here. Did you mean "when"?'),
    ("no questions", BANK[BANK.index("[[questions]]"):], "", "[[triggers]]", "there are no [[questions]], so the bank would be empty."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "place", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_broken_bank_is_refused_with_its_line(
    old: str, new: str, place: str, says: str, tmp_path: Path
) -> None:
    assert BANK.count(old) == 1
    broken = BANK.replace(old, new)
    with pytest.raises(GuideFault) as refusal:
        with_own(tmp_path, broken)
    assert refusal.value.file == tmp_path / "short.bank.sv.toml"
    assert says in refusal.value.reason
    assert refusal.value.line == broken[: broken.index(place)].count("\n") + 1


def test_a_bank_without_its_guide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GuideFault, match=r'there is no guide for this bank, no "other.sv.toml"'):
        with_own(tmp_path, BANK, "other.bank.sv.toml")


def test_a_bank_in_one_of_two_languages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short.en.toml").write_text(GUIDE.replace('"sv"', '"en"'))
    with pytest.raises(GuideFault, match=r'there is no "short.bank.en.toml"'):
        with_own(tmp_path, BANK)


@pytest.mark.parametrize(
    ("old", "new"),
    [('id = "purchase"', 'id = "buying"'), ('key = "E3"', 'key = "E9"'), ('key = "E4"\ngroup = "pupils"', 'key = "E4"\ngroup = "staff"'), ("cloud = true", "cloud = false"), ('"E1", "E2", "E3"', '"E1", "E3"')],
    ids=["trigger", "key", "group", "cloud", "pack"],
)  # fmt: skip
def test_languages_that_disagree_are_refused(old: str, new: str, tmp_path: Path) -> None:
    own = (GUIDES / "school.bank.sv.toml").read_text().replace(old, new, 1)
    (tmp_path / "school.bank.sv.toml").write_text(own)
    with pytest.raises(GuideFault):
        load_guides(GUIDES, tmp_path)
