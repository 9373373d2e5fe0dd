"""Gathering: one mail for what happens together, when the person wants it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.domain.author import Author
from wpr.domain.notice import MailState, MailWhen, last_digest
from wpr.services.gathering import choose_mail, gather, give_up
from wpr.services.notifying import tell
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.notice_queries import mark_mailed, mark_read, to_mail
from wpr.storage.notices import NoticeRow

CLOCK = ZoneInfo("Europe/Stockholm")
WAIT = timedelta(minutes=5)
TUESDAY = datetime(2027, 3, 2, 13, 0, tzinfo=CLOCK)

Happen = Callable[..., None]
Gather = Callable[[datetime], list[tuple[int | None, int | None]]]


@pytest.fixture
def happen(database: Database, cast: Cast) -> Happen:
    """`happen(at, to=[...])`: Bo does something, and they are told."""

    def happen(at: datetime, to: list[int] | None = None) -> None:
        with database.writing() as session:
            document = session.get_one(DocumentRow, cast.document_id)
            receivers = to or [cast.anna.id]
            tell(session, document, "comment", actor=Author(cast.bo.id), to=receivers, now=at)

    return happen


@pytest.fixture
def gathered(database: Database) -> Gather:
    """`gathered(now)`: the mails whose time has come."""

    def gathered(now: datetime) -> list[tuple[int | None, int | None]]:
        mails: list[tuple[int | None, int | None]] = []
        with database.writing() as session:
            gather(session, now, WAIT, CLOCK, lambda to, one: mails.append((to.user_id, one)))
        return mails

    return gathered


def test_what_happens_within_the_wait_is_one_mail(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    for second in range(0, 300, 30):
        happen(TUESDAY + timedelta(seconds=second))
    assert gathered(TUESDAY + timedelta(seconds=299)) == []
    assert gathered(TUESDAY + WAIT) == [(cast.anna.id, cast.document_id)]
    assert gathered(TUESDAY + WAIT * 2) == []
    with database.reading() as session:
        assert len(to_mail(session, Author(cast.anna.id), cast.document_id)) == 10


def test_while_a_mail_is_on_its_way_what_comes_later_goes_with_it_or_after_it(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    happen(TUESDAY)
    assert len(gathered(TUESDAY + WAIT)) == 1
    happen(TUESDAY + WAIT * 2)
    assert gathered(TUESDAY + WAIT * 9) == []
    with database.writing() as session:
        ids = session.scalars(select(NoticeRow.id)).all()
        mark_mailed(session, ids[:1], TUESDAY)
    assert gathered(TUESDAY + WAIT * 9) == [(cast.anna.id, cast.document_id)]


def test_a_job_that_was_lost_with_its_queue_holds_nothing_up_for_ever(
    cast: Cast, happen: Happen, gathered: Gather
) -> None:
    happen(TUESDAY)
    assert len(gathered(TUESDAY + WAIT)) == 1
    happen(TUESDAY + timedelta(days=8))
    assert len(gathered(TUESDAY + timedelta(days=8) + WAIT)) == 1


def test_what_was_read_before_is_not_mailed(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    happen(TUESDAY)
    with database.writing() as session:
        mark_read(session, cast.anna.id, TUESDAY)
    assert gathered(TUESDAY + WAIT) == []


def test_daily_mail_goes_at_seven_by_the_clock_on_the_wall_on_weekdays(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    with database.writing() as session:
        choose_mail(session, cast.anna.id, MailWhen.DAILY)
    friday = datetime(2027, 3, 26, 15, 0, tzinfo=CLOCK)  # summer time begins on the Sunday
    happen(friday)
    saturday_and_sunday = [friday + timedelta(hours=hours) for hours in range(1, 62, 6)]
    assert [gathered(moment) for moment in saturday_and_sunday] == [[]] * 11
    monday = datetime(2027, 3, 29, 7, 0, tzinfo=CLOCK)
    assert gathered(monday - timedelta(seconds=1)) == []
    assert gathered(monday) == [(cast.anna.id, None)]


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("2027-03-02T06:59:59", "2027-03-01T07:00:00"),
        ("2027-03-02T07:00:00", "2027-03-02T07:00:00"),
        ("2027-03-07T23:00:00", "2027-03-05T07:00:00"),
        ("2027-03-28T12:00:00", "2027-03-26T07:00:00"),
        ("2027-03-29T12:00:00", "2027-03-29T07:00:00"),
    ],
)
def test_the_last_daily_mail_was_on_a_weekday(now: str, last: str) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=CLOCK) for text in (now, last)]
    assert last_digest(moments[0], CLOCK) == moments[1]


def test_who_wants_none_gets_none_not_even_later(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    with database.writing() as session:
        choose_mail(session, cast.anna.id, MailWhen.NEVER)
    happen(TUESDAY, [cast.anna.id, cast.cecilia.id])
    assert gathered(TUESDAY + WAIT) == [(cast.cecilia.id, cast.document_id)]
    with database.writing() as session:
        choose_mail(session, cast.anna.id, MailWhen.NOW)
    assert gathered(TUESDAY + WAIT * 2) == []


def test_a_service_without_mail_lets_go_and_sends_no_flood_when_it_gets_a_mail_server(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    happen(TUESDAY)
    with database.writing() as session:
        give_up(session, TUESDAY)
        assert set(session.scalars(select(NoticeRow.mail))) == {MailState.DONE}
    assert gathered(TUESDAY + WAIT) == []


def test_when_the_queue_takes_nothing_it_is_tried_again(
    database: Database, cast: Cast, happen: Happen, gathered: Gather
) -> None:
    def refuse(_to: Author, _document_id: int | None) -> None:
        raise OSError

    happen(TUESDAY)
    with pytest.raises(OSError), database.writing() as session:  # noqa: PT011
        gather(session, TUESDAY + WAIT, WAIT, CLOCK, refuse)
    assert len(gathered(TUESDAY + WAIT)) == 1
