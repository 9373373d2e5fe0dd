"""Comparing two six-page versions: the comparison itself, and its page.

    python -m benchmarks.comparison [--requests 100]

The old version is the example as it stands, the new one the same after a thorough revision: in each
third paragraph a word exchanged, a paragraph split, one moved to another part, a question moved,
one new. Times are medians, of processor time for the comparison, of the clock for the page; "anew"
reads both versions from their JSON, as the first visitor after a start does. Aims: 20 ms for the
comparison, 60 ms for the page.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.pages import get, times
from tests.fixtures.desks import example_desk
from tests.fixtures.servers import LiveServer
from tests.fixtures.versions import put_version
from wpr.domain.guide import Guide
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import Part, Question, Snapshot, canonical
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.plain import blocks
from wpr.prose.schema import line, paragraphs, read
from wpr.services.comparing import compare
from wpr.storage.database import Database

RUNS = 25


def main() -> None:
    """Print one row an act."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100)
    requests = parser.parse_args().requests
    guides = load_guides(GUIDES)
    old = document_file.read((EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8"), guides)
    new, guide = revised(old), guides.get(old.guide, old.language)
    print(f"{compare(old, new, guide).changes} changes\n\n| act | p50 ms |\n|---|---|")
    for name, act in acts(old, new, guide).items():
        print(f"| {name} | {median(act):.1f} |", flush=True)
    print(f"| its page, on a running server | {page(old, new, requests):.1f} |")


def acts(old: Snapshot, new: Snapshot, guide: Guide) -> dict[str, Callable[[], object]]:
    """What is timed in this process."""
    stored = [canonical(one.to_dict()) for one in (old, new)]

    def anew() -> object:
        read.cache_clear()
        was, now = (Snapshot.from_dict(json.loads(text)) for text in stored)
        return compare(was, now, guide)

    return {
        "compare two six-page versions": lambda: compare(old, new, guide),
        "the same, anew": anew,
        "a version with itself": lambda: compare(old, old, guide),
    }


def revised(snapshot: Snapshot) -> Snapshot:
    """The snapshot after a thorough revision."""
    moved = snapshot.questions[-1]
    asked = Question(moved.group, line("Vad gör vi först?"), paragraphs("Vi börjar i augusti."))
    answers = [
        replace(one, answer=reworded(one.answer, number))
        for number, one in enumerate((moved, asked, *snapshot.questions[:-1]))
    ]
    parts = [Part(one.id, reworded(one.text, number)) for number, one in enumerate(snapshot.parts)]
    return replace(snapshot, parts=tuple(parts), questions=tuple(answers))


def reworded(text: str, number: int) -> str:
    """Every third text: a word exchanged in each paragraph, and the last one split."""
    found = list(blocks(read(text)))
    if number % 3 or len(found[0].split()) < 4 or "list" in text:
        return text
    words = [block.replace(" och ", " samt ", 1).replace(" en ", " en enda ", 1) for block in found]
    return paragraphs(*words[:-1], *words[-1].split(". ", 1))


def page(old: Snapshot, new: Snapshot, requests: int) -> float:
    """Milliseconds for the page, the median of so many requests one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder) / "data")
        server.start()
        try:
            desk = example_desk(server)
            database = Database(f"sqlite:///{server.data / 'wpr.db'}")
            for number, snapshot in enumerate((old, new), 1):
                put_version(database, desk.document_id, number, snapshot, f"Version {number}")
            database.close()
            here = f"/documents/{desk.document_id}/comparison/1/2"
            return statistics.median(times(desk.base, get(here, desk.cookie), requests, 1)) * 1000
        finally:
            server.kill()


def median(act: Callable[[], object]) -> float:
    """Milliseconds of processor time, the median of some runs."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main()
