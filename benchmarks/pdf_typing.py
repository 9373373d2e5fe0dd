"""Ten PDFs at once while twenty people type: what the typists notice of it.

    python -m benchmarks.pdf_typing [--seconds 20]

The server is a real one. Twenty people type in five texts, first alone, then while ten different
PDFs of a whole example are asked for at the same moment. Aim: their p95 at most doubles.
"""

import argparse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from time import perf_counter

from benchmarks.live import measure
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer

PEOPLE, TEXTS, PDFS = 20, 5, 10


def main() -> None:
    """Print both rows, and the ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20)
    seconds = parser.parse_args().seconds
    alone = measure(PEOPLE, TEXTS, seconds, 5)
    took: list[float] = []
    meanwhile = measure(PEOPLE, TEXTS, seconds, 5, lambda server: printing(server, took))
    print("| twenty people typing | wait p50 ms | p95 ms | POST p95 ms |\n|---|---|---|---|")
    for name, row in (("alone", alone), (f"while {PDFS} PDFs are made", meanwhile)):
        print(f"| {name} | {row['p50']:.0f} | {row['p95']:.0f} | {row['post p95']:.0f} |")
    print(f"\nratio of p95: {meanwhile['p95'] / alone['p95']:.2f}")
    print(f"the first PDF after {min(took):.1f} s, all {len(took)} after {max(took):.1f} s")


def printing(server: LiveServer, took: list[float]) -> Callable[[], None]:
    """Asks for ten PDFs of an example that the server is given, none of them made before. Notes
    the seconds that each took."""
    desk = example_desk(server)
    choices = islice(
        product(("decision", "reading", "public"), ("a4", "letter"), ("yes", "no")), PDFS
    )
    begun = 0.0

    def fetch(choice: tuple[str, str, str]) -> None:
        query = "kind={}&paper={}&watermark={}".format(*choice)
        request = urllib.request.Request(
            f"{desk.base}/documents/{desk.document_id}/pdf?{query}",
            headers={"Cookie": desk.cookie, "Accept": "application/pdf"},
        )
        with urllib.request.urlopen(request, timeout=300) as answer:
            if not answer.read().startswith(b"%PDF-"):
                raise SystemExit("no PDF came")
        took.append(perf_counter() - begun)

    def all_at_once() -> None:
        nonlocal begun
        begun = perf_counter()
        with ThreadPoolExecutor(PDFS) as pool:
            list(pool.map(fetch, choices))

    return all_at_once


if __name__ == "__main__":
    main()
