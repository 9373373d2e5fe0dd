"""`wpr guides check`: a school's own guide is read as the server would read it."""

from pathlib import Path

from tests.cli.conftest import Run
from wpr.places import GUIDES


def test_a_good_guide_is_told_with_its_parts(on_files: Run, tmp_path: Path) -> None:
    source = (GUIDES / "school.sv.toml").read_text(encoding="utf-8")
    own = source.replace('id = "school"', 'id = "ours"', 1)
    (tmp_path / "ours.sv.toml").write_text(own, encoding="utf-8")
    result = on_files("guides", "check", tmp_path)
    assert result.exit_code == 0
    assert result.output.startswith("ours.sv: ")
    assert result.output.count("\n") == 1


def test_a_bank_is_told_with_its_questions(on_files: Run, tmp_path: Path) -> None:
    for language in ("sv", "en"):
        name = f"school.bank.{language}.toml"
        (tmp_path / name).write_text((GUIDES / name).read_text(encoding="utf-8"), encoding="utf-8")
    result = on_files("guides", "check", tmp_path)
    assert result.exit_code == 0
    assert result.output == (
        "school.bank.en.toml: 64 questions.\nschool.bank.sv.toml: 64 questions.\n"
    )


def test_a_broken_guide_is_told_with_its_line(on_files: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.sv.toml").write_text('id = "ours"\nlanguage = 3\n', encoding="utf-8")
    result = on_files("guides", "check", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {tmp_path / 'ours.sv.toml'}, line 2: ")


def test_a_folder_that_is_not_there_is_a_wrong_use(on_files: Run, tmp_path: Path) -> None:
    assert on_files("guides", "check", tmp_path / "gone").exit_code == 2


def test_a_folder_without_guides_is_told_of(on_files: Run, tmp_path: Path) -> None:
    result = on_files("guides", "check", tmp_path)
    assert result.exit_code == 1
    assert "there is no guide, bank or checklist here" in result.stderr


def test_a_trigger_that_stands_twice_is_the_fault_that_is_told(
    on_files: Run, tmp_path: Path
) -> None:
    name = "school.bank.sv.toml"
    bank = (GUIDES / name).read_text(encoding="utf-8")
    twice = bank.replace('id = "purchase"', 'id = "personal-data"', 1)
    (tmp_path / name).write_text(twice, encoding="utf-8")
    result = on_files("guides", "check", tmp_path)
    assert '"id" is "personal-data", which stands here already' in result.stderr
