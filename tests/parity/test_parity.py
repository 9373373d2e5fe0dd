"""The server's Python port edits exactly as the JavaScript library in the browsers does.

The rounds are random and new in every run but the gate's. Their seed is printed (pytest shows it
with a failure, or with -s); PARITY_SEED=... in the environment makes the same ones again.
"""

import hashlib
import json
import os
import secrets
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from prosemirror.model import Node
from prosemirror.transform import Step

from wpr.places import PACKAGE
from wpr.prose.schema import canonical, read, schema, write
from wpr.prose.steps import KINDS, StepsRefused, apply

LIBRARY = Path(__file__).with_name("generator.js")
EDITOR = PACKAGE / "web" / "editor"
SOURCES = [
    "../../../tests/parity/generator.mjs",
    "../../prose/schema.json",
    "package-lock.json",
    "src/mark_set.js",
]
GATES = "2027" if "CI" in os.environ else ""
SEED = int(os.environ.get("PARITY_SEED") or GATES or secrets.randbelow(2**32))
ENOUGH = 20_000  # steps
BATCH = 100  # rounds asked for at a time

Json = dict[str, Any]


@pytest.fixture(scope="module")
def rounds(browser: Browser) -> list[Json]:
    """Editing made up in the browser: documents, steps, and what the library makes of them."""
    print(f"PARITY_SEED={SEED} makes the same rounds again")
    page = browser.new_page()
    page.add_script_tag(path=LIBRARY)
    made: list[Json] = []
    steps = 0
    while steps < ENOUGH:
        batch = json.loads(
            page.evaluate(
                "([seed, count]) => parity.rounds(seed, count)", [SEED + len(made), BATCH]
            )
        )
        made += batch
        steps += sum(len(one["steps"]) for one in batch)
    page.close()
    return made


def result(doc: Node, step: Json) -> Node | None:
    """The text after the step, or nothing when it is refused."""
    try:
        return apply(doc, [step], line=False)
    except StepsRefused:
        return None


def same(ours: Node | None, theirs: Json | None) -> bool:
    return (ours and write(ours)) == (theirs and canonical(theirs))


def test_every_step_gives_the_same_text(rounds: list[Json]) -> None:
    for one in rounds:
        doc: Node | None = read(json.dumps(one["document"]))
        assert same(doc, one["document"])
        for made in one["steps"]:
            if doc is None:
                break
            doc = result(doc, made["step"])
            assert same(doc, made["after"]), (SEED, made["step"])


def test_steps_gone_astray_are_refused_or_give_the_same_text(rounds: list[Json]) -> None:
    refused: Counter[bool] = Counter()
    for one in rounds:
        doc = read(json.dumps(one["document"]))
        for stray in one["strays"]:
            after = result(doc, stray["step"])
            assert same(after, stray["after"]), (SEED, stray["step"])
            refused[after is None] += 1
    assert min(refused.values()) > 1000


def test_positions_are_moved_to_the_same_places(rounds: list[Json]) -> None:
    for one in rounds:
        for made in one["steps"]:
            if made["after"] is None:
                break
            step_map = Step.from_json(schema, made["step"]).get_map()
            for place, *moved in made["places"]:
                forward, backward = step_map.map_result(place, 1), step_map.map_result(place, -1)
                ours = [forward.pos, forward.deleted, backward.pos, backward.deleted]
                assert ours == moved, (SEED, made["step"], place)


def test_the_rounds_hold_every_kind_of_step(rounds: list[Json]) -> None:
    kinds = Counter(made["step"]["stepType"] for one in rounds for made in one["steps"])
    assert set(kinds) == KINDS
    assert min(kinds.values()) > 50
    assert kinds.total() >= ENOUGH


def test_the_generator_was_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    for name in SOURCES:
        digest.update(f"{name}\n".encode() + (EDITOR / name).read_bytes())
    first_line = LIBRARY.read_text(encoding="utf-8").partition("\n")[0]
    assert first_line == f"// sources: {digest.hexdigest()}", "run: node wpr/web/editor/build.mjs"
