"""The first PDF of a six-page document: our warm renderer beside a warm headless Chromium.

    python -m benchmarks.pdf_warm [--runs 9]

Both have made one PDF before and are running. Chromium gets the same HTML, style sheet and fonts,
in a page of its own each time, and stays open between them. Every run is a document of its own.
"""

import argparse
import statistics
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pdf import EXAMPLE, chromium_to_print_with, for_chromium, timed
from wpr.domain.guide_file import load_guides
from wpr.exchange.document_file import read
from wpr.places import EXAMPLES, GUIDES
from wpr.printing.options import Options
from wpr.printing.page import page_html
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

OPTIONS = Options("Utkast", date(2027, 3, 17))


def main() -> None:
    """Print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_to_print_with(), args=["--no-sandbox", "--disable-gpu"]
        )
        renderer = Renderer()
        times = [_pair(number, chromium, renderer, Path(folder)) for number in range(runs + 1)]
        renderer.close()
        chromium.close()
    ours, theirs = (statistics.median(column) for column in zip(*times[1:], strict=True))
    print(f"examples/{EXAMPLE}, median of {runs} runs, both warm\n")
    print("| | ms |\n|---|---|")
    print(f"| our renderer | {ours:.0f} |\n| headless Chromium | {theirs:.0f} |")
    print(f"\nratio: {ours / theirs:.2f}")


def _pair(number: int, browser: Browser, renderer: Renderer, folder: Path) -> tuple[float, float]:
    """Milliseconds of ours and of Chromium's, in turns so that other work slows both."""
    guides = load_guides(GUIDES)
    example = read((EXAMPLES / EXAMPLE).read_text(encoding="utf-8"), guides, EXAMPLE)
    guide = guides.get(example.guide, example.language)
    paper = replace(example, title=f"{example.title} {number}")
    file = folder / f"{number}.html"
    file.write_text(for_chromium(page_html(paper, guide, OPTIONS)), encoding="utf-8")
    return (
        timed(lambda: print_pdf(paper, guide, OPTIONS, renderer=renderer)),
        timed(lambda: _by_chromium(browser, file)),
    )


def _by_chromium(browser: Browser, file: Path) -> None:
    """A page opened, printed with its tags and outline as ours has them, and closed."""
    page = browser.new_page()
    page.goto(file.as_uri())
    page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()


if __name__ == "__main__":
    main()
