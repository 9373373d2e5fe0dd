"""Assets: the files a page is set with, and the fingerprint of everything that shapes a PDF."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from wpr.places import TEMPLATES
from wpr.printing.faults import FontMissing
from wpr.printing.surroundings import surroundings

FONTS: Final = Path(__file__).parent / "fonts"
FONT_SETTINGS: Final = FONTS / "fonts.conf"
"""Fontconfig's settings: the system's fonts and ours. So no font is ever fetched or copied."""

FACES: Final = (
    "display-semibold.ttf",
    "sans-regular.ttf",
    "sans-semibold.ttf",
    "serif-italic.ttf",
    "serif-regular.ttf",
    "serif-semibold-italic.ttf",
    "serif-semibold.ttf",
)
_PRINT: Final = TEMPLATES / "print"
_STYLES: Final = ("document.css", "kinds.css")
_PROSE: Final = ("html.py", "language.py", "pieces.py", "common_words.toml")
"""What makes the texts of a page, in `wpr/prose`."""


def check_faces(folder: Path = FONTS) -> None:
    """Raises FontMissing for the first shipped face that is not in `folder`."""
    for face in FACES:
        if not (folder / face).is_file():
            raise FontMissing(face)


def style_sheet() -> str:
    """All styles of the document on paper."""
    return "\n".join((_PRINT / file).read_text(encoding="utf-8") for file in _STYLES)


@cache
def fingerprint() -> str:
    """A digest that changes with the app, what it prints with, the pages and the styles.

    Read once a process: an update restarts it.
    """
    digest = hashlib.sha256("\n".join(surroundings()).encode())
    package = Path(__file__).parent
    prose = (package.parent / "prose" / name for name in _PROSE)
    for file in (*sorted(package.glob("*.py")), *sorted(_PRINT.iterdir()), *prose):
        digest.update(file.read_bytes())
    for face in FACES:
        file = FONTS / face
        digest.update(f"{face} {file.stat().st_size if file.is_file() else 0}".encode())
    return digest.hexdigest()
