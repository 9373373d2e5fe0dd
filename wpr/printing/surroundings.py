"""Surroundings: what a page is set with beside our own files. Other ones may give other bytes."""

import ctypes
import os
import sys
import zlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

_PACKAGES: Final = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
    "pyphen",
    "pillow",
    "jinja2",
    "babel",
)
_LIBRARIES: Final = (
    ("libpango-1.0.so.0", "pango_version_string", ctypes.c_char_p),
    ("libharfbuzz.so.0", "hb_version_string", ctypes.c_char_p),
    ("libfontconfig.so.1", "FcGetVersion", ctypes.c_int),
)
_SYSTEM_FONTS: Final = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
"""The folders that fonts.conf names: signs that our faces lack come from there."""


def surroundings() -> list[str]:
    """The program's and the libraries' versions, and the system's fonts by name and size."""
    return [
        f"python {sys.version_info}",
        f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
        *(f"{name} {_package(name)}" for name in _PACKAGES),
        *(f"{library} {_library(library, name, kind)}" for library, name, kind in _LIBRARIES),
        *(f"{file} {size}" for file, size in sorted(_fonts())),
    ]


def _package(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _library(library: str, function: str, answers: Any) -> str:
    """What a library says of its version; "" where it is missing or is called otherwise."""
    try:
        ask = getattr(ctypes.CDLL(library), function)
    except (OSError, AttributeError):
        return ""
    ask.restype = answers
    return str(ask())


def _fonts() -> Iterator[tuple[str, int]]:
    for folder in _SYSTEM_FONTS:
        for parent, _folders, files in os.walk(folder):
            for name in files:
                file = Path(parent, name)
                if file.is_file():
                    yield str(file.relative_to(folder)), file.stat().st_size
