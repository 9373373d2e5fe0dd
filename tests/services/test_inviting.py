"""Inviting: a link for one address, that dies at once when it should."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from tests.fixtures.accounts import NEW_PASSWORD
from tests.fixtures.cast import Cast
from wpr.domain.access import Role
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import closing, inviting, sharing
from wpr.services.linking import LinkSpent
from wpr.services.newcomer import Newcomer
from wpr.services.throttling import Throttled
from wpr.storage.database import Database
from wpr.storage.documents import DocumentRow
from wpr.storage.people import Token, User
from wpr.storage.people_queries import role_of, user_by_email

Invite = Callable[..., str]
GUN = Newcomer("Gun Ask", "not used", NEW_PASSWORD)


def read(database: Database, token: str, now: datetime) -> inviting.Invitation:
    with database.reading() as session:
        return inviting.read(session, token, now)


def role(database: Database, cast: Cast, email: str) -> Role | None:
    with database.reading() as session:
        user = user_by_email(session, email)
        return role_of(session, cast.document_id, user.id) if user else None


def test_somebody_new_joins_with_the_invited_address(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se", Role.COMMENT)
    seen = read(database, token, now)
    assert seen.role is Role.COMMENT
    assert seen.inviter is not None
    assert seen.inviter.name == "Anna Ek"
    assert not seen.has_account
    _, opened = inviting.join(database, token, GUN, now)
    assert opened.user.email == "gun@example.se"
    assert not opened.user.is_admin
    assert role(database, cast, "gun@example.se") is Role.COMMENT


def test_somebody_with_an_account_accepts(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("frida@example.se", Role.READ)
    with database.writing() as session:
        inviting.accept(session, token, cast.frida, now)
    assert role(database, cast, "frida@example.se") is Role.READ


def test_whoever_invites_gets_a_link_whether_the_address_has_an_account_or_not(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    known, unknown = invite("frida@example.se"), invite("gun@example.se")
    assert len(known) == len(unknown)
    with database.reading() as session:
        waiting = inviting.waiting(session, cast.document_id, now)
        assert {link.email for link in waiting} == {"frida@example.se", "gun@example.se"}


def test_nobody_accepts_for_another(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se")
    with (
        pytest.raises(Refusal, match="invitation-for-other"),
        database.writing() as session,
    ):
        inviting.accept(session, token, cast.frida, now)
    assert role(database, cast, "frida@example.se") is None
    inviting.join(database, token, GUN, now)  # the try has not used it up


def test_nobody_makes_a_second_account_for_an_address(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("frida@example.se")
    with pytest.raises(Refusal, match="email-taken"):
        inviting.join(database, token, GUN, now)


def test_a_member_is_not_invited_again(database: Database, cast: Cast, invite: Invite) -> None:
    with pytest.raises(Refusal, match="already-member"):
        invite(" Bo@Example.se")


def test_an_invitation_works_once(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("frida@example.se")
    with database.writing() as session:
        inviting.accept(session, token, cast.frida, now)
    with database.writing() as session:
        sharing.remove(session, cast.document_id, cast.frida.id, now)
    with pytest.raises(LinkSpent), database.writing() as session:
        inviting.accept(session, token, cast.frida, now)


def test_of_two_who_join_at_once_one_gets_in(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se")
    together = Barrier(2)

    def join(_: int) -> bool:
        together.wait()
        try:
            inviting.join(database, token, GUN, now)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(join, range(2))) == [False, True]


def test_an_invitation_expires(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se")
    late = now + inviting.LIFETIME
    read(database, token, late - timedelta(seconds=1))
    with pytest.raises(LinkSpent):
        read(database, token, late)
    with database.reading() as session:
        assert inviting.waiting(session, cast.document_id, late) == []


def test_what_is_taken_back_is_worth_nothing_at_once(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se")
    with database.writing() as session:
        [link] = inviting.waiting(session, cast.document_id, now)
        assert inviting.take_back(session, link.id, cast.document_id) == "gun@example.se"
    with pytest.raises(NotFound):
        inviting.join(database, token, GUN, now)


def test_a_new_link_replaces_the_old_one(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    old = invite("gun@example.se")
    with database.writing() as session:
        [link] = inviting.waiting(session, cast.document_id, now)
        email, new = inviting.renew(session, link.id, cast.document_id, now)
    assert email == "gun@example.se"
    with pytest.raises(NotFound):
        read(database, old, now)
    read(database, new, now)


def test_inviting_again_replaces_the_first_invitation(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    first, second = invite("gun@example.se", Role.OWN), invite("gun@example.se", Role.READ)
    with pytest.raises(NotFound):
        read(database, first, now)
    assert read(database, second, now).role is Role.READ


@pytest.mark.parametrize("end", ["closed", "demoted", "removed", "document"])
def test_an_invitation_dies_with_the_right_to_invite(
    end: str, database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    with database.writing() as session:
        sharing.change_role(session, cast.document_id, cast.bo.id, Role.OWN, now)
    token = invite("gun@example.se", by=cast.bo)
    read(database, token, now)
    with database.writing() as session:
        if end == "closed":
            closing.close(session, cast.bo.id, now)
        elif end == "demoted":
            sharing.change_role(session, cast.document_id, cast.bo.id, Role.EDIT, now)
        elif end == "removed":
            sharing.remove(session, cast.document_id, cast.bo.id, now)
        else:
            session.get_one(DocumentRow, cast.document_id).removed_at = now
    with pytest.raises(LinkSpent):
        read(database, token, now)
    with pytest.raises(LinkSpent):
        inviting.join(database, token, GUN, now)
    with database.reading() as session:
        assert inviting.waiting(session, cast.document_id, now) == []


def test_an_invitation_of_another_document_is_not_found(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    invite("gun@example.se")
    with database.writing() as session:
        [link] = inviting.waiting(session, cast.document_id, now)
        for document_id in (cast.document_id + 1, None):
            with pytest.raises(NotFound):
                inviting.take_back(session, link.id, document_id)
            with pytest.raises(NotFound):
                inviting.renew(session, link.id, document_id, now)


def test_an_administrator_invites_to_the_service(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        token = inviting.invite_to_service(session, cast.admin, "gun@example.se", now)
        boss = inviting.invite_to_service(
            session, cast.admin, "boss@example.se", now, is_admin=True
        )
        with pytest.raises(Refusal, match="email-taken"):
            inviting.invite_to_service(session, cast.admin, "bo@example.se", now)
    assert read(database, token, now).document is None
    _, gun = inviting.join(database, token, GUN, now)
    _, chief = inviting.join(database, boss, GUN, now)
    assert (gun.user.is_admin, chief.user.is_admin) == (False, True)


def test_nobody_sends_invitations_without_end(
    database: Database, cast: Cast, invite: Invite
) -> None:
    for number in range(inviting.MOST_BY_ONE):
        invite(f"number{number}@example.se")
    with pytest.raises(Throttled):
        invite("one.more@example.se")
    with database.reading() as session:
        kept = session.scalar(select(func.count()).select_from(Token))
    assert kept == inviting.MOST_BY_ONE


def test_nobodys_mailbox_is_filled_with_invitations(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    for _ in range(inviting.MOST_TO_ONE - 1):
        invite("gun@example.se")
    with database.writing() as session:
        [link] = inviting.waiting(session, cast.document_id, now)
        inviting.renew(session, link.id, cast.document_id, now)
        with pytest.raises(Throttled):
            inviting.renew(session, link.id, cast.document_id, now)
    with pytest.raises(Throttled):
        invite("gun@example.se")


def test_a_refused_password_keeps_the_invitation(
    database: Database, cast: Cast, invite: Invite, now: datetime
) -> None:
    token = invite("gun@example.se")
    with pytest.raises(Refusal, match="password-personal"):
        inviting.join(database, token, Newcomer("Gun Ask", "", "gun ask gun ask gun"), now)
    with database.reading() as session:
        assert session.scalar(select(User).where(User.email == "gun@example.se")) is None
    inviting.join(database, token, GUN, now)
