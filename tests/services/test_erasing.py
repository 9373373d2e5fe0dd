"""Erasing a person: no name and no address stays, what they wrote does, nothing is orphaned."""

import pytest
from sqlalchemy import inspect, select

from tests.fixtures.cast import NOW, PASSWORD, Cast
from wpr.domain.access import Role
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import Refusal
from wpr.services import (
    accounts,
    changing_email,
    closing,
    commenting,
    crediting,
    disclosing,
    drafting,
    editing,
    erasing,
    handing_over,
    inviting,
    signing_in,
    versioning,
)
from wpr.services.commenting import About, Said
from wpr.services.editing import Batch
from wpr.services.proving import Proof
from wpr.storage.authorship import AuthorshipRow
from wpr.storage.comments import CommentRow
from wpr.storage.database import Database
from wpr.storage.document_queries import texts_of
from wpr.storage.documents import DocumentRow, Member, StepRow
from wpr.storage.people import User
from wpr.storage.people_queries import role_of
from wpr.storage.reviewing import ReviewerRow, RoundRow, VerdictRow
from wpr.storage.tables import metadata
from wpr.storage.versions import VersionRow

DRAFT = drafting.Idea("Ett annat", {})


def everything(database: Database) -> str:
    """Every value of every row, as text."""
    with database.reading() as session:
        return "\n".join(
            str(tuple(row))
            for table in metadata().sorted_tables
            for row in session.execute(select(table))
        )


def live(database: Database, cast: Cast, guides: Guides) -> None:
    """Bo does a little of everything in Anna's document."""
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        bo = Author(user_id=cast.bo.id)
        text = next(row for row in texts_of(session, document.id) if row.name == "lead")
        step = {
            "stepType": "replace",
            "from": 1,
            "to": 1,
            "slice": {"content": [{"type": "text", "text": "Nytt. "}]},
        }
        editing.submit(session, document, text, cast.bo.id, Batch(0, "bo-1", [step]), NOW)
        crediting.bring_up_to_date(session, text)
        said = Said("Hej @Anna Ek")
        commenting.start(session, document, bo, About(), said, NOW)
        anna = Author(user_id=cast.anna.id)
        commenting.start(session, document, anna, About(), Said("Hej @Bo Dahl, läs"), NOW)
        versioning.keep(
            session, document, guides.get("school", "sv"), NOW, by_id=cast.bo.id, name="Ett"
        )
        version = session.scalars(select(VersionRow)).one()
        asked = RoundRow(
            document_id=document.id,
            number=1,
            version_id=version.id,
            until=NOW.date(),
            checklist=[],
            created_by_id=cast.anna.id,
            created_at=NOW,
        )
        session.add(asked)
        session.flush()
        session.add(
            ReviewerRow(round_id=asked.id, user_id=cast.bo.id, name="Bo Dahl", asked_at=NOW)
        )
        session.flush()
        said_by_bo = VerdictRow(
            reviewer_id=1, verdict="ready", sentence="Kör", version_id=version.id, at=NOW
        )
        session.add(said_by_bo)
        inviting.invite_to_service(session, cast.admin, "gun@example.se", NOW)
        signing_in.open_session(session, session.get_one(User, cast.bo.id), "Bos dator", NOW)
    changing_email.ask_to_change(
        database, Proof(cast.bo.email, PASSWORD, "192.0.2.1"), "bo.ny@example.se", NOW
    )


def test_erasing_leaves_the_words_and_nothing_of_the_person(
    database: Database, cast: Cast, guides: Guides
) -> None:
    live(database, cast, guides)
    before = everything(database)
    assert "Bo Dahl" in before
    with pytest.raises(Refusal, match="password-wrong"):
        erasing.erase_own(database, Proof(cast.bo.email, "fel", "192.0.2.1"), {}, NOW)
    erasing.erase_own(database, Proof(cast.bo.email, PASSWORD, "192.0.2.1"), {}, NOW)
    after = everything(database)
    for trace in ("Bo Dahl", "bo@example.se", "bo.ny@example.se", "Bos dator", f"@[{cast.bo.id}]"):
        assert trace not in after, trace
    with database.reading() as session:
        assert session.get(User, cast.bo.id) is None
        assert [row.user_id for row in session.scalars(select(StepRow))] == [None]
        assert "Nytt. " in "".join(row.content for row in texts_of(session, cast.document_id))
        runs = [run for row in session.scalars(select(AuthorshipRow)) for run in row.runs]
        assert cast.bo.id not in [writer for _, writer, _ in runs]
        said = session.scalars(select(CommentRow).order_by(CommentRow.id)).all()
        assert [(row.author_id, row.body) for row in said] == [
            (None, f"Hej @[{cast.anna.id}]"),
            (cast.anna.id, "Hej @[0], läs"),
        ]
        assert session.scalars(select(VersionRow)).one().by_id is None


def test_who_gets_the_number_of_somebody_erased_gets_nothing_of_theirs(
    database: Database, cast: Cast, guides: Guides
) -> None:
    """SQLite gives the highest number again."""
    with database.writing() as session:
        last = accounts.create(session, "gun@example.se", "Gun Ask", NOW)
        document = session.get_one(DocumentRow, cast.document_id)
        session.add(Member(document_id=document.id, user_id=last.id, role="comment", joined_at=NOW))
        session.flush()
        commenting.start(
            session, document, Author(user_id=cast.anna.id), About(), Said("Hej @Gun Ask"), NOW
        )
        erasing.erase(session, last.id, {}, NOW)
        new = accounts.create(session, "ny@example.se", "Ny Person", NOW)
        row = session.scalars(select(CommentRow)).one()
        assert new.id not in row.mentions
        assert f"@[{new.id}]" not in row.body
        assert role_of(session, document.id, new.id) is None


def test_who_alone_is_responsible_names_somebody_else_first(
    database: Database, cast: Cast, guides: Guides
) -> None:
    with database.writing() as session:
        guide = guides.get("school", "sv")
        other = drafting.start(session, guide, cast.anna.id, DRAFT, NOW).id
    acts = (closing_of, erasing_of)
    for act in acts:
        for heirs in ({}, {other: cast.bo.id}, {cast.document_id: cast.frida.id, other: 0}):
            with pytest.raises(Refusal, match="only-owner") as refused:
                act(database, cast.anna.id, heirs)
            assert "“" in str(refused.value.facts["titles"])
    with database.reading() as session:
        orphans = handing_over.orphans(session, cast.anna.id)
    assert [(one.document.title, len(one.heirs)) for one in orphans] == [
        ("Ett annat", 0),
        ("Veckobrevet", 4),
    ]
    closing_of(database, cast.anna.id, {cast.document_id: cast.bo.id, other: 0})
    with database.reading() as session:
        assert role_of(session, cast.document_id, cast.bo.id) is Role.OWN
        assert session.get_one(DocumentRow, other).removed_at is not None
        assert session.get_one(User, cast.anna.id).disabled_at is not None
        assert handing_over.orphans(session, cast.anna.id) == []
    erasing_of(database, cast.anna.id, {})


def test_the_last_administrator_is_not_erased(database: Database, cast: Cast) -> None:
    with pytest.raises(Refusal, match="last-administrator"):
        erasing_of(database, cast.admin.id, {})


def test_a_person_is_told_of_every_kind_of_row_that_points_at_them(
    database: Database, cast: Cast, guides: Guides
) -> None:
    live(database, cast, guides)
    with database.reading() as session:
        told = disclosing.own_data(session, cast.bo.id)
    assert told["account"]["email"] == "bo@example.se"
    assert told["memberships"] == [
        {"role": "edit", "joined_at": "2027-03-01T08:00:00+00:00", "document": "Veckobrevet"}
    ]
    assert told["comments"][0]["body"] == f"Hej @[{cast.anna.id}]"
    assert told["versions_kept"][0]["name"] == "Ett"
    assert [(one["sentence"], one["document"]) for one in told["verdicts"]] == [
        ("Kör", "Veckobrevet")
    ]
    assert told["changes_to_texts"][0]["changes"] == 1
    assert told["signed_in_browsers"][0]["agent"] == "Bos dator"
    assert "hash" not in str(told)
    known = {kind.who.property.columns[0] for kind in disclosing.KINDS}
    pointing = {
        key.parent
        for table in metadata().sorted_tables
        for key in table.foreign_keys
        if key.column is inspect(User).columns.id
    }
    assert pointing - known == {inspect(StepRow).columns.user_id}


def closing_of(database: Database, user_id: int, heirs: dict[int, int]) -> None:
    with database.writing() as session:
        closing.close(session, user_id, NOW, heirs)


def erasing_of(database: Database, user_id: int, heirs: dict[int, int]) -> None:
    with database.writing() as session:
        erasing.erase(session, user_id, heirs, NOW)
