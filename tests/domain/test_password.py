"""Passwords: long ones that nobody would try first pass, whatever characters they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.domain.password import LEAST, MOST, checked_password, common_words, kept_form
from wpr.domain.refusal import Refusal

ANNA = ["Anna Ek", "anna.ek@mittkoping.example.se", "wpr", "wpr.example.se"]


def refusal_of(password: str) -> str:
    with pytest.raises(Refusal) as refused:
        checked_password(password, ANNA)
    return refused.value.code


@pytest.mark.parametrize(
    "password",
    [
        "en lång mening som lösenord",
        "tre blå kaffekoppar",
        "jag cyklar till Mittköping",
        "9fK2!xQ7vRt3mZp",
        "ᚠᚢᚦᚨᚱᚲᚷᚹᚺᚾᛁᛃᛇᛈᛉᛊ",
        "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆",
        "                hej du glade",
        "x" * 20 + "en häst i hagen",
    ],
)
def test_a_long_password_passes_whatever_it_is_made_of(password: str) -> None:
    assert checked_password(password, ANNA) == kept_form(password)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "P@ssw0rdP@ssw0rd",
        "lösenordlösenord",
        "LÖSENORD2024!!!!!!",
        "Sommar2024Sommar",
        "SommarHöst20242025",
        "Fotboll1234567890",
        "hejhejhejhejhejhej",
        "123456789012345",
        "111111111111111",
        "abababababababab",
        "qwertyuiopasdfgh",
        "asdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv",
        "1q2w3e4r5t6y7u8i",
        "zyxwvutsrqponmlkj",
        "ｌｏｓｅｎｏｒｄ１２３４５６７８",
        "correcthorsebatterystaple",
        "Rektor2024Rektor!",
    ],
)
def test_what_somebody_would_try_first_is_refused(password: str) -> None:
    assert refusal_of(password) == "password-common"


@pytest.mark.parametrize(
    "password",
    [
        "anna.ek@mittkoping.example.se",
        "AnnaEk1234567890",
        "annaekannaekannaek",
        "mittkoping123456",
        "Mittkoping.Example.1",
        "anna ek anna ek !!",
        "ek.anna.mittkoping.wpr",
    ],
)
def test_ones_own_name_and_address_are_refused(password: str) -> None:
    assert refusal_of(password) == "password-personal"


@pytest.mark.parametrize("password", ["", "a", "x" * (LEAST - 1), "kort å gott"])
def test_a_short_password_is_refused(password: str) -> None:
    assert refusal_of(password) == "password-short"


def test_a_password_is_measured_as_it_is_kept() -> None:
    assert refusal_of("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 12) == "password-long"
    assert refusal_of("ett ord och två till " * 10) == "password-long"


def test_the_longest_password_passes() -> None:
    password = ("en gul cykel i regn " * 20)[:MOST]
    assert checked_password(password) == password


def test_one_password_typed_on_two_systems_is_one_password() -> None:
    assert kept_form("la\u0308ngtan till fja\u0308llen") == kept_form("längtan till fjällen")


def test_the_list_holds_thousands_of_words_of_both_languages() -> None:
    words = common_words()
    assert len(words) > 2000
    assert {"password", "lösenord", "qwerty", "rektorn", "sommarlov"} <= words
    assert all(word == word.casefold() and word.isalpha() for word in words)


@given(st.sampled_from(sorted(common_words())), st.integers(0, 10**12), st.sampled_from("!.-_ "))
def test_a_listed_word_with_digits_and_signs_is_refused(word: str, number: int, sign: str) -> None:
    password = f"{word}{sign}{number}".ljust(LEAST, sign)
    assert refusal_of(password) in {"password-common", "password-personal", "password-long"}


@given(st.text(max_size=250))
def test_any_text_is_either_kept_or_refused(text: str) -> None:
    try:
        kept = checked_password(text, ANNA)
    except Refusal:
        return
    assert LEAST <= len(kept) <= MOST
    assert checked_password(kept, ANNA) == kept
