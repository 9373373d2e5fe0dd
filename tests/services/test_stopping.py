"""Stopping: what is open is told to who moves a document on, and a reason is then asked for."""

from datetime import UTC, datetime

import pytest

from tests.fixtures.cast import Cast
from tests.fixtures.rounds import AskReview
from wpr.domain.author import Author
from wpr.domain.guide_file import Guides
from wpr.domain.refusal import Refusal
from wpr.domain.stage import Stage
from wpr.services import commenting, moving, stopping
from wpr.services.commenting import About, Said
from wpr.services.enlisting import Wanted
from wpr.services.stopping import Kind, Stop
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.notices import NoticeRow
from wpr.storage.reviewing import AnswerRow, ReviewerRow, RoundRow, VerdictRow
from wpr.storage.versions import VersionRow

NOW = datetime.now(UTC)


def open_ones(database: Database, guides: Guides, cast: Cast, viewer: int) -> list[Stop]:
    """What stops the document, but for the parts that are not written."""
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        found = stopping.stops(session, document, guides.get("school", "sv"), viewer)
    return [one for one in found if one.kind is not Kind.PART]


def answer(database: Database, reviewer: int, item: str, said: str) -> None:
    with database.writing() as session:
        session.merge(
            AnswerRow(reviewer_id=reviewer, item=item, answer=said, reason="Så", version=1, at=NOW)
        )


def judge(database: Database, reviewer: int, verdict: str) -> None:
    with database.writing() as session:
        row = session.get_one(ReviewerRow, reviewer)
        row.finished_at = NOW
        session.add(
            VerdictRow(
                reviewer_id=reviewer,
                verdict=verdict,
                sentence="Så",
                version_id=session.get_one(RoundRow, row.round_id).version_id,
                at=NOW,
            )
        )


def test_missing_content_is_named_by_its_part(
    cast: Cast, database: Database, guides: Guides
) -> None:
    with database.reading() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        found = stopping.stops(session, document, guides.get("school", "sv"), cast.anna.id)
    assert ("Problemet", "problem") in [(one.what, one.id) for one in found]
    assert {one.kind for one in found} == {Kind.PART}


def test_a_no_that_stops_and_the_newest_verdict_count_and_nothing_else(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    bo, cecilia, _guest = ask_review().reviewers
    answer(database, bo, "problem-evidence", "no")
    answer(database, bo, "problem-alone", "no")  # which advises
    answer(database, cecilia, "problem-clear", "unsure")
    judge(database, cecilia, "not-ready")
    judge(database, bo, "after-changes")
    found = open_ones(database, guides, cast, cast.anna.id)
    assert [(one.kind, one.who, one.id, one.round) for one in found] == [
        (Kind.ITEM, "Bo Dahl", "problem-evidence", 1),
        (Kind.VERDICT, "Cecilia Fors", "", 1),
    ]
    judge(database, cecilia, "ready")
    answer(database, bo, "problem-evidence", "yes")
    assert open_ones(database, guides, cast, cast.anna.id) == []


def test_only_the_newest_round_counts_and_nobody_who_was_let_go(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    judge(database, ask_review().reviewers[0], "not-ready")
    assert len(open_ones(database, guides, cast, cast.anna.id)) == 1
    gone = ask_review([Wanted(cast.cecilia.id)]).reviewers[0]
    judge(database, gone, "not-ready")
    with database.writing() as session:
        session.get_one(ReviewerRow, gone).removed_at = NOW
    assert open_ones(database, guides, cast, cast.anna.id) == []


def test_who_is_blind_learns_only_that_it_cannot_be_seen_yet(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    bo, cecilia, _guest = ask_review(is_blind=True).reviewers
    unseen = [Stop(Kind.UNSEEN, round=1)]
    assert open_ones(database, guides, cast, cast.bo.id) == unseen
    judge(database, cecilia, "not-ready")
    with database.writing() as session:
        document = session.get_one(DocumentRow, cast.document_id)
        said = Said("Vem betalar?", must_answer=True)
        now = datetime.now(UTC)
        commenting.start(session, document, Author(cast.cecilia.id), About(), said, now)
    assert open_ones(database, guides, cast, cast.bo.id) == unseen
    judge(database, bo, "ready")
    kinds = [one.kind for one in open_ones(database, guides, cast, cast.bo.id)]
    assert kinds == [Kind.COMMENT, Kind.VERDICT]


def test_ready_asks_for_a_reason_and_opening_again_keeps_a_version_and_tells_the_reviewers(
    ask_review: AskReview, cast: Cast, database: Database, guides: Guides
) -> None:
    ask_review()
    guide = guides.get("school", "sv")

    def move(to: Stage, why: str) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            moving.move(
                session, document, guide, to, cast.anna.id, NOW, why=why, version_name=to.value
            )

    with pytest.raises(Refusal, match="why-missing"):
        move(Stage.READY, " ")
    move(Stage.READY, "Resten kommer på mötet.")
    with pytest.raises(Refusal, match="why-missing"):
        move(Stage.DRAFT, "")
    move(Stage.DRAFT, "Vi hittade ett fel.")
    with database.reading() as session:
        versions = [row.name for row in session.query(VersionRow).order_by(VersionRow.number)]
        told = [row.user_id for row in session.query(NoticeRow).where(NoticeRow.kind == "reopened")]
    assert versions == ["För granskning", "ready", "draft"]
    assert told == [cast.bo.id, cast.cecilia.id]
