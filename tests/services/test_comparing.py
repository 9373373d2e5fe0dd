"""Two versions of a document: what is told, in which order, and that nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.small_guides import ENGLISH, GUIDES, HARD, SWEDISH
from tests.exchange.test_document_round_trip import snapshots
from wpr.domain.guide_file import load_guides
from wpr.domain.snapshot import EMPTY, Part, Question, SetAside, Snapshot, Unknown
from wpr.exchange import document_file
from wpr.places import EXAMPLES
from wpr.places import GUIDES as GUIDES_FOLDER
from wpr.prose.comparison import Kind
from wpr.prose.schema import line, paragraphs
from wpr.services.comparing import compare
from wpr.services.comparison import Comparison, Entry, State

SCHOOL = load_guides(GUIDES_FOLDER).get("school", "sv")
BUS = "Bussen går 16.20 på tisdagar och torsdagar."
HELP = "Läxhjälpen finns i sal 4, med en lärare i matematik och en i svenska."
COST = Question("decision", line("Vad kostar det?"), paragraphs("86 000 kronor om året."), "N4")
RISK = Question("decision", line("Vad kan gå fel?"), paragraphs("Att ingen stannar."), "N6")
BACK = Question("decision", line("Hur tar vi oss tillbaka?"), paragraphs("Vi säger upp bussen."))
BEFORE = Snapshot(
    "Läxhjälp",
    "sv",
    "school",
    parts=(
        Part("headline", line("Elever som åker buss kan göra läxorna i skolan")),
        Part("problem", paragraphs("Bussen gick 14.50.", HELP)),
        Part("solution", paragraphs(BUS)),
        Part("hold-on", paragraphs("Det ska inte kosta familjen något.")),
    ),
    questions=(COST, RISK, BACK),
)


def test_a_version_beside_itself_has_no_changes() -> None:
    found = compare(BEFORE, BEFORE, SCHOOL)
    assert found.changes == 0
    assert {entry.state for entry in found.entries()} == {State.SAME}


def test_facts_are_told_first_each_as_one_change() -> None:
    facts = replace(BEFORE.facts, launch_date=date(2027, 8, 17), team=("Anna", "Bo"))
    after = replace(part(BEFORE, "solution", "Helt nytt."), title="Läxbuss", facts=facts)
    found = compare(BEFORE, after, SCHOOL)
    told = [(fact.name, fact.old, fact.new) for fact in found.facts if fact.number]
    assert told == [
        ("title", "Läxhjälp", "Läxbuss"),
        ("launch_date", None, date(2027, 8, 17)),
        ("team", (), ("Anna", "Bo")),
    ]
    assert numbers(entry(found, "part-solution")) == [4]


def test_a_paragraph_is_followed_from_one_part_to_another() -> None:
    after = part(part(BEFORE, "problem", "Bussen gick 14.50."), "solution", BUS, HELP)
    found = compare(BEFORE, after, SCHOOL)
    (move,) = found.moves
    assert (move.old, move.new, move.number) == ("part-problem", "part-solution", 1)
    assert found.changes == 1


def test_a_question_that_moved_says_where_from_and_marks_its_old_place() -> None:
    found = compare(BEFORE, replace(BEFORE, questions=(RISK, BACK, COST)), SCHOOL)
    assert keys(found, "decision") == ["away-3", "question-1", "question-2", "question-3"]
    moved = entry(found, "question-3").asked
    assert moved is not None
    assert moved.old is not None
    assert moved.new is not None
    assert (moved.moved, moved.old.at, moved.new.at) == (1, 1, 3)
    assert found.changes == 1


def test_a_question_that_came_or_went_is_one_change_where_it_stood() -> None:
    new = Question("decision", line("Vem följer upp?"), paragraphs("Rektor.", "I maj."))
    found = compare(BEFORE, replace(BEFORE, questions=(COST, new, BACK)), SCHOOL)
    told = [(one.key, one.state, one.number) for one in found.entries() if one.number]
    assert told == [("gone-2", State.REMOVED, 1), ("question-2", State.ADDED, 2)]
    assert found.changes == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (replace(COST, question=line("Vad får det kosta?")), ["asked 1"]),
        (replace(COST, question=line("Priset, då?")), ["asked 1"]),
        (
            replace(COST, key="", answer=paragraphs("86 000 kronor om året, med moms.")),
            ["answer 1", "origin 2"],
        ),
        (replace(COST, unknown=Unknown("Ekonomen", date(2027, 1, 15))), ["unknown 1"]),
        (replace(COST, group="staff"), ["moved 1"]),
    ],
    ids=["edited", "known by its key", "known by its answer", "unknown", "another group"],
)
def test_a_question_is_known_again(asked: Question, told: list[str]) -> None:
    found = compare(BEFORE, replace(BEFORE, questions=(asked, RISK, BACK)), SCHOOL)
    (changed,) = [one for one in found.entries() if one.state is State.CHANGED]
    assert changed.asked is not None
    rows = {"asked": changed.asked.text.rows, "answer": changed.text.rows}
    numbered = {
        **{name: max((row.number for row in own), default=0) for name, own in rows.items()},
        **{name: getattr(changed.asked, name) for name in ("moved", "unknown", "origin")},
    }
    assert [f"{name} {number}" for name, number in numbered.items() if number] == told


def test_a_question_is_known_by_its_row_whatever_became_of_its_words() -> None:
    other = Question("decision", line("Priset?"), paragraphs("Vet ej."))
    after = replace(BEFORE, questions=(RISK, other, BACK))
    before = replace(BEFORE, questions=(replace(COST, key=""), RISK, BACK))
    assert {one.state for one in compare(before, after, SCHOOL).entries()} >= {State.ADDED}
    found = compare(before, after, SCHOOL, ((7, 8, 9), (8, 7, 9)))
    assert State.ADDED not in {one.state for one in found.entries()}


@pytest.mark.parametrize(
    ("before", "is_held"),
    [("Det ska inte kosta familjen något.", True), ("", False)],
    ids=["changed", "only now written"],
)
def test_a_change_to_what_is_to_hold_is_marked(before: str, is_held: bool) -> None:
    old = part(BEFORE, "hold-on", before)
    found = compare(old, part(BEFORE, "hold-on", "Det får kosta lite."), SCHOOL)
    assert entry(found, "part-hold-on").is_held is is_held
    assert not entry(found, "part-solution").is_held


def test_what_the_guide_has_no_place_for_is_compared_after_the_rest() -> None:
    old = replace(BEFORE, unplaced=paragraphs(BUS), set_aside=(SetAside("P1", "Ingen personal."),))
    stray = Question("gone", line("Vart?"), EMPTY)
    new = replace(
        BEFORE, parts=(*BEFORE.parts, Part("x", EMPTY)), questions=(*BEFORE.questions, stray)
    )
    found = compare(old, new, SCHOOL)
    assert keys(found, "elsewhere") == ["unplaced", "part-x", "question-4"]
    assert [(one.key, one.new) for one in found.set_aside] == [("P1", None)]
    assert found.changes == 3
    assert (found.old(), found.new()) == (old, new)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_both_versions_can_be_made_from_the_comparison(data: st.DataObject) -> None:
    guide = data.draw(st.sampled_from([SWEDISH, ENGLISH, HARD]))
    old = data.draw(snapshots(guide))
    new = data.draw(st.one_of(st.just(old), snapshots(guide)))
    if asked := [*old.questions, *new.questions]:
        kept = data.draw(st.lists(st.sampled_from(asked), max_size=6))
        new = replace(new, questions=tuple(kept))
    found = compare(old, new, GUIDES.get(guide.id, guide.language))
    assert (found.old(), found.new()) == (old, new)
    assert (found.changes == 0) == (by_group(old) == by_group(new))
    assert sorted(every_number(found)) == list(range(1, found.changes + 1))


def by_group(snapshot: Snapshot) -> Snapshot:
    """The same document: nobody sees which of two questions in different groups was told first."""
    asked = sorted(snapshot.questions, key=lambda question: question.group)
    return replace(snapshot, questions=tuple(asked))


def test_an_example_beside_a_heavily_edited_one_loses_nothing() -> None:
    source = (EXAMPLES / "samma-sprakval.md").read_text(encoding="utf-8")
    guides = load_guides(GUIDES_FOLDER)
    old = document_file.read(source, guides)
    front, _, body = source.partition("\n---\n")
    body = body.replace("elever", "barn").replace(". ", ".\n\n", 9)
    new = document_file.read(f"{front}\n---\n{body}", guides)
    found = compare(old, new, SCHOOL)
    assert found.changes > 5
    assert (found.old(), found.new()) == (old, new)


def part(snapshot: Snapshot, name: str, *words: str) -> Snapshot:
    """The snapshot with other words in one part."""
    parts = (Part(one.id, paragraphs(*words)) if one.id == name else one for one in snapshot.parts)
    return replace(snapshot, parts=tuple(parts))


def entry(found: Comparison, key: str) -> Entry:
    return next(one for one in found.entries() if one.key == key)


def keys(found: Comparison, section: str) -> list[str]:
    return [one.key for own in found.sections if own.id == section for one in own.entries]


def numbers(one: Entry) -> list[int]:
    return [row.number for row in one.rows() if row.number]


def every_number(found: Comparison) -> list[int]:
    own = [one.number for one in (*found.facts, *found.set_aside, *found.entries())]
    asked = [one.asked for one in found.entries() if one.asked]
    own += [number for one in asked for number in (one.moved, one.unknown, one.origin)]
    own += [row.number for one in found.entries() for row in one.rows()]
    assert all(
        row.number or row.kind is not Kind.HERE or row.move
        for one in found.entries()
        for row in one.rows()
    )
    return [number for number in own if number]
