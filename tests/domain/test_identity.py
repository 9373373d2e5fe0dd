"""Names and e-mail addresses: read as they are meant, refused when they could do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.domain.identity import email_address, person_name
from wpr.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Anna.Ek@Example.SE ", "anna.ek@example.se"),
        ("o'brien+wpr@skola.example.se", "o'brien+wpr@skola.example.se"),
        ("anna@åhus.se", "anna@åhus.se"),
        ("ａｎｎａ@example.se", "anna@example.se"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@example.se",
        "anna@",
        "anna@@example.se",
        "anna ek@example.se",
        "anna@example..se",
        "anna@-example.se",
        ".anna@example.se",
        "anna.@example.se",
        "anna@example.se\nBcc: all@example.se",
        "anna@example.se\r\nSubject: hej",
        "anna\x00@example.se",
        "anna@exa\u202emple.se",
        "Anna <anna@example.se>",
        "anna@example.se,bo@example.se",
        "anna@example.se;bo@example.se",
        "å@example.se",
        f"{'a' * 65}@example.se",
        f"anna@{'a' * 250}.se",
        '"anna"@example.se',
        "anna@[127.0.0.1]",
    ],
)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="email-wrong"):
        email_address(typed)


@pytest.mark.parametrize("typed", ["maria@skola", "root@localhost", "anna.ek@example"])
def test_an_address_whose_domain_has_no_dot_is_refused_as_cut(typed: str) -> None:
    with pytest.raises(Refusal, match="email-cut"):
        email_address(typed)


def test_a_name_keeps_its_letters_and_single_spaces() -> None:
    assert person_name("  Lars-Göran   Ö’Hara ") == "Lars-Göran Ö’Hara"


@pytest.mark.parametrize("name", ["", "   "])
def test_no_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="name-missing"):
        person_name(name)


@pytest.mark.parametrize(
    "name", ["Anna\nBcc: x", "Anna\tEk", "Anna\x00", "Anna\u202eEk", "Anna\u2028Ek", "x" * 121]
)
def test_a_name_that_could_break_a_line_or_turn_it_around_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="name-wrong"):
        person_name(name)


@given(st.text(max_size=300))
def test_a_kept_address_is_its_own_spelling_and_one_line(text: str) -> None:
    try:
        kept = email_address(text)
    except Refusal:
        return
    assert email_address(kept) == kept
    assert len(kept.splitlines()) == 1
    assert kept.count("@") == 1
