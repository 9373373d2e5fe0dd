"""What a PDF takes by its length: milliseconds, and the most memory its renderer had.

python -m benchmarks.pdf_sizes
"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pypdf

from wpr.domain.guide_file import load_guides
from wpr.exchange.document_file import read
from wpr.places import EXAMPLES, GUIDES
from wpr.printing.options import Options
from wpr.printing.pdf import print_pdf
from wpr.printing.renderer import Renderer

EXAMPLE = "torsdagsbrevet.md"
TIMES_ITS_QUESTIONS = (0, 1, 5, 17)
"""Nearly 1, 6, 20 and 60 pages."""


def main() -> None:
    """Print the table. Each length has a renderer of its own, warm, so that memory is its own."""
    guides = load_guides(GUIDES)
    example = read((EXAMPLES / EXAMPLE).read_text(encoding="utf-8"), guides, EXAMPLE)
    guide = guides.get(example.guide, example.language)
    print("| pages | ms | most memory, MB |\n|---|---|---|")
    for times in TIMES_ITS_QUESTIONS:
        renderer = Renderer(processes=1, seconds=300)
        renderer.warm()
        snapshot = replace(example, questions=example.questions * times)
        begun = perf_counter()
        pdf = print_pdf(snapshot, guide, Options("Utkast", date(2027, 3, 17)), renderer=renderer)
        took = (perf_counter() - begun) * 1000
        path = Path(f"/proc/{renderer.process_ids()[0]}/status")
        memory = next(line for line in path.read_text().splitlines() if line.startswith("VmHWM"))
        renderer.close()
        print(f"| {_pages(pdf.pdf)} | {took:.0f} | {int(memory.split()[1]) // 1024} |")


def _pages(pdf: bytes) -> int:
    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


if __name__ == "__main__":
    main()
