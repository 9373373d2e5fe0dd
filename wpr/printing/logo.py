"""The logo: a picture that somebody gave, checked and written anew; and whether a colour is dark
enough for words.

A picture is read by Pillow, which WeasyPrint brings, as PNG or JPEG only, after its size in pixels
is known to be small. Nothing of the file is kept: only its pixels are.
"""

from io import BytesIO
from typing import Final

from PIL import Image

LARGEST_FILE: Final = 1_000_000
"""Bytes."""
MOST_PIXELS: Final = 8_000_000
"""Width times height of a picture that is opened at all."""
_WIDEST: Final = 1200
_HIGHEST: Final = 480
"""Pixels kept: at 60 by 12 mm on paper more cannot be seen."""

LEAST_CONTRAST: Final = 4.5
"""Of words on white (WCAG 2.2, 1.4.3)."""


class LogoRefused(Exception):
    """A picture that cannot be the logo. `why` is "large", "kind" or "pixels"; the text says it."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def clean_logo(content: bytes) -> bytes:
    """The picture as a small PNG on white, and nothing else.

    The same picture gives the same bytes. Raises LogoRefused: too many bytes or pixels, or neither
    a PNG nor a JPEG that can be read.
    """
    if len(content) > LARGEST_FILE:
        raise LogoRefused("large", f"the file is larger than {LARGEST_FILE // 1000} kB")
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise LogoRefused(
                    "pixels", f"it has more than {MOST_PIXELS // 1_000_000} megapixels"
                )
            pixels = picture.convert("RGBA")
    except LogoRefused:
        raise
    except Exception as error:  # what a broken picture raises is Pillow's own affair
        raise LogoRefused("kind", "it is neither a PNG nor a JPEG that can be read") from error
    pixels.thumbnail((_WIDEST, _HIGHEST))
    paper = Image.new("RGBA", pixels.size, "white")
    paper.alpha_composite(pixels)  # no transparency is left to mix colours in an archive
    kept = BytesIO()
    paper.convert("RGB").save(kept, "PNG", optimize=True)
    return kept.getvalue()


def contrast_on_white(colour: str) -> float:
    """The contrast of "#rrggbb" on white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)
