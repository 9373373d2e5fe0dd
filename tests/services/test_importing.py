"""Importing: what comes in as a file is there whole, and what does not fit is refused whole."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.fixtures.cast import NOW, Cast
from wpr.domain.access import Role
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import Refusal
from wpr.domain.snapshot import Facts, Part, Question, SetAside, Snapshot, Unknown
from wpr.exchange import document_file
from wpr.places import EXAMPLES
from wpr.prose.schema import line, paragraphs
from wpr.services import importing, snapshotting
from wpr.storage.database import Database
from wpr.storage.document_queries import document_with_role
from wpr.storage.documents import DocumentRow, TextRow


def brought_in(database: Database, guides: Guides, snapshot: Snapshot, owner_id: int) -> Snapshot:
    """The snapshot of the rows that this snapshot became."""
    guide = guides.get(snapshot.guide, snapshot.language)
    with database.writing() as session:
        document_id = importing.bring_in(session, snapshot, guide, owner_id, NOW).id
    with database.reading() as session:
        return snapshotting.take(session, session.get_one(DocumentRow, document_id), guide)


@pytest.mark.parametrize("name", [example.name for example in EXAMPLES.glob("*.md")])
def test_an_example_comes_in_whole(
    database: Database, guides: Guides, cast: Cast, name: str
) -> None:
    source = (EXAMPLES / name).read_text(encoding="utf-8")
    snapshot = document_file.read(source, guides, name)
    assert brought_in(database, guides, snapshot, cast.anna.id) == snapshot


def test_facts_odd_texts_and_two_hundred_questions_come_in_whole(
    database: Database, guides: Guides, cast: Cast
) -> None:
    groups = [group.id for group in guides.get("school", "sv").question_groups()]
    snapshot = Snapshot(
        title="Åäö 🎒 ‏עברית",
        language="sv",
        guide="school",
        facts=Facts(date(2028, 8, 21), "Åmål", "Sjöhaga", ("Anna", "Bo"), "Eva", "BUN 1/2"),
        parts=(
            Part("headline", line("En rubrik")),
            Part("gone-from-the-guide", paragraphs("Kvar")),
        ),
        questions=tuple(
            Question(group, line(f"Fråga {number}?"), paragraphs(f"Svar {number}"))
            for group in groups
            for number in range(200 // len(groups) + 1)
        ),
        unplaced=paragraphs("Utan plats"),
    )
    assert brought_in(database, guides, snapshot, cast.anna.id) == snapshot


def test_the_owner_alone_may_see_it(database: Database, guides: Guides, cast: Cast) -> None:
    snapshot = Snapshot("Nytt", "sv", "school")
    with database.writing() as session:
        made = importing.bring_in(session, snapshot, guides.get("school", "sv"), cast.bo.id, NOW).id
    with database.reading() as session:
        assert document_with_role(session, made, cast.bo.id)[1] is Role.OWN
        assert document_with_role(session, made, cast.anna.id)[1] is None


def test_a_headline_stays_one_line(database: Database, guides: Guides, cast: Cast) -> None:
    snapshot = Snapshot("Nytt", "sv", "school", parts=(Part("headline", line("En rubrik")),))
    brought_in(database, guides, snapshot, cast.frida.id)
    with database.reading() as session:
        lines = session.scalars(select(TextRow.is_line).where(TextRow.name == "headline")).all()
    assert all(lines)


@pytest.mark.parametrize(
    ("snapshot", "fact"),
    [
        (Snapshot("x" * 201, "sv", "school"), "title"),
        (Snapshot("x", "sv", "school", Facts(place="x" * 121)), "place"),
        (Snapshot("x", "sv", "school", Facts(organisation="x" * 121)), "organisation"),
        (Snapshot("x", "sv", "school", Facts(decider="x" * 121)), "decider"),
        (Snapshot("x", "sv", "school", Facts(case_number="x" * 61)), "case-number"),
        (Snapshot("x", "sv", "school", Facts(team=("x" * 80,) * 60)), "team"),
        (Snapshot("x", "sv", "school", Facts(touches=("x" * 80,) * 60)), "touches"),
        (Snapshot("x", "sv", "school", set_aside=(SetAside("E1", "x" * 501),)), "not-relevant"),
        (Snapshot("x", "sv", "school", set_aside=(SetAside("E" * 21, "x"),)), "not-relevant"),
        (
            Snapshot(
                "x",
                "sv",
                "school",
                questions=(Question("staff", line("?"), unknown=Unknown("x" * 121)),),
            ),
            "unknown",
        ),
        (
            Snapshot("x", "sv", "school", questions=(Question("staff", line("?"), key="E" * 21),)),
            "#",
        ),
    ],
)
def test_a_fact_without_room_is_refused(
    database: Database, guides: Guides, cast: Cast, snapshot: Snapshot, fact: str
) -> None:
    with pytest.raises(Refusal) as refused:
        brought_in(database, guides, snapshot, cast.anna.id)
    assert (refused.value.code, refused.value.facts["fact"]) == ("fact-too-long", fact)
    assert documents(database) == 1


def test_facts_that_just_fit_come_in(database: Database, guides: Guides, cast: Cast) -> None:
    facts = Facts(None, "å" * 120, "å" * 120, ("å" * 120,), "å" * 120, "å" * 60)
    snapshot = Snapshot("å" * 200, "sv", "school", facts)
    assert brought_in(database, guides, snapshot, cast.anna.id) == snapshot


def test_five_hundred_questions_fit_and_one_more_does_not(
    database: Database, guides: Guides, cast: Cast
) -> None:
    group = guides.get("school", "sv").question_groups()[0].id
    questions = (Question(group, line("Vad kostar det?")),) * 500
    snapshot = Snapshot("Nytt", "sv", "school", questions=questions)
    assert brought_in(database, guides, snapshot, cast.anna.id) == snapshot
    with pytest.raises(Refusal, match="too-many-questions"):
        brought_in(
            database, guides, replace(snapshot, questions=(*questions, questions[0])), cast.anna.id
        )


def documents(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(DocumentRow)) or 0
