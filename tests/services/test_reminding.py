"""Reminding: some days before and on the day, once each, and only who has something left to do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.fixtures.cast import Cast
from tests.fixtures.rounds import AskReview
from wpr.domain.school_clock import CLOCK
from wpr.services import enlisting, reminding, requesting, sharing
from wpr.services.enlisting import Wanted
from wpr.services.linking import token_hash
from wpr.services.reminding import GuestReminder
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.guests import GuestLink
from wpr.storage.notices import NoticeRow
from wpr.storage.people import User
from wpr.storage.reviewing import ReviewerRow, RoundRow

ASKED = datetime(2027, 3, 1, 12, tzinfo=UTC)
UNTIL = date(2027, 3, 15)


def at(day: int, hour: int = 9) -> datetime:
    """A moment in March on the school's clock."""
    return datetime(2027, 3, day, hour, tzinfo=CLOCK)


def go(database: Database, now: datetime, *, by_mail: bool = True) -> list[GuestReminder]:
    """One round of reminders; gives the mails for guests."""
    mails = []
    with database.reading() as session:
        due = reminding.due(session, now)
    for round_id in due:
        with database.writing() as session:
            mails += reminding.remind(session, round_id, now, by_mail=by_mail)[2]
    return mails


def told(database: Database) -> list[tuple[int | None, str]]:
    with database.reading() as session:
        rows = session.scalars(select(NoticeRow).order_by(NoticeRow.id))
        return [(row.user_id, row.kind) for row in rows]


@pytest.fixture
def asked(ask_review: AskReview) -> list[int]:
    """The reviewers of a round that was asked for on 1 March: Bo, Cecilia and a guest."""
    return list(ask_review(until=UNTIL, now=ASKED).reviewers)


def test_everybody_left_is_reminded_once_before_and_once_on_the_day(
    asked: list[int], cast: Cast, database: Database
) -> None:
    assert go(database, at(11)) == []
    assert go(database, at(12, hour=6)) == []
    first = go(database, at(12))
    assert [(one.kind, one.email) for one in first] == [("reminder", "greta@example.se")]
    both = [cast.bo.id, cast.cecilia.id]
    assert told(database) == [(one, "reminder") for one in both]
    for again in (at(12, hour=20), at(13), at(14, hour=23)):
        assert go(database, again) == []
    last = go(database, at(15))
    assert [one.kind for one in last] == ["last-day"]
    assert told(database)[2:] == [(one, "last-day") for one in both]
    assert go(database, at(15, hour=18)) == go(database, at(16)) == []
    assert len(told(database)) == 4


def test_a_guest_who_has_not_come_gets_a_link_that_works(
    asked: list[int], database: Database
) -> None:
    mail = go(database, at(12))[0]
    with database.reading() as session:
        link = session.scalars(select(GuestLink)).one()
    assert link.id == mail.link_id
    assert token_hash(mail.token) == link.token_hash


def test_without_mail_a_guests_link_stays_as_it_is(asked: list[int], database: Database) -> None:
    with database.reading() as session:
        before = session.scalars(select(GuestLink)).one().token_hash
    assert go(database, at(12), by_mail=False) == []
    with database.reading() as session:
        assert session.scalars(select(GuestLink)).one().token_hash == before


def test_nobody_is_reminded_who_is_done_was_let_go_or_may_no_longer_read(
    asked: list[int], cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(ReviewerRow, asked[0]).finished_at = ASKED
        sharing.remove(session, cast.document_id, cast.cecilia.id, ASKED)
        enlisting.let_go(session, session.get_one(ReviewerRow, asked[2]), ASKED)
    assert go(database, at(12)) == []
    assert told(database) == []


def test_a_closed_account_a_closed_round_and_a_document_that_is_put_away_remind_of_nothing(
    asked: list[int], ask_review: AskReview, cast: Cast, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.bo.id).disabled_at = ASKED
    go(database, at(12))
    assert told(database) == [(cast.cecilia.id, "reminder")]
    with database.writing() as session:
        row = session.scalars(select(RoundRow)).one()
        document = session.get_one(DocumentRow, cast.document_id)
        requesting.close(session, document, row, session.get_one(User, cast.anna.id), ASKED)
    assert go(database, at(15)) == []
    ask_review([Wanted(cast.cecilia.id)], until=UNTIL, now=ASKED)
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).stage = "aside"
    assert go(database, at(15)) == []
    with database.writing() as session:
        session.get_one(DocumentRow, cast.document_id).stage = "in-review"
        session.get_one(DocumentRow, cast.document_id).removed_at = ASKED
    assert go(database, at(15)) == []
    assert len(told(database)) == 1


def test_who_was_asked_late_is_not_reminded_at_once_and_a_moved_day_reminds_anew(
    ask_review: AskReview, cast: Cast, database: Database
) -> None:
    ask_review(until=UNTIL, now=at(13))
    assert go(database, at(13, hour=20)) == go(database, at(14)) == []
    with database.writing() as session:
        row = session.scalars(select(RoundRow)).one()
        document = session.get_one(DocumentRow, cast.document_id)
        by = session.get_one(User, cast.anna.id)
        later = UNTIL + timedelta(days=7)
        requesting.extend(session, document, row, later, by, at(14))
    assert go(database, at(15)) == []
    assert len(go(database, at(19))) == 1
    assert len(go(database, at(22))) == 1
