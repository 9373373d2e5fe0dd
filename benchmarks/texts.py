"""Texts: reading and writing a document file, steps, and the steps between two texts.

    python -m benchmarks.texts

Medians of one process on this machine. Each is beside `json`, which reads and writes the same
document without understanding it: the ratio says what understanding costs.
"""

import json
import statistics
import time
from collections.abc import Callable

from prosemirror.model import Node

from wpr.domain.guide_file import load_guides
from wpr.exchange import document_file
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.between import steps_between
from wpr.prose.schema import paragraphs, read, write
from wpr.prose.steps import apply

RUNS = 15


def main() -> None:
    """Print one row an act."""
    guides = load_guides(GUIDES)
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    snapshot = document_file.read(source, guides)
    guide = guides.get(snapshot.guide, snapshot.language)
    values = json.dumps(snapshot.to_dict())
    plain = median(lambda: json.loads(values)) + median(lambda: json.dumps(snapshot.to_dict()))
    old, new = essays()
    key = {
        "stepType": "replace",
        "from": 9,
        "to": 9,
        "slice": {"content": [{"type": "text", "text": "a"}]},
    }
    acts: dict[str, Callable[[], object]] = {
        "json, the same document, both ways": lambda: json.dumps(json.loads(values)),
        "read a six-page document file": lambda: document_file.read(source, guides),
        "write it": lambda: document_file.write(snapshot, guide),
        "one keystroke in 40 paragraphs": lambda: write(apply(old, [key], line=False)),
        "steps between, one word changed in each of 40 paragraphs": lambda: steps_between(old, new),
    }
    print("| act | ms | / json |")
    print("|---|---|---|")
    for name, act in acts.items():
        taken = median(act)
        print(f"| {name} | {taken * 1000:.2f} | {taken / plain:.1f} |")


def essays() -> tuple[Node, Node]:
    """Forty paragraphs, and the same with a word changed in each."""
    text = "Från och med höstterminen läser alla elever i årskurs {} tjugo minuter varje skoldag."
    before = [f"{text} {text}".format(number, number + 1) for number in range(40)]
    after = [paragraph.replace("elever", "barn", 1) for paragraph in before]
    return read(paragraphs(*before)), read(paragraphs(*after))


def median(act: Callable[[], object]) -> float:
    """Seconds, the median of some runs."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main()
