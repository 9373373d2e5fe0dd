"""Only valid texts come in, and they have one spelling."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from prosemirror.model import Node

from tests.prose.documents import DOCUMENTS
from wpr.domain import snapshot
from wpr.prose.schema import (
    DEEPEST,
    LARGEST,
    LONGEST_ADDRESS,
    canonical,
    checked,
    clean,
    is_line,
    line,
    paragraphs,
    read,
    schema,
    write,
)


def text_node(text: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"marks": list(marks)} if marks else {})}


def document(*content: dict[str, Any]) -> str:
    return json.dumps({"type": "doc", "content": [{"type": "paragraph", "content": list(content)}]})


def link(href: Any) -> dict[str, Any]:
    return {"type": "link", "attrs": {"href": href}}


def nested(depth: int) -> dict[str, Any]:
    block: dict[str, Any] = {"type": "paragraph"}
    for _ in range(depth):
        item = {"type": "list_item", "content": [{"type": "paragraph"}, block]}
        block = {"type": "bullet_list", "content": [item]}
    return block


def ordered(order: Any) -> str:
    item = {"type": "list_item", "content": [{"type": "paragraph"}]}
    block = {"type": "ordered_list", "attrs": {"order": order}, "content": [item]}
    return json.dumps({"type": "doc", "content": [block]})


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_a_text_survives_its_json_in_one_spelling(doc: Node) -> None:
    stored = write(doc)
    assert write(read(stored)) == stored
    assert stored == snapshot.canonical(json.loads(stored))


def test_the_empty_text_is_the_one_that_snapshots_use() -> None:
    assert paragraphs() == line("") == snapshot.EMPTY
    assert canonical({"ö": 1, "a": [True, None]}) == snapshot.canonical({"ö": 1, "a": [True, None]})


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "null",
        "[]",
        '"doc"',
        "{}",
        "[" * 100_000,
        '{"type":"doc"}',
        '{"type":"doc","content":null}',
        '{"type":"doc","content":{}}',
        '{"type":"doc","content":[]}',
        '{"type":"doc","content":[1]}',
        '{"type":"doc","content":[{"type":["paragraph"]}]}',
        '{"type":"doc","content":[{"type":"heading"}]}',
        '{"type":"doc","content":[{"type":"text","text":"x"}]}',
        '{"type":"doc","content":[{"type":"doc","content":[{"type":"paragraph"}]}]}',
        '{"type":"doc","content":[{"type":"bullet_list"}]}',
        '{"type":"doc","content":[{"type":"paragraph","marks":[{"type":"em"}]}]}',
        '{"type":"doc","marks":[{"type":"em"}],"content":[{"type":"paragraph"}]}',
        '{"type":"paragraph"}',
        document({"type": "text"}),
        document({"type": "text", "text": 1}),
        document(text_node("")),
        document({"type": "text", "text": "x", "marks": "em"}),
        document(text_node("x", {"type": "underline"})),
        document(text_node("x", {"type": "em"}, {"type": "em"})),
        document(text_node("x", {"type": "link"})),
        document({"type": "image"}),
    ],
)
def test_what_is_no_text_is_refused(stored: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(stored)


@pytest.mark.parametrize(
    "char",
    ["\x00", "\t", "\n", "\r", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe", "\ufdd0"],
)
def test_control_characters_and_broken_ones_are_refused_and_cleaned(char: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(document(text_node(f"a{char}b")))
    assert read(line(f"a{char}b")).text_content in {"a b", "a\ufffdb"}


@pytest.mark.parametrize(
    "text", ["åäö", "👩‍🏫", "e\u0301", "\u200b", "\u202e", "\u2028", "\ue000", "\xa0"]
)
def test_every_other_character_is_kept(text: str) -> None:
    assert clean(text) == text
    assert read(line(text)).text_content == text


@pytest.mark.parametrize(
    "href", ["https://a.se", "HTTP://a.se/å?b=c#d", "mailto:anna@skola.se", "/", "/dokument/1?a=b"]
)
def test_addresses_that_lead_somewhere_safe_are_kept(href: str) -> None:
    stored = document(text_node("x", link(href)))
    assert json.loads(write(read(stored))) == json.loads(stored)


@pytest.mark.parametrize(
    "href",
    [
        *(
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:x",
            "data:text/html,x",
            "x.se",
        ),
        *("//a.se", "https://", "https:/a.se", "ftp://a.se", "#a", "", "https://a.se/ b", "/a\nb"),
        *("https://a.se/\x01", "java\nscript:x", None, 1, [], {"a": 1}),
        "https://a.se/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_other_addresses_are_refused(href: Any) -> None:
    with pytest.raises(ValueError, match="address"):
        read(document(text_node("x", link(href))))


@pytest.mark.parametrize("order", [0, -1, 1_000_001, 1.0, 1.5, True, "1", None, []])
def test_a_list_that_begins_at_no_number_is_refused(order: Any) -> None:
    with pytest.raises(ValueError, match="first number"):
        read(ordered(order))
    assert read(ordered(1_000_000)).child(0).attrs == {"order": 1_000_000}


def test_lists_stand_twelve_deep_and_no_deeper() -> None:
    assert read(json.dumps({"type": "doc", "content": [nested(DEEPEST)]})).child_count == 1
    with pytest.raises(ValueError, match=r"deep|inside"):
        read(json.dumps({"type": "doc", "content": [nested(DEEPEST + 1)]}))


def test_a_text_that_is_too_large_is_refused() -> None:
    room = LARGEST - len(line("x"))
    assert read(line("x" + "y" * room)).text_content.endswith("y")
    with pytest.raises(ValueError, match="larger"):
        line("x" + "y" * (room + 1))
    with pytest.raises(ValueError, match="larger"):
        read(document(text_node("x" * LARGEST)))


def test_attributes_that_the_schema_lacks_are_dropped_and_missing_ones_filled_in() -> None:
    paragraph = {"type": "paragraph", "attrs": {"y": 2}}
    item = {"type": "list_item", "content": [paragraph]}
    block = {"type": "ordered_list", "content": [item]}
    stored = json.dumps({"type": "doc", "attrs": {"x": 1}, "content": [block]})
    assert '"x"' not in write(read(stored))
    assert '"y"' not in write(read(stored))
    assert read(stored).child(0).attrs == {"order": 1}


def test_neighbouring_texts_with_equal_marks_become_one() -> None:
    stored = document(text_node("a"), text_node("b"), text_node("c", {"type": "em"}))
    assert [child.text for child in read(stored).child(0).children] == ["ab", "c"]


def test_a_line_is_one_paragraph_of_plain_text() -> None:
    assert is_line(read(line("hej")))
    assert is_line(read(line("")))
    assert not is_line(read(paragraphs("a", "b")))
    assert not is_line(read(document(text_node("a", {"type": "em"}))))
    assert not is_line(read(document({"type": "hard_break"})))
    assert not is_line(read(json.dumps({"type": "doc", "content": [nested(1)]})))


def test_a_node_that_is_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="not a document"):
        checked(schema.node("paragraph"))
