"""The cache: finished PDFs in a folder, the oldest out first. A failing one costs time only."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_UNFINISHED: Final = ".part"


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: how its name ends, and how a whole one begins and ends."""

    suffix: str
    begins: bytes
    ends: bytes


PDF: Final = Form(".pdf", b"%PDF-", b"%%EOF")
PNG: Final = Form(".png", b"\x89PNG", b"IEND\xaeB`\x82")


@dataclass(frozen=True, slots=True)
class Cache:
    """Files of one form by key in `folder`, which may be lost at any time; at most `limit` bytes
    together."""

    folder: Path
    limit: int = 200 * 2**20
    form: Form = PDF

    def get(self, key: str) -> bytes | None:
        """The PDF kept under `key`; None when there is none, or only a damaged one."""
        file = self._file(key)
        try:
            pdf = file.read_bytes()
        except OSError:
            return None
        if not (pdf.startswith(self.form.begins) and pdf.rstrip().endswith(self.form.ends)):
            return None
        with contextlib.suppress(OSError):  # a folder that cannot be written to still serves
            os.utime(file)
        return pdf

    def put(self, key: str, pdf: bytes) -> None:
        """Keep a PDF. Where there is no room or no permission it is not kept, and nothing is said:
        the caller has the PDF."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(pdf))
            self._write(self._file(key), pdf)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}{self.form.suffix}"

    def _write(self, file: Path, pdf: bytes) -> None:
        """All or nothing: under another name first, so that a reader never meets half a file."""
        handle, name = tempfile.mkstemp(suffix=_UNFINISHED, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as unfinished:
                unfinished.write(pdf)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _make_room(self, wanted: int) -> None:
        """Remove the files longest unused until `wanted` bytes fit, half-written ones too."""
        files = sorted(self._files(), reverse=True)
        room = self.limit - wanted
        for _, size, file in files:
            room -= size
            if room < 0:
                file.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for file in self.folder.iterdir():
            with contextlib.suppress(FileNotFoundError):
                if file.suffix in (self.form.suffix, _UNFINISHED):
                    stat = file.stat()
                    yield stat.st_mtime, stat.st_size, file
