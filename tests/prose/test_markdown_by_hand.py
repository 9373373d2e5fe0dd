"""Markdown that people or other programs wrote is read sensibly, and no word of it is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.prose.documents import SNIPPETS
from wpr.prose.markdown import from_markdown, line_from_markdown, to_markdown
from wpr.prose.plain import plain
from wpr.prose.schema import DEEPEST, LARGEST

READ_AS = [
    ("# Rubrik *två*", "**Rubrik _två_**"),
    ("#### Djup rubrik ####", "**Djup rubrik**"),
    ("Understruken\n---", "**Understruken**"),
    ("> Ett citat\n> på två rader\n>\n> och ett till", "Ett citat på två rader\n\noch ett till"),
    ("```python\na = 1\nb = 2\n\nc\n```", "a = 1\\\nb = 2\n\nc"),
    ("``` Obs viktigt\na\n```", "Obs viktigt\\\na"),
    ("    indragen kod", "indragen kod"),
    ("Kör `wpr serve` nu", "Kör wpr serve nu"),
    ("![Elever läser](bild.png)", "Elever läser"),
    ("före\n\n***\n\nefter", "före\n\nefter"),
    ("<div>hej</div>", "\\<div>hej\\</div>"),
    ("text <!-- tanke --> mer", "text \\<!-- tanke --> mer"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\\\n|---|---|\\\n| 1 | 2 |"),
    ("mjuk\nrad", "mjuk rad"),
    ("hård  \nrad", "hård\\\nrad"),
    ("- - inuti", "- \\\n  - inuti"),
    ("- # Rubrik", "- **Rubrik**"),
    ("0. noll", "1. noll"),
    ("999999999. många", "1000000. många"),
    ("<https://a.se>", "[https://a.se](https://a.se)"),
    ("[a][1]\n\n[1]: https://a.se", "[a](https://a.se)"),
    ("[OBS]: läs", "\\[OBS]: läs"),
    ("[a](https://a.se 'mer')", "[a](https://a.se) (mer)"),
    ("[a](javascript:x)", "a (javascript:x)"),
    ("[](https://a.se)", "[https://a.se](https://a.se)"),
    ("a\tb &Tab; c", "a b   c"),
    ("\\", ""),
    ("", ""),
    ("\n\n", ""),
    ("# ", ""),
]


@pytest.mark.parametrize(("source", "written"), READ_AS)
def test_what_the_schema_lacks_becomes_the_nearest_thing(source: str, written: str) -> None:
    assert to_markdown(from_markdown(source)) == written


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*SNIPPETS, "\n", "\n", "\n\n", " "]), max_size=12).map("".join))
def test_no_word_is_dropped(source: str) -> None:
    named = re.compile(r"&\w+;|```\S*|<!--|\[x\]: \S*")  # entities become characters
    words = re.findall(r"[a-zåäö]{3,}", named.sub(" ", source), re.IGNORECASE)
    read = repr(from_markdown(source).to_json())
    for word in words:
        assert word in read


@pytest.mark.parametrize(
    "opening", ["- ", "> ", "1. ", "- > ", "**a _b ", "[", "![", "`", "<", "\\"]
)
def test_deep_nesting_keeps_its_words_and_comes_back_soon(opening: str) -> None:
    doc = from_markdown(opening * 20_000 + "innerst")
    assert "innerst" in plain(doc)


def test_lists_deeper_than_a_text_may_have_are_flattened() -> None:
    source = "\n".join("  " * depth + f"- nivå {depth}" for depth in range(DEEPEST + 4))
    words = plain(from_markdown(source))
    assert [f"nivå {depth}" for depth in range(DEEPEST + 4)] == words.split("\n\n")


def test_a_source_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="larger than"):
        from_markdown("ord " * LARGEST)


def test_a_heading_keeps_its_words_but_no_marks() -> None:
    doc = line_from_markdown("Varför **just** [nu](https://a.se)\noch `här`?")
    assert doc.text_content == "Varför just nu och här?"
