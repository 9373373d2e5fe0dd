"""Every page of every kind of every example looks as it did when somebody approved it.

The approved pages lie in approved/, one sheet for each example and kind, in grey and at 60 dpi.
After a change of layout: `make approve`, then look at the sheets. A difference is written beside
the approved sheet into the test's own folder, whose name stands in the failure.
"""

import os
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from weasyprint.text.ffi import pango

from tests.printing.papers import DRAFT, example
from wpr.printing.edition import Edition
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

APPROVED = Path(__file__).parent / "approved"
PANGO = APPROVED / "pango.txt"
EXAMPLES = ("torsdagsbrevet", "samma-sprakval", "a-call-within-a-day")
DPI = 60
GREYS = 8
TOLERATED = 40
"""Of 255, after a blur: a line that has moved is far above it, the edge of a letter far below."""


def version() -> str:
    """Pango decides where lines break: 1.50 on Debian 12, 1.52 on Ubuntu 24.04."""
    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}"


def sheet(pdf: bytes) -> Image.Image:
    """All pages beside each other, four in a row."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    width, height = pages[0].size
    rows = -(-len(pages) // 4)
    whole = Image.new("L", (width * min(4, len(pages)), height * rows), 255)
    for at, page in enumerate(pages):
        whole.paste(page, (at % 4 * width, at // 4 * height))
    return whole


def differs(one: Image.Image, other: Image.Image) -> int:
    """How much they differ where they differ most, when both are looked at from afar."""
    afar = [picture.filter(ImageFilter.BoxBlur(3)) for picture in (one, other)]
    _, most = ImageChops.difference(*afar).getextrema()
    return int(most)


def side_by_side(approved: Image.Image, now: Image.Image, folder: Path) -> Path:
    both = Image.new("L", (approved.width + now.width + 20, max(approved.height, now.height)), 128)
    both.paste(approved, (0, 0))
    both.paste(now, (approved.width + 20, 0))
    file = folder / "approved-and-now.png"
    both.save(file)
    return file


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("edition", Edition)
def test_the_pages_look_as_approved(
    name: str, edition: Edition, renderer: Renderer, tmp_path: Path
) -> None:
    snapshot, guide = example(name)
    options = replace(DRAFT, edition=edition, watermark=guide.words["draft"])
    now = sheet(print_pdf(snapshot, guide, options, renderer=renderer).pdf)
    file = APPROVED / f"{name}-{edition}.png"
    if os.environ.get("WPR_APPROVE"):
        now.quantize(GREYS).save(file, optimize=True)
        PANGO.write_text(version() + "\n")
        return
    if (known := PANGO.read_text().strip()) != version():
        pytest.skip(f"NOT COMPARED: pages were approved with Pango {known}, this is {version()}")
    with Image.open(file) as kept:
        approved = kept.convert("L")
    is_same = approved.size == now.size and differs(approved, now) <= TOLERATED
    assert is_same, f"look at {side_by_side(approved, now, tmp_path)}; if it is right: make approve"


def test_a_line_that_moves_is_seen_and_the_edge_of_a_letter_is_not() -> None:
    with Image.open(APPROVED / "torsdagsbrevet-decision.png") as kept:
        approved = kept.convert("L")
    assert differs(approved, ImageChops.offset(approved, 0, 6)) > TOLERATED
    softer = approved.filter(ImageFilter.GaussianBlur(0.4))
    assert differs(approved, softer) <= TOLERATED
