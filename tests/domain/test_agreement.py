"""A text speaks of an answer when a word of it is met there, in any form; else the page asks."""

import pytest

from wpr.domain.agreement import speaks_of

WHO = "De 74 högstadieelever på Björkdala skola som åker skolbuss hem"


@pytest.mark.parametrize(
    "text",
    [
        "I dag kan högstadieeleverna stanna på läxhjälpen.",
        "Elever i Björkdala får en buss till.",
        "SKOLBUSSEN går 16.20.",
        "",
    ],
)
def test_the_group_is_recognised_in_other_forms_and_in_compounds(text: str) -> None:
    assert speaks_of(text, WHO)


@pytest.mark.parametrize(
    "text",
    [
        "I dag får vårdnadshavarna ett brev i veckan.",
        "Alla på skolan kan komma.",
        "Lärarna får två timmar i veckan.",
    ],
)
def test_another_group_is_asked_about(text: str) -> None:
    assert not speaks_of(text, WHO)


def test_an_answer_that_says_nothing_agrees_with_everything() -> None:
    assert speaks_of("I dag får vårdnadshavarna ett brev.", "")
    assert speaks_of("I dag får vårdnadshavarna ett brev.", "Det vet vi inte än")
