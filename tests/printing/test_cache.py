"""The cache: the second time costs nothing, and a cache that cannot be used costs only time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.printing.papers import DRAFT, EMPTY_PAPER, SWEDISH, example
from wpr.printing.cache import Cache
from wpr.printing.faults import Occupied
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

PDF = b"%PDF-1.7 ... %%EOF\n"
NOBODY = Renderer(processes=0, patience=0)
"""A renderer without a process: whoever needs it to print is refused."""


def test_the_second_time_renders_nothing_and_takes_ten_milliseconds(
    tmp_path: Path, renderer: Renderer
) -> None:
    snapshot, guide = example("torsdagsbrevet")
    first = print_pdf(snapshot, guide, DRAFT, tmp_path, renderer)
    times = []
    for _ in range(10):
        begun = time.perf_counter()
        again = print_pdf(snapshot, guide, DRAFT, tmp_path, NOBODY)
        times.append(time.perf_counter() - begun)
        assert again == replace(first, from_cache=True)
    assert not first.from_cache
    assert min(times) < 0.010


def test_another_version_is_another_pdf(tmp_path: Path, renderer: Renderer) -> None:
    print_pdf(EMPTY_PAPER, SWEDISH, DRAFT, tmp_path, renderer)
    with pytest.raises(Occupied):
        print_pdf(EMPTY_PAPER, SWEDISH, replace(DRAFT, version="Version 2"), tmp_path, NOBODY)


def test_without_a_folder_nothing_is_kept(renderer: Renderer) -> None:
    assert not print_pdf(EMPTY_PAPER, SWEDISH, DRAFT, renderer=renderer).from_cache
    assert not print_pdf(EMPTY_PAPER, SWEDISH, DRAFT, renderer=renderer).from_cache


@pytest.mark.parametrize("damage", [b"", PDF[:-8], b"<html>", b"\x00" * 100])
def test_a_damaged_file_is_printed_anew(damage: bytes, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a", PDF)
    (tmp_path / "a.pdf").write_bytes(damage)
    assert cache.get("a") is None


def test_a_folder_that_is_a_file_serves_the_pdf_anyway(tmp_path: Path, renderer: Renderer) -> None:
    (tmp_path / "taken").write_text("")
    pdf = print_pdf(EMPTY_PAPER, SWEDISH, DRAFT, tmp_path / "taken", renderer)
    assert pdf.pdf.startswith(b"%PDF-")
    assert not pdf.from_cache


FULL = """
import resource, sys
from pathlib import Path
from wpr.printing.cache import Cache
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
cache = Cache(Path(sys.argv[1]))
cache.put("a", b"%PDF-" + b"x" * 100_000 + b"%%EOF")
print(cache.get("a"), list(Path(sys.argv[1]).iterdir()))
"""


def test_a_disk_without_room_keeps_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "None []\n"


def test_the_oldest_go_first_when_the_folder_is_full(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=3 * len(PDF))
    for age, key in enumerate(["c", "b", "a"]):
        cache.put(key, PDF)
        os.utime(tmp_path / f"{key}.pdf", (1000 + age, 1000 + age))
    assert cache.get("c") == PDF  # used now: no longer the oldest
    cache.put("d", PDF)
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["a", "c", "d"]


def test_what_a_crash_left_half_written_goes_with_the_oldest(tmp_path: Path) -> None:
    (tmp_path / "x.part").write_bytes(PDF)
    os.utime(tmp_path / "x.part", (1000, 1000))
    Cache(tmp_path, limit=len(PDF)).put("a", PDF)
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_of_somebody_else_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    Cache(tmp_path, limit=1).put("a", PDF)
    assert (tmp_path / "notes.txt").exists()


def test_readers_never_meet_half_a_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    long = b"%PDF-" + b"x" * 2_000_000 + b"%%EOF"

    def write_and_read(_: int) -> bytes | None:
        cache.put("a", long)
        return (tmp_path / "a.pdf").read_bytes()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(write_and_read, range(40))) == {long}
