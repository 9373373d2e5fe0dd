"""Keystroke to the other screen: writers in one text of a real server, on this machine.

    python -m benchmarks.live [--runs 2x1 20x5 20x1] [--seconds 20] [--keys 5]

A run is CLIENTSxTEXTS: "20x5" is twenty people in five texts of one document. Each writer gathers
keys as the editor does, sends them, and hears the others over its own stream. The wait is from a
key of one writer to the moment another writer has it; aim: p50 <= 150 ms with 20.
"""

import argparse
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from tests.fixtures.desks import furnish
from tests.fixtures.servers import LiveServer
from tests.fixtures.writers import Board, Writer

Beside = Callable[[LiveServer], Callable[[], None]]
"""Prepares a server, and gives what is to be done on it while people type."""


def measure(
    clients: int, texts: int, seconds: float, keys_a_second: float, beside: Beside | None = None
) -> dict[str, float]:
    """One run on a fresh server; milliseconds, and whether nothing was lost or doubled."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder) / "data")
        server.start()
        try:
            others = [Thread(target=beside(server))] if beside else []
            desk = furnish(server, texts)
            board = Board()
            writers = [
                Writer(desk, desk.text_ids[number % texts], chr(ord("a") + number), board)
                for number in range(clients)
            ]
            threads = [
                Thread(target=writer.write, args=(seconds, keys_a_second)) for writer in writers
            ]
            for thread in (*threads, *others):
                thread.start()
            for thread in (*threads, *others):
                thread.join()
            stored = sum(writer.content().content.size - 2 for writer in writers[:texts])
            for writer in writers:
                writer.stop()
        finally:
            server.kill()
    typed = sum(writer.typed for writer in writers)
    if stored != typed:
        raise SystemExit(f"{typed} keys typed, {stored} stored")
    waits = statistics.quantiles(board.waits, n=100)
    posts = statistics.quantiles(board.posts, n=100)
    return {
        "keys": typed,
        "p50": waits[49] * 1000,
        "p95": waits[94] * 1000,
        "post p50": posts[49] * 1000,
        "post p95": posts[94] * 1000,
    }


def main() -> None:
    """Print one row a number of clients."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", nargs="+", default=["2x1", "20x5", "20x1"])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--keys", type=float, default=5, help="keys a second and writer")
    options = parser.parse_args()
    print("| people | texts | keys typed = stored | wait p50 ms | p95 ms | POST p50 ms | p95 ms |")
    print("|---|---|---|---|---|---|---|")
    for run in options.runs:
        clients, texts = map(int, run.split("x"))
        row = measure(clients, texts, options.seconds, options.keys)
        print(
            f"| {clients} | {texts} | {row['keys']} | {row['p50']:.0f} | {row['p95']:.0f}"
            f" | {row['post p50']:.1f} | {row['post p95']:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
