"""Asking for a review: a round with its version, its checklist and its people; what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.fixtures.cast import Cast
from tests.fixtures.rounds import GUEST, AskReview
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import NotAllowed, Refusal
from wpr.domain.school_clock import day_of
from wpr.domain.stage import Stage
from wpr.services import enlisting, requesting
from wpr.services.enlisting import Wanted
from wpr.services.requesting import Order
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import GuestLink
from wpr.storage.people import User
from wpr.storage.reviewing import ActivityRow, ReviewerRow, RoundRow
from wpr.storage.round_queries import open_rounds, reviewers_of, rounds_of
from wpr.storage.versions import VersionRow

NOW = datetime.now(UTC)
TODAY = day_of(NOW)


def order(cast: Cast, **changed: Any) -> Order:
    sound = Order(
        until=TODAY + timedelta(days=7),
        people=[Wanted(cast.cecilia.id)],
        newest=0,
        version_name="För granskning",
    )
    return replace(sound, **changed)


def refused(database: Database, guides: Guides, cast: Cast, by: User, **changed: Any) -> Refusal:
    """What is refused; nothing of it is kept."""

    def ask() -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            anna = session.get_one(User, by.id)
            guide = guides.get("school", "sv")
            requesting.ask(session, document, guide, anna, order(cast, **changed), NOW)

    with pytest.raises(Refusal) as caught:
        ask()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(RoundRow)) == 0
        assert session.scalar(select(func.count()).select_from(GuestLink)) == 0
    return caught.value


def test_a_round_has_its_version_its_people_and_the_checklist_it_began_with(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    asked = ask_review(parts=["problem"], note=" Läs siffrorna. ", is_blind=True)
    with database.reading() as session:
        row, version, by = rounds_of(session, cast.document_id)[0]
        assert (row.number, version, by, row.note) == (1, 1, "Anna Ek", "Läs siffrorna.")
        assert (row.parts, row.is_blind, row.closed_at) == (["problem"], True, None)
        about = [set(item["parts"]) for item in row.checklist]
        assert {"problem"} in about
        assert all(not parts or "problem" in parts or "press" in parts for parts in about)
        assert len(row.checklist) < len(guides.get("school", "sv").checklist.items)
        names = [(one.name, one.is_guest) for one in reviewers_of(session, [row.id])[row.id]]
        assert names == [("Bo Dahl", False), ("Cecilia Fors", False), (GUEST, True)]
        link = session.scalars(select(GuestLink)).one()
        assert (link.version_id, link.role) == (row.version_id, "comment")
        assert day_of(link.expires_at) == row.until + timedelta(days=30)
        assert session.get_one(VersionRow, row.version_id).name == "För granskning"
        assert session.get_one(DocumentRow, cast.document_id).stage == Stage.IN_REVIEW
        log = [(one.kind, one.facts.get("people")) for one in session.scalars(select(ActivityRow))]
        assert log == [("made", None), ("round-asked", 3), ("stage", None)]
        found = open_rounds(session, [cast.document_id], cast.bo.id)[cast.document_id][0]
        assert (found.asked, found.finished) == (3, 0)
        assert found.own is not None
        assert found.own.id == asked.reviewers[0]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"until": TODAY - timedelta(days=1)}, "round-day"),
        ({"until": TODAY + timedelta(days=367)}, "round-day"),
        ({"people": []}, "round-nobody"),
        ({"version": 7}, "round-version"),
        ({"note": "x" * 10_000}, "round-note"),
        ({"parts": ["nope"]}, "round-parts"),
        ({"newest": 3}, "round-raced"),
        ({"people": [Wanted(name="", email="a@example.se")]}, "name-missing"),
        ({"people": [Wanted(name="A", email="a@")]}, "email-wrong"),
        ({"people": [Wanted(name="A", email="bo@example.se")]}, "reviewer-member"),
        ({"people": [Wanted(name="A", voice="king")]}, "reviewer-voice"),
        ({"people": [Wanted(name="A")] * 51}, "too-many-reviewers"),
        (
            {
                "people": [
                    Wanted(name="A", email="a@example.se"),
                    Wanted(name="B", email="A@example.se"),
                ]
            },
            "reviewer-twice",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    database: Database, guides: Guides, cast: Cast, changed: dict[str, Any], code: str
) -> None:
    assert refused(database, guides, cast, cast.anna, **changed).code == code


def test_strangers_doubles_and_guests_of_who_may_not_share_are_refused(
    database: Database, guides: Guides, cast: Cast
) -> None:
    stranger = [Wanted(cast.bo.id), Wanted(cast.frida.id)]
    refusal = refused(database, guides, cast, cast.anna, people=stranger)
    assert (refusal.code, refusal.facts["at"]) == ("reviewer-stranger", 1)
    double = [Wanted(cast.bo.id), Wanted(cast.bo.id)]
    assert refused(database, guides, cast, cast.anna, people=double).code == "reviewer-twice"
    guest = [Wanted(name="Greta")]
    assert isinstance(refused(database, guides, cast, cast.bo, people=guest), NotAllowed)
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).stage = Stage.READY
    assert refused(database, guides, cast, cast.anna).code == "round-locked"


def test_a_day_is_moved_and_the_links_with_it_until_the_round_is_closed(
    ask_review: AskReview, cast: Cast, database: Database
) -> None:
    ask_review()
    later = TODAY + timedelta(days=60)
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        row = session.scalars(select(RoundRow)).one()
        by = session.get_one(User, cast.anna.id)
        requesting.extend(session, document, row, later, by, NOW)
        link = session.scalars(select(GuestLink)).one()
        assert day_of(link.expires_at) == later + timedelta(days=30)
        requesting.close(session, document, row, by, NOW)
        for act in (requesting.close, lambda *given: requesting.extend(*given[:3], later, by, NOW)):
            with pytest.raises(Refusal, match="round-closed"):
                act(session, document, row, by, NOW)


def test_who_is_let_go_is_outside_at_once_and_may_be_asked_again(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    asked = ask_review()
    with database.writing() as session:
        for reviewer in asked.reviewers:
            enlisting.let_go(session, session.get_one(ReviewerRow, reviewer), NOW)
        assert session.scalars(select(GuestLink)).one().revoked_at == NOW
        again = enlisting.enlist(
            session,
            session.get_one(DocumentRow, cast.document_id),
            guides.get("school", "sv"),
            session.get_one(RoundRow, asked.id),
            [Wanted(cast.bo.id)],
            session.get_one(User, cast.anna.id),
            NOW,
        )
        assert [one.row.id for one in again] == [asked.reviewers[0]]
        enlisting.bring_back(session, session.get_one(ReviewerRow, asked.reviewers[2]))
        assert session.scalars(select(GuestLink)).one().revoked_at is None
