"""The front matter: every title and fact comes back, and what YAML would make of them does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.domain.snapshot import Facts, SetAside, Snapshot
from wpr.exchange.file_fault import FileFault
from wpr.exchange.front_matter import LARGEST, read_front_matter, write_front_matter

TYPED = ["null", "~", "yes", "No", "2027-01-01", "12:30", "1e3", "0x1F", "=", "<<", ""]
SIGNS = [
    "---",
    "...",
    "a: b",
    "a #b",
    "# a",
    "- a",
    "? a",
    "*a",
    "&a",
    "!a",
    "@a",
    "%a",
    "`a`",
    "|",
]
QUOTES = ["'a'", '"a"', 'say "it\'s"', "[a", "{a", "a,", "Berg, Anna", "\\n", ">", "\\"]
SPACES = [" ", " a ", "a\n", "\n---\n", "a\r\nb", "\ta", "a\x85b", "a\u2028b", "\ufeffa", "a" * 500]
SCRIPTS = [
    "åäö",
    "a\u030aa\u0308",
    "👩\u200d🏫",
    "العربية: نعم",
    "\u202eabc",
    "\x07",
    "\x7f",
    "\x1b[0m",
]
HOSTILE = st.sampled_from([*TYPED, *SIGNS, *QUOTES, *SPACES, *SCRIPTS, "\uffff", "\U0010ffff"])
VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | HOSTILE
FACTS = st.builds(
    Facts,
    launch_date=st.none() | st.dates(),
    place=VALUES,
    organisation=VALUES,
    team=st.lists(VALUES, max_size=5).map(tuple),
    decider=VALUES,
    case_number=VALUES,
    touches=st.lists(VALUES, max_size=5).map(tuple),
    proposal=VALUES,
    papers=st.lists(VALUES, max_size=5).map(tuple),
)
SET_ASIDE = st.dictionaries(VALUES, VALUES, max_size=4).map(
    lambda reasons: tuple(SetAside(key, reason) for key, reason in reasons.items())
)


@given(title=VALUES, facts=FACTS, aside=SET_ASIDE)
def test_every_title_and_fact_comes_back(
    title: str, facts: Facts, aside: tuple[SetAside, ...]
) -> None:
    written = write_front_matter(Snapshot(title, "sv", "school", facts, set_aside=aside))
    read = read_front_matter(written + "\n# Rest", "")
    assert (read.title or "", read.language, read.guide) == (title, "sv", "school")
    assert read.facts == facts
    assert read.set_aside == aside
    assert (written + "\n# Rest").split("\n")[read.body_line :] == ["# Rest"]
    assert written.encode().decode() == written


def test_a_value_that_looks_like_something_else_is_quoted_for_other_programs() -> None:
    written = write_front_matter(Snapshot("yes", "no", "null", Facts(place="2027-01-01")))
    assert "title: 'yes'\n" in written
    assert "place: '2027-01-01'\n" in written


def test_what_is_not_said_stands_there_as_a_key_to_fill_in() -> None:
    assert write_front_matter(Snapshot("Brevet", "sv", "school")) == (
        "---\ntitle: Brevet\nlanguage: sv\nguide: school\nlaunch-date:\nplace:\n"
        "organisation:\nteam:\ndecider:\ncase-number:\ntouches:\nproposal:\npapers:\nnot-relevant:\n---"
    )


def front(yaml: str) -> str:
    return f"---\n{yaml}\n---\n"


@pytest.mark.parametrize(
    ("written", "team"),
    [
        ("team: Anna Berg, Bo Ek,", ("Anna Berg", "Bo Ek")),
        ("team: [Anna, 'Ek, Bo']", ("Anna", "Ek, Bo")),
        ("team:\n- Anna\n- yes", ("Anna", "yes")),
        ("team:", ()),
    ],
)
def test_a_team_is_a_list_or_names_with_commas(written: str, team: tuple[str, ...]) -> None:
    assert read_front_matter(front(written), "").facts.team == team


def test_keys_are_read_in_any_case_and_with_other_joints() -> None:
    read = read_front_matter(front("Launch Date: 2027-08-19\nCASE_NUMBER: 7\nTitle: null"), "")
    assert read.facts == Facts(launch_date=date(2027, 8, 19), case_number="7")
    assert read.title == "null"


def test_unknown_keys_are_handed_on_with_their_values() -> None:
    read = read_front_matter(front("Author: Bo\ntags: [a, b]\nmore:\n  deep: yes\n  er: no"), "")
    assert read.strange == (("Author", "Bo"), ("tags", "a, b"), ("more", "deep: yes\n  er: no"))


def test_a_source_without_front_matter_has_an_empty_one() -> None:
    read = read_front_matter("# Rubrik\n\n---\n", "")
    assert (read.title, read.facts, read.body_line) == (None, Facts(), 0)


@pytest.mark.parametrize(
    ("source", "line", "word"),
    [
        ("---\ntitle: x\n", 1, "closing"),
        (front("title: x\nplace: a: b"), 3, "quotes"),
        (front("title: x\n\nteam: [a"), 4, "quotes"),
        (front("title: @x"), 2, "quotes"),
        (front("just words"), 2, "key: value"),
        (front("- a\n- b"), 2, "key: value"),
        (front("title: a\nTITLE: b"), 3, "twice"),
        (front("title: a\nlaunch-date: i höst"), 3, "i höst"),
        (front("launch-date: 2027-02-30"), 2, "2027-02-30"),
        (front("title: &a x\nplace: *a"), 2, "“&”"),
        (front("title: x\nplace: *a"), 3, "“*”"),
        (front("title: !!python/object:os.system x"), 2, "“!”"),
        (front("title: x\nplace: a\x07b"), 3, "control character"),
        (front('title: x\nplace: "a\\0b"'), 3, "control character"),
        (front('title: "\\ud800"'), 2, "control character"),
        (front("a: " + "[" * 5000), 2, "deep"),
        (front("a: " + "{a: " * 5000), 2, "deep"),
        (front("place: " + "å" * (LARGEST // 2)), 1, "64 kB"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(source: str, line: int, word: str) -> None:
    with pytest.raises(FileFault) as fault:
        read_front_matter(source, "brev.md")
    assert (fault.value.file, fault.value.line) == ("brev.md", line)
    assert word in fault.value.reason
    assert str(fault.value).startswith(f"brev.md, line {line}: ")


@pytest.mark.parametrize(
    ("written", "aside"),
    [
        ("not-relevant:\n  U1: Nothing is bought.", (SetAside("U1", "Nothing is bought."),)),
        ("Not relevant: {U1: no}", (SetAside("U1", "no"),)),
        ("not-relevant:", ()),
    ],
)
def test_what_is_not_relevant_is_a_key_and_a_reason(
    written: str, aside: tuple[SetAside, ...]
) -> None:
    assert read_front_matter(front(written), "").set_aside == aside


@pytest.mark.parametrize(
    ("written", "line", "word"),
    [
        ("title: a\nnot-relevant: U1", 3, "lines of the kind"),
        ("not-relevant:\n  - U1", 2, "lines of the kind"),
        ("not-relevant:\n  U1: a\n  U1: b", 4, "“U1” stands twice"),
        ('not-relevant:\n  U1: "a\\0"', 2, "control character"),
    ],
)
def test_reasons_that_cannot_be_read_are_refused(written: str, line: int, word: str) -> None:
    with pytest.raises(FileFault, match=word) as refusal:
        read_front_matter(front(written), "a.md")
    assert refusal.value.line == line
