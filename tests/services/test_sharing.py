"""Sharing: roles change, members come and go, and somebody always stays responsible."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.fixtures.cast import Cast
from wpr.domain.access import Role
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import sharing
from wpr.storage.database import Database
from wpr.storage.documents import EventRow
from wpr.storage.people import User
from wpr.storage.people_queries import owners_of, role_of


def role(database: Database, cast: Cast, user: User) -> Role | None:
    with database.reading() as session:
        return role_of(session, cast.document_id, user.id)


def change(database: Database, cast: Cast, user: User, to: Role, now: datetime) -> Role:
    with database.writing() as session:
        return sharing.change_role(session, cast.document_id, user.id, to, now)


def remove(database: Database, cast: Cast, user: User, now: datetime) -> Role:
    with database.writing() as session:
        return sharing.remove(session, cast.document_id, user.id, now)


def test_a_member_gets_another_role(database: Database, cast: Cast, now: datetime) -> None:
    assert change(database, cast, cast.david, Role.DECIDE, now) is Role.READ
    assert role(database, cast, cast.david) is Role.DECIDE


def test_a_stranger_gets_no_role_this_way(database: Database, cast: Cast, now: datetime) -> None:
    for user_id in (cast.frida.id, 999_999):
        with pytest.raises(NotFound), database.writing() as session:
            sharing.change_role(session, cast.document_id, user_id, Role.OWN, now)
        with pytest.raises(NotFound), database.writing() as session:
            sharing.remove(session, cast.document_id, user_id, now)


def test_the_last_owner_stays(database: Database, cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="last-owner"):
        change(database, cast, cast.anna, Role.EDIT, now)
    with pytest.raises(Refusal, match="last-owner"):
        remove(database, cast, cast.anna, now)
    assert change(database, cast, cast.anna, Role.OWN, now) is Role.OWN
    change(database, cast, cast.bo, Role.OWN, now)
    remove(database, cast, cast.anna, now)
    assert role(database, cast, cast.anna) is None


def test_an_owner_whose_account_is_closed_does_not_count(
    database: Database, cast: Cast, now: datetime
) -> None:
    change(database, cast, cast.bo, Role.OWN, now)
    with database.writing() as session:
        session.get_one(User, cast.bo.id).disabled_at = now
    with pytest.raises(Refusal, match="last-owner"):
        remove(database, cast, cast.anna, now)
    remove(database, cast, cast.bo, now)


def test_two_owners_who_leave_at_once_do_not_both_get_away(
    database: Database, cast: Cast, now: datetime
) -> None:
    change(database, cast, cast.bo, Role.OWN, now)
    together = Barrier(2)

    def leave(user: User) -> bool:
        together.wait()
        try:
            remove(database, cast, user, now)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(leave, [cast.anna, cast.bo])) == [False, True]
    with database.reading() as session:
        assert owners_of(session, cast.document_id) == 1


def test_a_removed_member_comes_back_with_the_role_they_had(
    database: Database, cast: Cast, now: datetime
) -> None:
    had = remove(database, cast, cast.eva, now)
    assert role(database, cast, cast.eva) is None
    for _ in range(2):
        with database.writing() as session:
            sharing.bring_back(session, cast.document_id, cast.eva.id, had, now)
    assert role(database, cast, cast.eva) is Role.DECIDE


def test_open_pages_hear_of_every_change(database: Database, cast: Cast, now: datetime) -> None:
    change(database, cast, cast.david, Role.EDIT, now)
    had = remove(database, cast, cast.david, now)
    with database.writing() as session:
        sharing.bring_back(session, cast.document_id, cast.david.id, had, now)
    with database.reading() as session:
        events = session.scalars(select(EventRow).order_by(EventRow.seq)).all()
    assert [json.loads(event.body) for event in events] == [dict(sharing.PEOPLE_CHANGED)] * 3
