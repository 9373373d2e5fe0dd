"""How long a PDF takes, first and second time, beside headless Chromium printing the same HTML.

    python -m benchmarks.pdf [--runs 7]

The document is examples/torsdagsbrevet.md, six pages. Every run is a document of its own (another
title), so no run is served from the cache of another. Chromium gets the same HTML, style sheet and
fonts as a file, and a fresh profile each time, as a server would start it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf

from tests.fixtures.browsers import installed_chromium
from wpr.domain.guide_file import load_guides
from wpr.exchange.document_file import read
from wpr.places import EXAMPLES, GUIDES
from wpr.printing.assets import FONTS, style_sheet
from wpr.printing.options import Options
from wpr.printing.page import page_html
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

FIRST_OF_COLD_CHROMIUM = 0.7
SECOND_IN_MS = 10.0
EXAMPLE = "torsdagsbrevet.md"
FACES = (
    ("wpr Serif", 400, "normal", "serif-regular"),
    ("wpr Serif", 400, "italic", "serif-italic"),
    ("wpr Serif", 600, "normal", "serif-semibold"),
    ("wpr Serif", 600, "italic", "serif-semibold-italic"),
    ("wpr Display", 600, "normal", "display-semibold"),
    ("wpr Sans", 400, "normal", "sans-regular"),
    ("wpr Sans", 600, "normal", "sans-semibold"),
)


def main() -> int:
    """Print the table; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    renderer = Renderer()
    start = timed(renderer.warm)
    with tempfile.TemporaryDirectory() as folder:
        times = [measured(number, Path(folder), renderer) for number in range(runs)]
        pages, theirs = (
            len(pypdf.PdfReader(next(Path(folder).glob(pattern))).pages)
            for pattern in ("cache/*.pdf", "page.pdf")
        )
    renderer.close()
    first, second, cold = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"examples/{EXAMPLE}: {pages} pages ({theirs} by Chromium), median of {runs} runs\n")
    print(f"{'':34}{'ms':>8}{'of Chromium':>14}")
    for name, time_taken in (
        ("start of the renderer, once", start),
        ("first PDF, running server", first),
        ("second PDF, from the cache", second),
        ("headless Chromium, cold", cold),
    ):
        print(f"{name:34}{time_taken:8.1f}{time_taken / cold:14.3f}")
    met = first / cold <= FIRST_OF_COLD_CHROMIUM and second <= SECOND_IN_MS
    print(
        f"\ntargets: first <= {FIRST_OF_COLD_CHROMIUM} of Chromium, second <= {SECOND_IN_MS:g} ms:"
    )
    print("met" if met else "MISSED")
    return 0 if met else 1


def measured(number: int, folder: Path, renderer: Renderer) -> tuple[float, float, float]:
    """Milliseconds of the first and the second PDF of a document, and of Chromium's."""
    guides = load_guides(GUIDES)
    example = read((EXAMPLES / EXAMPLE).read_text(encoding="utf-8"), guides, EXAMPLE)
    guide = guides.get(example.guide, example.language)
    snapshot = replace(example, title=f"{example.title} {number}")
    options = Options("Utkast", date(2027, 3, 17))
    html = folder / "page.html"
    html.write_text(for_chromium(page_html(example, guide, options)), encoding="utf-8")

    def print_it() -> None:
        print_pdf(snapshot, guide, options, folder / "cache", renderer)

    return timed(print_it), timed(print_it), timed(lambda: print_by_chromium(html, folder))


def timed(act: Callable[[], object]) -> float:
    """Milliseconds that `act` takes."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def for_chromium(page: str) -> str:
    """The page with its style sheet and faces inside, where Chromium finds them."""
    faces = "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style};"
        f" src: url({(FONTS / file).as_uri()}.ttf) }}"
        for family, weight, style, file in FACES
    )
    return page.replace("</head>", f"<style>{faces}{style_sheet()}</style></head>", 1)


def chromium_to_print_with() -> str:
    """The whole Chromium where there is one: that is what a server would start. The one that tests
    drive, without windows, starts in half the time."""
    found = installed_chromium(("chromium", "google-chrome", "chromium-headless-shell"))
    if found is None:
        raise SystemExit("no Chromium here: apt install chromium")
    return found


def print_by_chromium(html: Path, folder: Path) -> None:
    """One cold start of the browser, one PDF."""
    with tempfile.TemporaryDirectory(dir=folder) as profile:
        subprocess.run(
            [
                *(
                    chromium_to_print_with(),
                    "--headless",
                    "--no-sandbox",
                    "--no-pdf-header-footer",
                ),
                f"--user-data-dir={profile}",
                f"--print-to-pdf={html.with_suffix('.pdf')}",
                html.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    sys.exit(main())
