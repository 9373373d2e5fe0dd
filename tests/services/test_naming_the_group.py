"""A text is about the group of the idea by any of its names, not because it names its school."""

import pytest

from wpr.services.measuring import names_group

PUPILS = "De 74 eleverna på Björkdala skola som åker skolbuss hem"


@pytest.mark.parametrize(
    ("text", "who", "language"),
    [
        ("Sjuorna på Björkdala kan stanna.", PUPILS, "sv"),
        ("Föräldrarna får ett brev i veckan.", "Vårdnadshavare till elever i årskurs 1", "sv"),
        ("Lärarna ger tid, och eleverna stannar.", PUPILS, "sv"),
        ("I Björkdala går en buss till.", PUPILS, "sv"),
        ("Den som är ny får en karta.", "Nyanlända elever", "sv"),
        ("Mums and dads get one letter.", "Guardians of pupils in year 1", "en"),
        ("", PUPILS, "sv"),
        ("Lehrer bekommen Zeit.", "Lehrer", "de"),
    ],
)
def test_the_group_is_known_by_any_of_its_names(text: str, who: str, language: str) -> None:
    assert names_group(text, who, language)


@pytest.mark.parametrize(
    ("text", "who", "language"),
    [
        ("Lärarna på Björkdala skola får nya datorer.", PUPILS, "sv"),
        ("Eleverna får en ny skolgård.", "Vårdnadshavare till elever i årskurs 1", "sv"),
        ("Teachers at Birch Hill get laptops.", "The 74 pupils at Birch Hill", "en"),
        ("Alla kan komma.", PUPILS, "sv"),
        ("Eltern bekommen Zeit.", "Lehrer", "de"),
    ],
)
def test_another_group_is_not_taken_for_it(text: str, who: str, language: str) -> None:
    assert not names_group(text, who, language)
