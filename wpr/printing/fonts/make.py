"""The recipe of the shipped faces: subset, rename and save what two npm packages hold as WOFF2.

    npm pack source-serif@4.5.1 inter-ui@4.1.1 && ls *.tgz | xargs -n1 tar xzf ...
    python wpr/printing/fonts/make.py SOURCE_SERIF_FOLDER INTER_FOLDER

The complete packages are used and not the language slices that web pages load, since those lack
arrows, check marks, U+2010, small capitals and figures of equal width.
"""

import sys
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FACES: Final = (
    ("serif-regular", "wpr Serif", "Regular", "WOFF2/TTF/SourceSerif4-Regular.ttf.woff2"),
    ("serif-italic", "wpr Serif", "Italic", "WOFF2/TTF/SourceSerif4-It.ttf.woff2"),
    ("serif-semibold", "wpr Serif", "Semibold", "WOFF2/TTF/SourceSerif4-Semibold.ttf.woff2"),
    (
        "serif-semibold-italic",
        "wpr Serif",
        "Semibold Italic",
        "WOFF2/TTF/SourceSerif4-SemiboldIt.ttf.woff2",
    ),
    (
        "display-semibold",
        "wpr Display",
        "Semibold",
        "WOFF2/TTF/SourceSerif4Display-Semibold.ttf.woff2",
    ),
    ("sans-regular", "wpr Sans", "Regular", "web/Inter-Regular.woff2"),
    ("sans-semibold", "wpr Sans", "SemiBold", "web/Inter-SemiBold.woff2"),
)
"""File, family, style, source. The families differ from every installed font: a subset that shares
an installed font's name can lend its glyph numbers to the wrong file."""

CHARACTERS: Final = (
    *range(0x20, 0x590),  # Latin, Greek, Cyrillic, Armenian; what the face has of them
    *range(0x1E00, 0x2000),  # Latin additional, polytonic Greek
    *range(0x2000, 0x2C00),  # punctuation, currency, arrows, mathematics, shapes, dingbats
    *range(0xFB00, 0xFB07),  # ligatures
    0xFFFD,
)
FEATURES: Final = (
    *("kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt", "case"),
    *("lnum", "onum", "pnum", "tnum", "smcp", "c2sc", "sups"),
)
SAME_SIGN: Final = {0x2714: 0x2713, 0x2718: 0x2717}
"""Heavy check mark and ballot: drawn as the light ones, which the faces have."""


def make(source: Path, target: Path, family: str, style: str) -> None:
    """One face as an unhinted TrueType file (the PDF embeds outlines, a printer hints nothing)."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    for table in font["cmap"].tables:
        for heavy, light in SAME_SIGN.items():
            if light in table.cmap and table.isUnicode():
                table.cmap.setdefault(heavy, table.cmap[light])
    options = Options(hinting=False, layout_features=list(FEATURES), name_IDs=[0, 13, 14])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    names = font["name"]
    full = f"{family} {style}"
    for number, value in (
        (1, family),
        (2, style),
        (3, full),
        (4, full),
        (6, full.replace(" ", "")),
    ):
        names.setName(value, number, 3, 1, 0x409)
    font.save(target)


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:]]
    for file, family, style, inside in FACES:
        source = next(folder / inside for folder in folders if (folder / inside).is_file())
        make(source, Path(__file__).parent / f"{file}.ttf", family, style)
