"""JSON: as its schema says, the same document back, and what is not so refused with its place."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Facts, Part, Question, SetAside, Snapshot, Unknown
from wpr.exchange import any_file, document_file, json_file
from wpr.exchange.file_fault import FileFault
from wpr.places import EXAMPLES, GUIDES
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import line, write

GUIDES_HERE = load_guides(GUIDES)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "document.schema.json").read_text())
EXAMPLE_FILES = sorted(EXAMPLES.glob("*.md"))
RICH = write(from_markdown("1. **a _b_**\\\n   c\n   - [d](https://e.se)\n\n5) e\n\nf"))
FULL = Snapshot(
    title="Å & <b> 𝄞",
    language="sv",
    guide="school",
    facts=Facts(place="Lund", team=("A", "B"), touches=("ai",)),
    idea=(Part("who", RICH),),
    parts=(Part("headline", line("Rubrik")), Part("gone-part", RICH)),
    questions=(Question("pupils", line("Hur?"), RICH, "E1", Unknown("Rektor")),),
    unplaced=RICH,
    set_aside=(SetAside("E4", "Nej"),),
)


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.stem)
def test_every_example_is_of_the_schema_and_comes_back(file: Path) -> None:
    snapshot = document_file.read(file.read_text(encoding="utf-8"), GUIDES_HERE, file.name)
    source = json_file.write(snapshot)
    jsonschema.validate(json.loads(source), SCHEMA)
    assert any_file.read(source, GUIDES_HERE, "a.json") == snapshot
    assert any_file.read(source, GUIDES_HERE, "pasted") == snapshot


def test_all_that_a_document_can_hold_comes_back() -> None:
    source = json_file.write(FULL)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(source), SCHEMA)
    back = json_file.read(source, GUIDES_HERE)
    assert back == FULL
    assert back.digest() == FULL.digest()


def changed(path: str, value: Any) -> str:
    """The full document with one thing in it exchanged."""
    document = FULL.to_dict()
    *way, last = path.split(".")
    here: Any = document
    for step in way:
        here = here[int(step)] if isinstance(here, list) else here[step]
    here[int(last) if isinstance(here, list) else last] = value
    return json.dumps(document)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("format", 2, "format"),
        ("format", True, "format"),
        ("title", 3, "title"),
        ("title", "a\u0000", "title"),
        ("extra", 3, "the document"),
        ("facts.launch_date", "soon", "facts.launch_date"),
        ("facts.team.1", None, "facts.team[1]"),
        ("parts.0.text", {"type": "doc"}, "parts[0].text"),
        ("parts.0.text", None, "parts[0].text"),
        ("parts.0.text", json.loads(RICH), "the part headline"),
        ("parts.1.id", "headline", "parts[1]"),
        ("parts.1.id", "x" * 41, "parts[1].id"),
        ("questions.0.question", json.loads(RICH), "questions[0].question"),
        ("questions.0.unknown", {"role": "R"}, "questions[0].unknown"),
        ("unplaced.content.0.type", "script", "unplaced"),
        ("guide", "nobody's", "there is no guide"),
    ],
)
def test_what_is_not_of_the_schema_is_refused_with_its_place(
    path: str, value: Any, place: str
) -> None:
    with pytest.raises(FileFault) as fault:
        json_file.read(changed(path, value), GUIDES_HERE, "a.json")
    assert place in str(fault.value)


@pytest.mark.parametrize("source", ["{", "[" * 100_000, "[]", "null", '{"format": 1}', "{}"])
def test_other_json_is_refused(source: str) -> None:
    with pytest.raises(FileFault):
        any_file.read(source, GUIDES_HERE, "a.json")


def test_texts_that_came_in_pieces_are_joined() -> None:
    words = [{"type": "text", "text": "He"}, {"type": "text", "text": "j"}]
    split = changed(
        "unplaced", {"type": "doc", "content": [{"type": "paragraph", "content": words}]}
    )
    assert json_file.read(split, GUIDES_HERE).unplaced == line("Hej")
    assert json_file.read(changed("unplaced", json.loads(EMPTY)), GUIDES_HERE).unplaced == EMPTY
