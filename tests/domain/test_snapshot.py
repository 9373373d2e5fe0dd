"""A snapshot survives its own JSON, and its digest names its content and nothing else."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpr.domain.snapshot import (
    EMPTY,
    Facts,
    Part,
    Question,
    SetAside,
    Snapshot,
    Text,
    Unknown,
    canonical,
)


def text(words: str) -> Text:
    return canonical(
        {
            "type": "doc",
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}],
        }
    )


FULL = Snapshot(
    title="Torsdagsbrevet",
    language="sv",
    guide="school",
    facts=Facts(
        launch_date=date(2027, 8, 19),
        place="Mittköping",
        organisation="Sjöhaga skola",
        team=("Annika Sandell, rektor", "Jonas Wik"),
        decider="Rektor",
        case_number="SJÖ 2027/14",
        touches=("work", "ai"),
    ),
    idea=(Part("who", text("Vårdnadshavare, 260 hushåll")),),
    parts=(Part("headline", text("Ett brev i veckan")), Part("lead")),
    questions=(
        Question("pupils", text("Vad märker jag?"), text("Rätt saker med dig 🎒"), "E1"),
        Question("decision", text("Vad kostar det?"), unknown=Unknown("Ekonom", date(2027, 3, 1))),
    ),
    unplaced=text("Över"),
    set_aside=(SetAside("U1", "Inget köps"),),
)
CHANGED = [
    replace(FULL, title="Fredagsbrevet"),
    replace(FULL, language="en"),
    replace(FULL, guide="short"),
    replace(FULL, facts=replace(FULL.facts, launch_date=None)),
    replace(FULL, facts=replace(FULL.facts, place="")),
    replace(FULL, facts=replace(FULL.facts, organisation="")),
    replace(FULL, facts=replace(FULL.facts, team=FULL.facts.team[::-1])),
    replace(FULL, facts=replace(FULL.facts, decider="Nämnden")),
    replace(FULL, facts=replace(FULL.facts, case_number="")),
    replace(FULL, idea=()),
    replace(FULL, parts=FULL.parts[::-1]),
    replace(FULL, questions=FULL.questions[::-1]),
    replace(FULL, questions=(replace(FULL.questions[0], key=""), FULL.questions[1])),
    replace(FULL, questions=(replace(FULL.questions[0], group="staff"), FULL.questions[1])),
    replace(FULL, unplaced=EMPTY),
    replace(FULL, facts=replace(FULL.facts, touches=("work",))),
    replace(FULL, questions=(FULL.questions[0], replace(FULL.questions[1], unknown=None))),
    replace(
        FULL, questions=(FULL.questions[0], replace(FULL.questions[1], unknown=Unknown("Ekonom")))
    ),
    replace(FULL, set_aside=()),
    replace(FULL, set_aside=(SetAside("U1", "Inget"),)),
]


def test_a_snapshot_comes_back_from_its_json() -> None:
    for snapshot in (FULL, Snapshot("", "sv", "school"), *CHANGED):
        there = json.dumps(snapshot.to_dict())
        assert Snapshot.from_dict(json.loads(there)) == snapshot


# Digests are printed in footers and name cached files: a change here breaks both.
def test_the_digest_is_the_same_as_ever() -> None:
    assert FULL.digest() == "295e165ca9861e92841a5c303c081f804dcdcdcf7e1b4acc870381411c7f3d8e"
    assert (
        Snapshot("", "sv", "school").digest()
        == "be2d8ee5bfb2375630c76c695b68b361960ba0eef9a1649fc87dbe31bb38f854"
    )


@pytest.mark.parametrize("changed", CHANGED)
def test_any_change_of_content_changes_the_digest(changed: Snapshot) -> None:
    assert changed.digest() != FULL.digest()


def test_the_spelling_of_the_json_does_not_change_the_digest() -> None:
    loose = json.dumps(FULL.to_dict(), indent=3, ensure_ascii=True, sort_keys=False)
    assert Snapshot.from_dict(json.loads(loose)).digest() == FULL.digest()


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2 is not 1"):
        Snapshot.from_dict({**FULL.to_dict(), "format": 2})


def test_a_part_is_found_by_its_id_and_is_empty_when_there_is_none() -> None:
    assert FULL.part("headline") == text("Ett brev i veckan")
    assert FULL.part("solution") == EMPTY


def test_questions_are_found_by_their_group_in_order() -> None:
    assert FULL.asked_in("pupils") == FULL.questions[:1]
    assert FULL.asked_in("staff") == ()


@given(st.text().filter(lambda words: not any("\ud800" <= char <= "\udfff" for char in words)))
def test_any_text_survives_and_is_digested(words: str) -> None:
    snapshot = replace(FULL, title=words, unplaced=text(words))
    assert Snapshot.from_dict(json.loads(json.dumps(snapshot.to_dict()))) == snapshot
    assert len(snapshot.digest()) == 64
