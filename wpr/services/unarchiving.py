"""Unarchiving: an empty installation filled from an archive. Nothing in the zip is trusted."""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from sqlalchemy.exc import DataError, IntegrityError

from wpr.services.archiving import ABOUT, FORMAT, GUIDES_FOLDER, ROWS
from wpr.storage.backing_up import Backup, BackupFault, fill_from
from wpr.storage.database import Database

_LARGEST_SMALL_FILE: Final = 4 * 2**20
_MOST_PACKED: Final = 200
"""Times that rows may be smaller packed. Real ones are four to twenty times."""

_ALWAYS_ALLOWED: Final = 64 * 2**20
_GUIDE: Final = re.compile(re.escape(GUIDES_FOLDER) + r"[\w.-]+\.toml")
_NO_ARCHIVE: Final = (
    BadZipFile,
    EOFError,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came back, and the files of the school's own guides that were put into the folder."""

    backup: Backup
    guides: tuple[str, ...]


def read_archive(
    database: Database, file: Path, guides_folder: Path, progress: Callable[[int], None]
) -> Unpacked:
    """Fill a database without people and documents from an archive, all rows or none; the school's
    guides go into `guides_folder`, which must be empty or not there if there are any.

    Raises BackupFault for a database in use, for what is no whole archive, or one that unpacks to
    far more than rows do; SchemaFault for one of a newer schema; OSError.
    """
    try:
        with ZipFile(file) as archive:
            if json.loads(_small(archive, ABOUT))["format"] != FORMAT:
                raise ValueError("it is of another kind")
            guides = {
                one.filename.removeprefix(GUIDES_FOLDER): _small(archive, one.filename)
                for one in archive.infolist()
                if _GUIDE.fullmatch(one.filename)
            }
            if guides and guides_folder.exists() and any(guides_folder.iterdir()):
                raise BackupFault(
                    f"There are files in {guides_folder} already: say with --guides where the"
                    " school's own guides are to be put."
                )
            rows = archive.getinfo(ROWS)
            _refuse_bomb(rows)
            with archive.open(rows) as raw, TextIOWrapper(raw, "utf-8") as lines:
                backup = fill_from(database, lines, progress)
    except _NO_ARCHIVE as error:
        raise BackupFault(f"{file} is not a whole archive of wpr: {error}.") from error
    except (IntegrityError, DataError) as error:
        reason = str(error.orig).splitlines()[0]
        raise BackupFault(f"{file} does not fit together: {reason}.") from error
    for name, content in guides.items():
        guides_folder.mkdir(parents=True, exist_ok=True)
        (guides_folder / name).write_bytes(content)
    return Unpacked(backup, tuple(sorted(guides)))


def _small(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_SMALL_FILE:
        raise ValueError(f"{name} is larger than it can be")
    return archive.read(name)


def _refuse_bomb(rows: ZipInfo) -> None:
    if rows.file_size > max(_ALWAYS_ALLOWED, _MOST_PACKED * rows.compress_size):
        raise ValueError("it unpacks to more than rows do")
