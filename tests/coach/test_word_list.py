"""Word lists: whole words, endings, gaps, the longest first, and where words do not count."""

import pytest

from wpr.coach.context import Context
from wpr.coach.entry import patterns_of
from wpr.coach.paragraph import Kind, Paragraph
from wpr.coach.passage import read_passage
from wpr.coach.word_list import WordList

ROWS = (
    {"find": "många", "ask": "?", "unless_before": "hur, så*"},
    {"find": "smidig*", "ask": "?", "unless_after": "katt*"},
    {"find": "med anledning av", "write": "för"},
    {"find": "med anledning av att", "write": "eftersom"},
    {"find": "utifrån ett … perspektiv", "ask": "?"},
    {"find": "robust", "ask": "?", "unless_in": "sko*"},
    {"find": "många bäckar små", "passes": True},
)


def found(text: str, kind: Kind = Kind.PROSE) -> list[str]:
    passage = read_passage(Paragraph(text, kind), Context("sv", names=frozenset({"Robust AB"})))
    words = WordList(pattern for row in ROWS for pattern in patterns_of(row, "list"))
    return [
        text[hit.start : hit.end]
        for sentence in passage.sentences
        for hit in words.hits(text, sentence)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MÅNGA kom, och många gick.", ["MÅNGA", "många"]),
        ("Mångas röster.", []),
        ("Hur många kom?", []),
        ("Sådär många kom.", []),
        ("En smidigare väg.", ["smidigare"]),
        ("En smidig kattunge.", []),
        ("Med anledning\nav.", []),
        ("Det är med anledning av snön.", ["med anledning av"]),
        ("Det är med anledning av att det snöar.", ["med anledning av att"]),
        ("Utifrån ett helt annat perspektiv.", ["Utifrån ett helt annat perspektiv"]),
        ("Utifrån ett perspektiv.", []),
        ("Utifrån ett a b c d perspektiv.", []),
        ("En robust bänk.", ["robust"]),
        ("En robust sko.", []),
        ("Många bäckar små.", []),
        ("”Många kom”, sa hon.", []),
        ("– Många kom, sa Eva.", []),
        ("Hon heter Många.", []),
        ("Robust AB kom.", []),
        ("[många] kom.", []),
        ("Läs på https://x.se/många nu.", []),
        ("många, bäckar, små", ["många"]),
    ],
)
def test_words_are_found_where_they_count(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_quote_without_marks_is_said_as_a_whole() -> None:
    assert found("Många kom till oss.", Kind.QUOTE) == []


def test_a_row_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown asks"):
        patterns_of({"find": "a", "asks": "?"}, "list")


def test_a_row_that_does_not_pair_up_is_refused() -> None:
    with pytest.raises(ValueError, match="3 words, but 2 to write"):
        patterns_of({"find": "a, b, c", "write": "x, y"}, "list")
