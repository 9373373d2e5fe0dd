"""`wpr check`: the coach's findings with the line and column where they stand."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from wpr.places import EXAMPLES

PLANTED = Path(__file__).with_name("planted.md")
FLAWS = [
    ("strong", "personal-data", "070-174 06 38"),
    ("advice", "buzzword", "implementeras"),
    ("advice", "dotted-abbreviation", "t.ex."),
    ("advice", "bureaucratic", "nyttja"),
    ("warning", "placeholder", "[belopp]"),
]
"""What is wrong with the planted file, in its order."""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    return shutil.copy(PLANTED, tmp_path / "planted.md")


def found_by(result: Any) -> list[tuple[str, str, str]]:
    return [(one["level"], one["rule"], one["found"]) for one in json.loads(result.stdout)]


def test_every_planted_flaw_is_found_and_nothing_else(on_files: Run, planted: Path) -> None:
    result = on_files("check", "--level", "advice", "--format", "json", planted)
    assert result.exit_code == 1
    assert found_by(result) == FLAWS


def test_line_and_column_point_at_the_words_in_the_file(on_files: Run, planted: Path) -> None:
    lines = planted.read_text(encoding="utf-8").split("\n")
    result = on_files("check", "--level", "advice", "--format", "json", planted)
    for one in json.loads(result.stdout):
        line = lines[one["line"] - 1]
        assert line[one["column"] - 1 : one["end_column"]] == one["found"]


def test_a_line_of_text_can_be_followed_by_an_editor(on_files: Run, planted: Path) -> None:
    result = on_files("check", planted)
    assert result.exit_code == 1
    serious, bracket = result.stdout.splitlines()
    assert serious.startswith(f"{planted}:17:67: strong [personal-data] ")
    assert bracket.startswith(f"{planted}:26:12: warning [placeholder] ”[belopp]”")
    assert result.stderr == (
        "1 file checked: 2 findings, and 3 below this level (--level advice tells them).\n"
    )


def test_a_replacement_is_told(on_files: Run, planted: Path) -> None:
    result = on_files("check", "--level", "advice", planted)
    assert "→ använda" in result.stdout


def test_the_level_decides_what_counts(on_files: Run, planted: Path) -> None:
    planted.write_text(
        planted.read_text(encoding="utf-8").replace("[belopp]", "900 kronor"), encoding="utf-8"
    )
    assert on_files("check", "--level", "strong", planted).exit_code == 1
    planted.write_text(
        planted.read_text(encoding="utf-8").replace("070-174 06 38", "skolan"), encoding="utf-8"
    )
    assert on_files("check", planted).exit_code == 0
    assert on_files("check", "--level", "advice", planted).exit_code == 1


def test_the_examples_are_clean(on_files: Run) -> None:
    result = on_files("check", *sorted(EXAMPLES.glob("*.md")))
    assert result.stdout == ""
    assert result.exit_code == 0


def test_an_unreadable_file_is_told_and_the_others_are_checked(
    on_files: Run, planted: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.md").write_bytes(b"---\ntitle: \xff\n---\n")
    result = on_files("check", tmp_path / "nowhere.md", tmp_path / "broken.md", planted)
    assert result.exit_code == 2
    assert "nowhere.md: No such file or directory." in result.stderr
    assert "broken.md" in result.stderr
    assert "personal-data" in result.stdout


def test_a_file_that_was_written_elsewhere_is_read_in_its_own_language_and_place(
    on_files: Run, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.md"
    text = (
        "# Year 7 eats lunch in peace\n\n*Three sittings*\n\nNorrfors, 12 May 2028\n\n"
        "## Frequently asked questions\n\n### What does it cost?\n\nWe leverage **it**, e.g. him."
        "\n\n- Pupils are taught by her, with regard to\n  the rules.\n"
    )
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    result = on_files("check", "--level", "advice", "--format", "json", file)
    found = {one["found"]: one for one in json.loads(result.stdout)}
    for words in ("leverage", "e.g.", "with regard to"):
        line = text.split("\n")[found[words]["line"] - 1]
        assert line[found[words]["column"] - 1 :].startswith(words)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"Hej\n\0\0", "line 2: this is not text"),
        (b"\x89PNG\r\n\x1a\n\xff", "not UTF-8 text"),
        (b"Vi ska planera det. " * 60_000, "more than 1000000 characters"),
    ],
)
def test_a_file_that_is_no_document_is_told_of(
    on_files: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "odd.md").write_bytes(content)
    result = on_files("check", tmp_path / "odd.md")
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_it_needs_no_database_and_makes_none(on_files: Run, planted: Path, data: Path) -> None:
    on_files("check", planted)
    assert not data.exists()


def test_a_folder_without_documents_is_told_of(on_files: Run, tmp_path: Path) -> None:
    result = on_files("check", tmp_path)
    assert result.exit_code == 2
    assert "there is no .md file in this folder" in result.stderr


def test_the_sarif_log_has_the_form_that_readers_demand(on_files: Run, planted: Path) -> None:
    result = on_files("check", "--level", "advice", "--format", "sarif", planted)
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "wpr"
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rule["shortDescription"]["text"] for rule in driver["rules"])
    assert len(run["results"]) == len(FLAWS)
    lines = planted.read_text(encoding="utf-8").split("\n")
    for one, (level, rule, found) in zip(run["results"], FLAWS, strict=True):
        assert set(one) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert one["ruleId"] == rule == rules[one["ruleIndex"]]
        assert one["level"] == {"advice": "note", "warning": "warning", "strong": "error"}[level]
        assert one["message"]["text"].strip()
        (location,) = one["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == planted.as_uri()
        region = place["region"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == found


def test_a_finding_about_a_whole_part_stands_where_the_part_begins(
    on_files: Run, tmp_path: Path
) -> None:
    long = "Läxhjälpen är öppen för alla elever på tisdagar. " * 30
    file = tmp_path / "long part.md"
    file.write_text(f"# Pressmeddelande\n\n## Lösningen\n\n{long}\n", encoding="utf-8")
    result = on_files("check", "--level", "advice", "--format", "sarif", file)
    results = json.loads(result.stdout)["runs"][0]["results"]
    places = {one["ruleId"]: one["locations"][0]["physicalLocation"] for one in results}
    assert places["section-length"]["region"] == {"startLine": 5}
    assert places["section-length"]["artifactLocation"]["uri"].endswith("/long%20part.md")
