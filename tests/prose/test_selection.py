"""A selection is found in the text as it is kept, whatever the typesetter has done to it."""

import pytest

from wpr.prose.selection import find_selection

KEPT = 'Läs 1-3 sidor... "Ja", sa hon -- och gick.\nNästa stycke.\n'


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("1–3 sidor…", "1-3 sidor..."),
        ("”Ja”, sa", 'Ja", sa'),
        ("– Ja, sa hon – och", 'Ja", sa hon -- och'),
        ("och gick.\n\nNästa", "och gick.\nNästa"),
        ("Läs\u00a01", "Läs 1"),
    ],
)
def test_what_is_shown_is_found_as_it_is_kept(shown: str, words: str) -> None:
    found = find_selection(KEPT, shown, 0)
    assert found is not None
    assert KEPT[slice(*found)].strip('"') == words.strip('"')


def test_of_several_places_the_nearest_is_meant() -> None:
    assert find_selection("ja och ja och ja", "ja", 6) == (7, 9)
    assert find_selection("ja och ja och ja", "ja", 99) == (14, 16)


@pytest.mark.parametrize("quote", ["", " ", "”–“", "något annat", "Ja" * 500])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert find_selection(KEPT, quote, 0) is None
