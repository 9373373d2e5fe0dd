"""Whole files: an older one stays until the new one is whole; what is no file is never replaced."""

import os
from pathlib import Path
from threading import Thread

import pytest

from wpr.storage.whole_file import whole_file


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "backup.gz"
    file.write_bytes(b"old")
    with pytest.raises(RuntimeError), whole_file(file):
        raise RuntimeError
    assert file.read_bytes() == b"old"
    with whole_file(file, 0o600) as out:
        out.write(b"new")
        assert file.read_bytes() == b"old"
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [file], "no draft is left"


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o644)
    got: list[bytes] = []
    reader = Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with whole_file(pipe, 0o600) as out:
        out.write(b"through")
    reader.join()
    assert got == [b"through"]
    assert pipe.is_fifo()
    assert pipe.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("place", "reason"), [("gone/a.gz", "No such file"), ("file/a.gz", "Not a directory")]
)
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match=reason) as refused, whole_file(tmp_path / place):
        pass
    assert refused.value.filename == str(tmp_path / place)


def test_a_full_disk_is_told_with_the_name_and_the_device_stays() -> None:
    full = Path("/dev/full")
    with pytest.raises(OSError, match="No space left") as refused, whole_file(full, 0o600) as out:
        out.write(b"much")
    assert refused.value.filename == "/dev/full"
    assert full.is_char_device()
