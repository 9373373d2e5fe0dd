"""What docs/guides.md promises about guide files is true."""

import re
from pathlib import Path

import pytest

from wpr.domain.guide_file import GuideFault, load_guides
from wpr.domain.guide_reading import WORDS
from wpr.domain.idea import first_draft
from wpr.places import GUIDES

DOCS = (Path(__file__).parents[2] / "docs" / "guides.md").read_text()
WHOLE, BANK, CHECKLIST, WORDS_ONLY = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)


def test_the_small_guide_in_the_text_is_sound_and_drafts_as_told(tmp_path: Path) -> None:
    source = WHOLE.replace("[[idea]]", f"{WORDS_ONLY}\n[[idea]]", 1)
    (tmp_path / "sjohaga.sv.toml").write_text(source)
    guide = load_guides(GUIDES, tmp_path).get("sjohaga", "sv")
    assert guide.words["team"] == "Vi som skrev"
    assert first_draft(guide, {"who": "Klass 5 A."})["lead"] == (
        "I dag börjar [skolan] med [det nya]. Det är till för en bestämd grupp: Klass 5 A.",
    )


def test_the_fault_in_the_text_is_the_one_that_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "sjohaga.sv.toml"
    file.write_text(WHOLE.replace('heading = "Ingress"', 'heding = "Ingress"'))
    with pytest.raises(GuideFault) as refusal:
        load_guides(GUIDES, tmp_path)
    assert str(refusal.value).replace(str(tmp_path), "/srv/wpr/guides") in DOCS


def test_the_small_bank_in_the_text_is_sound(tmp_path: Path) -> None:
    (tmp_path / "sjohaga.sv.toml").write_text(WHOLE)
    (tmp_path / "sjohaga.bank.sv.toml").write_text(BANK)
    bank = load_guides(GUIDES, tmp_path).get("sjohaga", "sv").bank
    assert [one.key for one in bank.questions] == ["U1", "B1"]
    assert [pack.name for pack in bank.packs] == ["Inköp"]


def test_the_small_checklist_in_the_text_is_sound(tmp_path: Path) -> None:
    (tmp_path / "sjohaga.sv.toml").write_text(WHOLE)
    (tmp_path / "sjohaga.checklist.sv.toml").write_text(CHECKLIST)
    checklist = load_guides(GUIDES, tmp_path).get("sjohaga", "sv").checklist
    assert [one.id for one in checklist.items] == ["quotes"]


@pytest.mark.parametrize("file", ["school.bank.en.toml", "school.checklist.en.toml"])
def test_every_key_of_the_shipped_bank_and_checklist_is_explained(file: str) -> None:
    source = (GUIDES / file).read_text()
    for key in set(re.findall(r"^(\w+) = ", source, re.MULTILINE)):
        assert f"`{key}`" in DOCS, key


@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_listed(word: str) -> None:
    assert f"`{word}`" in DOCS


def test_every_key_of_the_shipped_guide_is_explained() -> None:
    source = (GUIDES / "school.en.toml").read_text()
    _, _, below = source.partition("[[idea]]")
    for key in {*re.findall(r"^(\w+) = ", below, re.MULTILINE), "language", "name"}:
        assert f"`{key}`" in DOCS, key
