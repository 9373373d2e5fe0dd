"""Whole files: written beside their place, and put there once they are whole."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def whole_file(target: Path, mode: int | None = None) -> Iterator[IO[bytes]]:
    """What to write to; it becomes `target`, with the rights in `mode`, when the block ends well.

    Until then an older file stays. What is no ordinary file, such as /dev/stdout or a pipe, is
    written to where it is and never replaced. Raises OSError with the target's name.
    """
    is_ordinary = target.is_file() or not target.exists()
    draft = target.with_name(f".{target.name}.part") if is_ordinary else target
    try:
        with draft.open("wb") as out:
            if mode is not None and is_ordinary:
                draft.chmod(mode)
            yield out
        if is_ordinary:
            draft.replace(target)
    except OSError as error:
        if error.filename not in {None, str(draft)}:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        if is_ordinary:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
