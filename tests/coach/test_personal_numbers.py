"""Identity numbers: every real one is found, and a wrong date or check digit is not."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wpr.coach.advise import advise_paragraph
from wpr.coach.context import Context
from wpr.coach.finding import Level
from wpr.coach.paragraph import Paragraph
from wpr.coach.rule import Rule

DAYS = st.dates(date(1920, 1, 1), date(2026, 12, 31))
FORMS = st.sampled_from(["{c}{d}-{n}", "{d}-{n}", "{d}{n}", "{c}{d}{n}", "{d}+{n}", "{c}{d} {n}"])


def check_digit(nine: str) -> int:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def found(text: str) -> list[str]:
    return [
        text[each.start : each.end]
        for each in advise_paragraph(Paragraph(text), Context("sv"))
        if each.rule is Rule.PERSONAL_DATA and each.level is Level.STRONG
    ]


def written(day: date, serial: int, form: str, extra: int = 0, wrong: int = 0) -> str:
    six = f"{day:%y%m}{day.day + extra:02}"
    nine = f"{six}{serial:03}"
    last = f"{serial:03}{(check_digit(nine) + wrong) % 10}"
    return form.format(c=f"{day:%Y}"[:2], d=six, n=last)


@given(DAYS, st.integers(0, 999), FORMS, st.sampled_from([0, 60]))
def test_a_real_number_is_found(day: date, serial: int, form: str, extra: int) -> None:
    number = written(day, serial, form, extra)
    assert number in found(f"Numret är {number}, och det är rätt.")


@example(date(2007, 1, 1), 0, 1, "{d}-{n}")  # its digits alone could be a mobile number's
@given(DAYS, st.integers(0, 999), st.integers(1, 9), st.sampled_from(["{c}{d}-{n}", "{d}-{n}"]))
def test_a_wrong_check_digit_passes(day: date, serial: int, wrong: int, form: str) -> None:
    number = written(day, serial, form, wrong=wrong)
    assert not found(f"Ärende {number} är avslutat.")


@pytest.mark.parametrize(
    "text",
    [
        "Organisationsnumret är 556016-0680.",
        "Datumet är 2026-08-17 1235.",
        "Bok nr 9789144123456.",
        "Koden är 19991332-1234.",
        "Kontot är 8105-9,744202466.",
        "Värdet är 850709.9805 meter.",
        "Nyckeln är 070a1b2c3d4e5f6g7.",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not found(text)
