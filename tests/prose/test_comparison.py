"""Two versions of a text: what is told of them, and that the telling loses nothing."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node

from tests.prose.documents import DOCUMENTS, revisions
from wpr.prose.comparison import Row, TextComparison, compare, compare_all
from wpr.prose.comparison_line import Run
from wpr.prose.comparison_piece import END, Fate
from wpr.prose.markdown import from_markdown
from wpr.prose.schema import paragraphs, read, write

SIGNS = {
    Fate.SAME: "{}",
    Fate.ADDED: "+{}+",
    Fate.REMOVED: "-{}-",
    Fate.FORMATTED: "<{}>",
}
BUS = "Bussen går 16.20 på tisdagar och torsdagar."
HELP = "Läxhjälpen finns i sal 4, med en lärare i matematik och en i svenska."
COST = "Det kostar 86 000 kronor om året."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (BUS, BUS, [f"same {BUS}"]),
        (
            "Den går 14.50 på tisdagar.",
            "Den går 16.20 på tisdagar.",
            ["1 changed Den går -14.50-+16.20+ på tisdagar."],
        ),
        (
            "A är bra. B är bättre.",
            "A är bra. X är sämst. B är bättre.",
            ["1 changed A är bra. +X är sämst. +B är bättre."],
        ),
        (
            "Vi kör nu med buss hem efter läxhjälpen.",
            "Ni åker nu i bil hem efter läxhjälpen.",
            ["1 changed -Vi kör nu med buss-+Ni åker nu i bil+ hem efter läxhjälpen."],
        ),
        (
            "Var man bor ska inte avgöra om man får hjälp.",
            "Helt andra ord som ingen har skrivit förut.",
            [
                "1 rewritten -Var man bor ska inte avgöra om man får hjälp.-"
                "+Helt andra ord som ingen har skrivit förut.+"
            ],
        ),
        (f"{BUS} {HELP}", f"{BUS}\n\n{HELP}", [f"1 split {BUS}- -+¶+{HELP}"]),
        (
            f"{BUS}\n\n{HELP}",
            f"{BUS} {HELP}".replace("en lärare", "två lärare"),
            [f"1 joined {BUS}-¶-+ +{HELP}".replace("en lärare", "-en-+två+ lärare")],
        ),
        (
            f"{BUS}\n\n{HELP}\n\n{COST}",
            f"{HELP}\n\n{COST}\n\n{BUS}",
            [f"away 1 -{BUS}-", f"same {HELP}", f"same {COST}", f"1 here 1 {BUS}"],
        ),
        (
            f"{BUS}\n\n{HELP}",
            f"{HELP}\n\n{BUS}",
            [f"away 1 -{BUS}-", f"same {HELP}", f"1 here 1 {BUS}"],
        ),
        (
            f"{BUS}\n\n{HELP}\n\n{COST}",
            f"{HELP}\n\n{COST}\n\n{BUS.replace('tisdagar', 'onsdagar')}",
            [
                f"away 1 -{BUS}-",
                f"same {HELP}",
                f"same {COST}",
                "1 here 1 " + BUS.replace("tisdagar", "-tisdagar-+onsdagar+"),
            ],
        ),
        ("- ett\n- tre", "- ett\n- två\n- tre", ["same ett", "1 added +två+", "same tre"]),
        ("ett\n\ntvå", "- ett\n- två", ["1 formatted ett", "formatted två"]),
        ("1. ett\n2. två", "3. ett\n4. två", ["1 formatted ett", "same två"]),
        ("- ett\n- två", "- ett\n\n1. två", ["same ett", "1 formatted två"]),
        ("Det är viktigt nu.", "Det är **viktigt** nu.", ["1 formatted Det är <viktigt> nu."]),
        (
            "Läs [mer](https://a.se).",
            "Läs [mer](https://b.se).",
            ["1 formatted Läs <mer>."],
        ),
        ("ett\n\ntvå tre", "ett\n\ntvå\\\ntre", ["same ett", "1 changed två- -+↵+tre"]),
        ("", "-", ["1 formatted"]),
        ("", BUS, ["removed --", f"1 added +{BUS}+"]),
        (f"{BUS}\n\n{COST}", BUS, [f"same {BUS}", f"1 removed -{COST}-"]),
    ],
)
def test_a_change_is_told_as_somebody_would_tell_it(old: str, new: str, told: list[str]) -> None:
    found = compare(from_markdown(old), from_markdown(new))
    assert [tell(row) for row in found.rows] == told


def test_a_paragraph_that_left_one_text_and_stands_in_another_has_moved() -> None:
    before = [from_markdown(f"{BUS}\n\n{HELP}"), from_markdown(COST)]
    after = [from_markdown(BUS), from_markdown(f"{COST}\n\n{HELP}")]
    first, second = compare_all(list(zip(before, after, strict=True)))
    assert [tell(row) for row in first.rows] == [f"same {BUS}", f"away 1 -{HELP}-"]
    assert [tell(row) for row in second.rows] == [f"same {COST}", f"here 1 {HELP}"]


def test_a_list_that_moves_is_one_move() -> None:
    items = "- boken vi läste\n- pennan vi skrev med\n- väskan vi bar"
    found = compare(
        from_markdown(f"{items}\n\n{HELP}\n\n{COST}"), from_markdown(f"{HELP}\n\n{COST}\n\n{items}")
    )
    assert {row.move for row in found.rows} == {0, 1}
    assert sum(row.number > 0 for row in found.rows) == 1


@settings(max_examples=150, deadline=None)
@given(revisions())
def test_both_texts_can_be_made_from_what_is_shown(pair: tuple[Node, Node]) -> None:
    old, new = pair
    found = compare(old, new)
    assert write(found.old()) == write(old)
    assert write(found.new()) == write(new)
    assert found.is_changed == (write(old) != write(new))
    assert any(row.number for row in found.rows) == found.is_changed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.none() | DOCUMENTS, st.none() | DOCUMENTS), min_size=1, max_size=4))
def test_many_texts_together_lose_nothing_either(
    pairs: list[tuple[Node | None, Node | None]],
) -> None:
    numbers = count(1)
    found = [one.numbered(numbers) for one in compare_all(pairs)]
    for (old, new), one in zip(pairs, found, strict=True):
        assert old is None or write(one.old()) == write(old)
        assert new is None or write(one.new()) == write(new)
    ends = [
        [row.move for one in found for row in one.rows if row.kind == kind]
        for kind in ("away", "here")
    ]
    assert sorted(ends[0]) == sorted(ends[1])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ord " * 25_000, "annat " * 16_000),
        ("a b " * 25_000, "b a " * 25_000),
        (" ".join(map(str, range(17_000))), " ".join(map(str, range(16_999, -1, -1)))),
    ],
    ids=["other words", "the same two words", "backwards"],
)
def test_a_huge_paragraph_is_compared_too(old: str, new: str) -> None:
    pair = read(paragraphs(old)), read(paragraphs(new))
    found = compare(*pair)
    assert write(found.old()) == write(pair[0])
    assert write(found.new()) == write(pair[1])


def test_a_thousand_paragraphs_are_compared_too() -> None:
    old = read(paragraphs(*(f"Stycke {n} om sak {n * 7} i sal {n * 3}" for n in range(1000))))
    new = read(
        paragraphs(*(f"Stycke {n} om ting {n * 7} i sal {n * 3}" for n in range(999, -1, -1)))
    )
    assert write(compare(old, new).new()) == write(new)


def tell(row: Row) -> str:
    words = "".join(
        SIGNS[piece.fate].format(spelled(piece.new or piece.old)) for piece in row.pieces
    )
    signs = [str(row.number or ""), row.kind.value, str(row.move or ""), words]
    if row.is_blank:
        signs[-1] = {"removed": "--", "added": "++"}.get(row.kind, "")
    return " ".join(filter(None, signs))


def spelled(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs).replace(END, "¶").replace("\n", "↵")


def test_a_text_that_was_not_there_cannot_be_made() -> None:
    (found,) = compare_all([(None, from_markdown(BUS))])
    assert isinstance(found, TextComparison)
    with pytest.raises(ValueError, match="no such text"):
        found.old()
