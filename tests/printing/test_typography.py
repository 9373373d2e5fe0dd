"""Typography: what was typed becomes what a typesetter would have set, and nothing else changes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.printing.typography import breakable, spoken, typeset, typeset_line

SWEDISH = [
    ('Han sa "hej" och gick.', "Han sa ”hej” och gick."),
    ("“Hej”, „hej“", "”Hej”, ”hej”"),
    ("det va' så", "det va’ så"),
    ("I dag - äntligen - är det klart.", "I dag~– äntligen~– är det klart."),
    ("- Ja, sa hon.", "–~Ja, sa hon."),
    ("Vänta...", "Vänta…"),
    ("årskurs 6-9", "årskurs~6–9"),
    ("läsåret 2026-2027", "läsåret 2026–2027"),
    ("412 000 kronor", "412~000~kronor"),
    ("1 412 000 kr", "1~412~000~kr"),
    ("15 % av 3 kg", "15~% av 3~kg"),
    ("enligt 2 kap. 10 § skollagen", "enligt 2~kap.~10~§ skollagen"),
    ("2 kap. 8 a § skollagen", "2~kap.~8~a~§ skollagen"),
    ("enligt § 4", "enligt §~4"),
    ("Mittköping den 17 augusti 2027", "Mittköping den~17~augusti 2027"),
    ("klockan 16 i sal 4", "klockan~16 i sal~4"),
    ("t. ex. bl. a. och", "t.~ex. bl.~a. och"),
]
ENGLISH = [
    ('He said "hello" and left.', "He said “hello” and left."),
    ("'Hello,' she said. It's fine.", "‘Hello,’ she said. It’s fine."),
    ('("yes")', "(“yes”)"),
    ("on 17 August or August 17", "on 17~August or August~17"),
    ("12 per cent, 30 minutes, 4 pm", "12~per~cent, 30~minutes, 4~pm"),
    ("years 6-9", "years 6–9"),
]
LEFT_ALONE = [
    "BUN 2027-114",
    "ring 08-123",
    "den 2027-08-17",
    "https://exempel.se/a--b/1-2?q='x'",
    "skriv till a-b@exempel.se.",
    "www.exempel.se/6-9",
    "e-tjänst, a-kassa, 3-2 i matchen",
    "A/B-test med 24-7",
]


@pytest.mark.parametrize(("typed", "expected"), SWEDISH)
def test_swedish_signs(typed: str, expected: str) -> None:
    assert typeset_line(typed, "sv").replace("\u00a0", "~") == expected


@pytest.mark.parametrize(("typed", "expected"), ENGLISH)
def test_english_signs(typed: str, expected: str) -> None:
    assert typeset_line(typed, "en").replace("\u00a0", "~") == expected


@pytest.mark.parametrize("typed", LEFT_ALONE)
@pytest.mark.parametrize("language", ["sv", "en", "fi"])
def test_numbers_and_addresses_that_are_no_ranges_stay_as_typed(typed: str, language: str) -> None:
    assert typeset_line(typed, language) == typed


def test_a_quotation_mark_is_set_by_the_run_before_it() -> None:
    assert typeset(['He said "', "yes", '" and "', "no", '".'], "en") == [
        "He said “", "yes", "” and “", "no", "”.",
    ]  # fmt: skip


def test_a_number_binds_to_its_unit_across_bold() -> None:
    assert typeset(["412", " 000 ", "kronor"], "sv") == ["412", "\u00a0000\u00a0", "kronor"]


TYPED = st.text(alphabet=" \u00a0\n\"'“”„-–—.…0123456789abkrAÅé§%@:/()mkp.", max_size=60)


@given(st.lists(TYPED, max_size=5), st.sampled_from(["sv", "en", "fi"]))
def test_what_is_set_is_not_changed_by_being_set_again(runs: list[str], language: str) -> None:
    once = typeset(runs, language)
    assert typeset(once, language) == once


@given(st.lists(TYPED, max_size=5), st.sampled_from(["sv", "en"]))
def test_letters_figures_and_runs_are_kept(runs: list[str], language: str) -> None:
    once = typeset(runs, language)
    assert len(once) == len(runs)
    for before, after in zip(runs, once, strict=True):
        assert [sign for sign in after if sign.isalnum()] == [s for s in before if s.isalnum()]


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (["”Så enkelt är det”, säger Eva."], ["–~Så enkelt är det, säger Eva."]),
        (["”Så ", "enkelt", "”, säger Eva."], ["–~Så ", "enkelt", ", säger Eva."]),
        (["Utan tecken."], ["–~Utan tecken."]),
        (["–~Redan klart."], ["–~Redan klart."]),
        (["”Ett”, säger Eva. ”Två.”"], ["”Ett”, säger Eva. ”Två.”"]),
        ([""], [""]),
    ],
)
def test_a_swedish_quotation_has_a_dash_and_no_marks(runs: list[str], expected: list[str]) -> None:
    plain = [run.replace("~", "\u00a0") for run in runs]
    assert [run.replace("\u00a0", "~") for run in spoken(plain, "sv")] == expected


def test_an_english_quotation_keeps_its_marks() -> None:
    assert spoken(["“Simple,” says Eve."], "en") == ["“Simple,” says Eve."]


def test_who_speaks_in_a_paragraph_of_its_own_gets_no_dash() -> None:
    assert spoken(["Eva, rektor"], "sv", unmarked=False) == ["Eva, rektor"]


def test_only_words_longer_than_a_line_may_break_anywhere() -> None:
    assert breakable("ett ord om " + "x" * 49) == "ett ord om " + "x" * 49
    assert max(map(len, breakable("x" * 5000).split("\u200b"))) == 25
    assert breakable("a    b") == "a b"


@pytest.mark.parametrize("sign", ["a", "@", ".", '"', "1 ", "- ", "\u00a0", "a@", "1-"])
def test_a_long_text_of_one_sign_takes_no_time(sign: str) -> None:
    begun = time.process_time()
    typeset_line(sign * 100_000, "sv")
    assert time.process_time() - begun < 5  # the square of its length would take minutes
