"""The look of a school on paper: its logo and its colour."""

import base64
import re
from dataclasses import dataclass
from typing import Final

TEAL: Final = "#0e5559"
"""The product's own accent (shared by templates/print/document.css)."""

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_SIGNATURES: Final = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def is_colour(words: str) -> bool:
    """Whether this is a colour as "#rrggbb"."""
    return _COLOUR.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Look:
    """`logo` is a PNG or a JPEG (b"" for none), `logo_text` what it says to who does not see it,
    and `colour` the accent as "#rrggbb"."""

    colour: str = TEAL
    logo: bytes = b""
    logo_text: str = ""

    def __post_init__(self) -> None:
        """ValueError for a colour or a logo of another kind: both stand in the page as they are."""
        if not is_colour(self.colour):
            raise ValueError(f"{self.colour[:20]!r} is not a colour such as {TEAL}")
        if self.logo:
            image_type(self.logo)

    @property
    def logo_address(self) -> str:
        """The logo as a `data:` address, "" for none: the renderer fetches nothing."""
        if not self.logo:
            return ""
        return f"data:{image_type(self.logo)};base64,{base64.b64encode(self.logo).decode()}"


PLAIN: Final = Look()
"""No logo, and the product's own accent."""


def image_type(content: bytes) -> str:
    """The media type of a picture by its first bytes; ValueError for another kind of file."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    raise ValueError("neither a PNG nor a JPEG")
