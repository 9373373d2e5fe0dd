"""`wpr export`: document files become PDFs or tidy Markdown, without a server or a database."""

import re
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.cli.conftest import Run
from tests.fixtures.servers import environment_with
from wpr.cli import exporting
from wpr.places import EXAMPLES

EXAMPLE = EXAMPLES / "torsdagsbrevet.md"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A copy of an example, to export beside."""
    file = tmp_path / "brevet.md"
    file.write_bytes(EXAMPLE.read_bytes())
    return file


def text_of(pdf: Path) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def test_a_file_becomes_a_pdf_beside_it(on_files: Run, letter: Path, data: Path) -> None:
    result = on_files("export", letter)
    assert result.exit_code == 0
    assert result.stdout == f"{letter.with_suffix('.pdf')}\n"
    assert "Torsdagsbrevet" in text_of(letter.with_suffix(".pdf"))
    assert not data.exists(), "an export needs no data folder"


def test_the_same_file_on_the_same_day_gives_the_same_bytes(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    for name in ("one.pdf", "two.pdf"):
        on_files("export", letter, "-o", tmp_path / name, "--date", "2027-03-01")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert "1 mars 2027" in text_of(tmp_path / "one.pdf").replace("\u00a0", " ")


def test_the_label_stands_in_the_running_header(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    on_files("export", letter, "--label", "Version 3")
    assert "Version 3" in text_of(letter.with_suffix(".pdf")).replace("\u00a0", " ")


def test_every_example_goes_into_a_folder(on_files: Run, tmp_path: Path) -> None:
    examples = sorted(EXAMPLES.glob("*.md"))
    result = on_files("export", *examples, "-o", tmp_path / "printed")
    assert result.exit_code == 0
    made = sorted(file.name for file in (tmp_path / "printed").iterdir())
    assert made == [f"{example.stem}.pdf" for example in examples]


def test_markdown_comes_out_as_wpr_spells_it(on_files: Run, letter: Path, tmp_path: Path) -> None:
    result = on_files("export", letter, "-f", "md", "-o", tmp_path / "tidy.md")
    assert result.exit_code == 0
    assert (tmp_path / "tidy.md").read_text(encoding="utf-8") == letter.read_text(encoding="utf-8")


def test_a_file_with_a_fault_does_not_keep_the_others_back(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text("---\ntitle: A\nlaunch-date: soon\n---\n", encoding="utf-8")
    result = on_files("export", broken, letter, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["brevet.pdf"]
    assert f"{broken}, line 3: " in result.stderr


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", 1), (b"---\ntitle: \xff\n---\n", 2), (b"---\nguide: nonsense\n---\n", 2)],
)
def test_a_file_that_is_no_document_is_refused_with_its_line(
    on_files: Run, tmp_path: Path, content: bytes, line: int
) -> None:
    file = tmp_path / "broken.md"
    file.write_bytes(content)
    result = on_files("export", file)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {file}, line {line}: ")
    assert result.stderr.count("\n") == 1
    assert not file.with_suffix(".pdf").exists()


def test_a_missing_file_is_named(on_files: Run, tmp_path: Path) -> None:
    result = on_files("export", tmp_path / "gone.md")
    assert result.exit_code == 1
    assert result.stderr == f"Error: {tmp_path / 'gone.md'}: No such file or directory.\n"


def test_a_folder_is_no_file(on_files: Run, tmp_path: Path) -> None:
    result = on_files("export", tmp_path)
    assert (result.exit_code, result.stderr) == (1, f"Error: {tmp_path}: Is a directory.\n")


def test_a_full_disk_is_told(on_files: Run, letter: Path) -> None:
    result = on_files("export", letter, "-f", "md", "-o", "/dev/full")
    assert result.exit_code == 1
    assert "Error: /dev/full: No space left on device.\n" in result.stderr


def test_an_export_can_be_piped(letter: Path) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "wpr", "export", letter, "-f", "md", "-o", "/dev/stdout"],
        env=environment_with(),
        check=True,
        capture_output=True,
    )
    assert piped.stdout.startswith(letter.read_bytes())


def test_a_file_is_never_written_over_itself(on_files: Run, letter: Path) -> None:
    before = letter.read_bytes()
    result = on_files("export", letter, "-f", "md")
    assert result.exit_code == 2
    assert "would be overwritten" in result.stderr
    assert letter.read_bytes() == before


def test_two_files_never_become_one(on_files: Run, letter: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / letter.name
    twin.parent.mkdir()
    twin.write_bytes(letter.read_bytes())
    result = on_files("export", letter, twin, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "Several files would become" in result.stderr


def test_several_files_are_not_put_into_a_folder_named_like_one(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    result = on_files("export", letter, EXAMPLE, "-o", tmp_path / "both.pdf")
    assert result.exit_code == 2
    assert "both.pdf is one file, and there are 2: name a folder." in result.stderr
    assert not (tmp_path / "both.pdf").exists()


def test_an_interrupt_leaves_what_is_not_begun(
    on_files: Run, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [letter.with_name(f"{number}.md") for number in range(200)]
    for file in many:
        file.write_bytes(letter.read_bytes())

    def interrupt(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "bar", interrupt)
    result = on_files("export", *many, "-f", "md", "-o", tmp_path / "out")
    assert (result.exit_code, result.stderr.strip()) == (1, "Aborted!")
    assert len(list((tmp_path / "out").glob("*.md"))) < len(many)


def test_missing_libraries_are_named_with_their_packages(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "libpango-1.0.so.0").touch()  # what the loader finds first, and cannot load
    failed = subprocess.run(
        [sys.executable, "-m", "wpr", "export", letter],
        env={"LD_LIBRARY_PATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert failed.returncode == 1
    assert "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_wrong_setting_is_told_before_anything_is_made(on_files: Run, letter: Path) -> None:
    result = on_files("export", letter, WPR_PORT="eight")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: WPR_PORT is 'eight': it must be a whole number from 1 to 65535.\n"
    )
    assert not letter.with_suffix(".pdf").exists()


def test_what_takes_longer_than_a_second_tells_how_far_it_is(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    files = []
    for number in range(1, 7):
        files.append(tmp_path / f"{number}.md")
        files[-1].write_bytes(letter.read_bytes())
    told = on_files("export", *files, "-o", tmp_path / "printed").stderr.splitlines()
    assert told
    assert all(re.fullmatch(r"[█░]{24} [0-6] of 6 …", line) for line in told)
    assert on_files("export", letter, "-f", "md", "-o", tmp_path / "a.md").stderr == ""


def test_the_kind_the_paper_and_the_look_are_chosen(
    on_files: Run, letter: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    logo = tmp_path / "logo.png"
    Image.new("RGB", (300, 90), "#8a1538").save(logo)
    result = on_files(
        *("export", letter, "-o", target, "--kind", "public", "--paper", "letter"),
        *("--logo", logo, "--logo-text", "Sjöhaga skola", "--colour", "#8a1538"),
    )
    assert result.exit_code == 0, result.output
    reader = pypdf.PdfReader(target)
    assert round(reader.pages[0].mediabox.height) == 792
    assert len(reader.pages[0].images) == 1
    assert "Förslag till beslut" not in text_of(target)


@pytest.mark.parametrize(
    ("option", "reason"),
    [
        (("--colour", "#ffee88"), "too light"),
        (("--colour", "red"), "is not a colour"),
        (("--logo", EXAMPLE, "--logo-text", "x"), "neither a PNG nor a JPEG"),
        (("--logo", EXAMPLE), "--logo-text"),
    ],
)
def test_a_look_that_cannot_be_printed_is_refused(
    on_files: Run, letter: Path, option: tuple[str, ...], reason: str
) -> None:
    result = on_files("export", letter, *option)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not letter.with_suffix(".pdf").exists()
