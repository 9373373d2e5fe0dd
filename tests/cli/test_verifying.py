"""wpr verify: what a PDF shows by itself, without a server or a database."""

import json
from io import BytesIO
from pathlib import Path

import pikepdf

from tests.cli.conftest import Run
from wpr.places import EXAMPLES


def test_a_pdf_is_told_to_be_unchanged_or_changed(wpr: Run, tmp_path: Path) -> None:
    file = tmp_path / "brev.pdf"
    made = wpr("export", EXAMPLES / "torsdagsbrevet.md", "-o", file, "--label", "Version 3")
    assert made.exit_code == 0, made.output
    same = wpr("verify", file)
    assert (same.exit_code, "Torsdagsbrevet, Version 3" in same.stdout) == (0, True)
    with pikepdf.open(BytesIO(file.read_bytes())) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(tmp_path / "changed.pdf")
    both = wpr("verify", file, tmp_path / "changed.pdf")
    assert both.exit_code == 1
    assert "brev.pdf: unchanged" in both.stdout
    assert "changed.pdf: CHANGED" in both.stdout
    (tmp_path / "no.pdf").write_bytes(b"%PDF-1.7")
    assert wpr("verify", tmp_path / "no.pdf").exit_code == 1


def test_html_and_json_out_and_json_back(wpr: Run, tmp_path: Path) -> None:
    example = EXAMPLES / "torsdagsbrevet.md"
    for kind in ("html", "json"):
        assert wpr("export", example, "--format", kind, "-o", tmp_path / f"a.{kind}").exit_code == 0
    assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")
    assert json.loads((tmp_path / "a.json").read_text())["title"] == "Torsdagsbrevet"
    assert wpr("export", tmp_path / "a.json", "--format", "md", "-o", tmp_path / "a.md")
    assert (tmp_path / "a.md").read_text() == example.read_text()
