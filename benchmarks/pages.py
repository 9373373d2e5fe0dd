"""Pages and steps against a plain Flask "hello", on the same server, in the same run.

    python -m benchmarks.pages [--requests 300]

Both apps run in granian with the same number of threads; one client asks, then eight at once.
The ratio to "hello" is what to look at: absolute milliseconds belong to the machine.
"""

import argparse
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer, free_port
from tests.fixtures.writers import Desk

HELLO = "from flask import Flask\napp = Flask(__name__)\napp.get('/')(lambda: 'hello')\n"
Ask = Callable[[http.client.HTTPConnection], None]


def main() -> None:
    """Print one row an act: p50 alone, p50 and p99 with eight at once, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=300)
    count = parser.parse_args().requests
    with tempfile.TemporaryDirectory() as folder, hello(Path(folder)) as hello_base:
        server = LiveServer(Path(folder) / "data")
        server.start()
        try:
            desk = example_desk(server)
            plain = times(hello_base, get("/", ""), count, 1)
            print("| act | p50 ms alone | with 8: p50 ms | p99 ms | p50 / hello |")
            print("|---|---|---|---|---|")
            acts: dict[str, tuple[str, Ask]] = {
                "plain Flask “hello”": (hello_base, get("/", "")),
                "home": (desk.base, get("/", desk.cookie)),
                "workspace": (desk.base, get(f"/documents/{desk.document_id}", desk.cookie)),
                "reading view": (
                    desk.base,
                    get(f"/documents/{desk.document_id}/reading", desk.cookie),
                ),
                "one step": (desk.base, step(desk)),
            }
            for name, (base, ask) in acts.items():
                alone, eight = times(base, ask, count, 1), times(base, ask, count, 8)
                ratio = statistics.median(alone) / statistics.median(plain)
                print(
                    f"| {name} | {statistics.median(alone) * 1000:.1f}"
                    f" | {statistics.median(eight) * 1000:.1f}"
                    f" | {statistics.quantiles(eight, n=100)[98] * 1000:.1f} | {ratio:.1f} |",
                    flush=True,
                )
        finally:
            server.kill()


def times(base: str, ask: Ask, count: int, clients: int) -> list[float]:
    """Seconds an answer took, `count` of them, asked by `clients` at once."""
    taken: list[float] = []

    def run() -> None:
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
        for _ in range(count // clients):
            began = time.perf_counter()
            ask(connection)
            taken.append(time.perf_counter() - began)
        connection.close()

    threads = [Thread(target=run) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def get(path: str, cookie: str) -> Ask:
    """Ask for a page; anything but 200 ends the run."""

    def ask(connection: http.client.HTTPConnection) -> None:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status}")

    return ask


def step(desk: Desk) -> Ask:
    """Type one letter at the beginning of a text, at whatever version it has come to."""
    body = {
        "stepType": "replace",
        "from": 1,
        "to": 1,
        "slice": {"content": [{"type": "text", "text": "a"}]},
    }
    versions = {"now": 0}
    headers = {
        "Cookie": desk.cookie,
        "X-CSRFToken": desk.csrf,
        "Content-Type": "application/json",
    }

    def ask(connection: http.client.HTTPConnection) -> None:
        while True:
            sent = {"version": versions["now"], "client": "bench", "steps": [body]}
            connection.request(
                "POST", f"/texts/{desk.text_ids[0]}/steps", json.dumps(sent), headers
            )
            response = connection.getresponse()
            versions["now"] = json.loads(response.read())["version"]
            if response.status == 200:
                return

    return ask


@contextmanager
def hello(folder: Path) -> Iterator[str]:
    """The smallest Flask app there is, in the server that `wpr serve` uses."""
    (folder / "hello.py").write_text(HELLO)
    port = free_port()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
            *("--blocking-threads", "96", "--no-access-log", "--log-level", "error", "hello:app"),
        ],
        cwd=folder,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(base).close()
                break
            except OSError:
                time.sleep(0.05)
        yield base
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
