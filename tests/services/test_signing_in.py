"""Signing in: the right password gets a session, which ends when it should."""

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.fixtures.cast import PASSWORD, Cast
from wpr.domain.refusal import NotFound, Refusal
from wpr.services import signing_in
from wpr.services.proving import MOST_BY_ACCOUNT, MOST_BY_ADDRESS, Proof
from wpr.services.signing_in import ABSOLUTE, IDLE, SEEN_EVERY
from wpr.services.throttling import Throttled, address_key
from wpr.storage.database import Database
from wpr.storage.people import Attempt, SignIn, User

HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def proof(
    email: str = "anna@example.se",
    password: str = PASSWORD,
    address: str = HOME,
    browser: str = "",
) -> Proof:
    return Proof(email, password, address, browser)


def fail(database: Database, now: datetime, times: int, **other: str) -> None:
    for _ in range(times):
        with pytest.raises(Refusal, match="sign-in-wrong"):
            signing_in.sign_in(database, proof(password="fel lösenord", **other), "", now)


def find(database: Database, token: str, now: datetime) -> SignIn | None:
    with database.reading() as session:
        return signing_in.find(session, token, now)


def test_the_right_password_opens_a_session(database: Database, cast: Cast, now: datetime) -> None:
    opened = signing_in.sign_in(database, proof(" Anna@Example.SE "), "Firefox" * 99, now)
    found = find(database, opened.token, now)
    assert found is not None
    assert found.user.name == "Anna Ek"
    assert found.user.seen_at == now
    assert len(opened.token) >= 43  # 256 bits
    assert opened.token not in (found.token_hash, found.agent)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@example.se", "fel lösenord"),
        ("anna@example.se", ""),
        ("nobody@example.se", PASSWORD),
        ("", PASSWORD),
        ("anna@example.se\x00", PASSWORD),
        ("%", PASSWORD),
        ("anna@example.se' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_pair_is_refused_in_one_way(
    email: str, password: str, database: Database, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Refusal, match="sign-in-wrong"):
        signing_in.sign_in(database, proof(email, password), "", now)


def test_an_account_without_a_password_cannot_be_signed_in_to(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).password_hash = ""
    for password in ("", "nobody's password", PASSWORD):
        with pytest.raises(Refusal, match="sign-in-wrong"):
            signing_in.sign_in(database, proof(password=password), "", now)


def test_a_closed_account_is_told_so_only_with_its_password(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        session.get_one(User, cast.anna.id).disabled_at = now
    fail(database, now, 1)
    with pytest.raises(Refusal, match="closed"):
        signing_in.sign_in(database, proof(), "", now)


def test_closing_an_account_ends_its_sessions(
    database: Database, cast: Cast, now: datetime
) -> None:
    opened = signing_in.sign_in(database, proof(), "", now)
    with database.writing() as session:
        session.get_one(User, cast.anna.id).disabled_at = now
    assert find(database, opened.token, now) is None


def test_a_session_ends_when_it_is_not_used(database: Database, cast: Cast, now: datetime) -> None:
    token = signing_in.sign_in(database, proof(), "", now).token
    assert find(database, token, now + IDLE - timedelta(seconds=1))
    assert find(database, token, now + IDLE) is None


def test_a_session_ends_in_the_end_however_much_it_is_used(
    database: Database, cast: Cast, now: datetime
) -> None:
    opened = signing_in.sign_in(database, proof(), "", now)
    late = now + ABSOLUTE
    with database.writing() as session:
        session.scalars(select(SignIn)).one().seen_at = late
    assert find(database, opened.token, late - timedelta(seconds=1))
    assert find(database, opened.token, late) is None


def test_a_strange_token_finds_nothing(database: Database, cast: Cast, now: datetime) -> None:
    for token in ("", "0", "null", "admin", "%", "å" * 5000):
        assert find(database, token, now) is None


def test_finding_a_session_writes_nothing(database: Database, cast: Cast, now: datetime) -> None:
    token = signing_in.sign_in(database, proof(), "", now).token
    later = now + SEEN_EVERY * 2
    found = find(database, token, later)
    assert found is not None
    assert found.seen_at == now
    assert signing_in.is_stale(found, "", later)
    assert not signing_in.is_stale(found, "", now + SEEN_EVERY / 2)


def test_being_seen_is_noted_and_never_moved_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = signing_in.sign_in(database, proof(), "", now).token
    found = find(database, token, now)
    assert found is not None
    for at in (now + timedelta(minutes=20), now + timedelta(minutes=10)):
        with database.writing() as session:
            signing_in.seen(session, found.id, "", at)
    again = find(database, token, now)
    assert again is not None
    assert again.seen_at == again.user.seen_at == now + timedelta(minutes=20)


def test_a_session_that_was_signed_out_is_not_brought_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = signing_in.sign_in(database, proof(), "", now).token
    found = find(database, token, now)
    assert found is not None
    with database.writing() as session:
        assert signing_in.sign_out(session, token) == cast.anna.id
    with database.writing() as session:
        signing_in.seen(session, found.id, "", now + IDLE / 2)
        assert signing_in.sign_out(session, token) is None
    assert find(database, token, now) is None


def test_a_new_session_replaces_the_one_the_browser_had(
    database: Database, cast: Cast, now: datetime
) -> None:
    first = signing_in.sign_in(database, proof(), "", now).token
    second = signing_in.sign_in(database, proof(), "", now, instead_of=first).token
    assert first != second
    assert find(database, first, now) is None
    assert find(database, second, now)


def test_one_signs_only_ones_own_browsers_out(
    database: Database, cast: Cast, now: datetime
) -> None:
    anna, bo = cast.anna, cast.bo
    tokens = [signing_in.sign_in(database, proof(), "", now).token for _ in range(3)]
    with database.writing() as session:
        mine = signing_in.browsers_of(session, anna.id, now)
        with pytest.raises(NotFound):
            signing_in.revoke(session, bo.id, mine[0].id)
        assert signing_in.sign_out_everywhere(session, bo.id) == 0
    assert all(find(database, token, now) for token in tokens)
    kept = find(database, tokens[0], now)
    assert kept is not None
    with database.writing() as session:
        assert signing_in.sign_out_everywhere(session, anna.id, but=kept.id) == 2
    assert [bool(find(database, token, now)) for token in tokens] == [True, False, False]


def test_an_outdated_hash_is_renewed_at_sign_in(
    database: Database, cast: Cast, now: datetime
) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192).hash(PASSWORD)
    with database.writing() as session:
        session.get_one(User, cast.anna.id).password_hash = old
    signing_in.sign_in(database, proof(), "", now)
    with database.reading() as session:
        assert session.get_one(User, cast.anna.id).password_hash != old
    signing_in.sign_in(database, proof(), "", now)


def test_after_five_failures_the_account_waits_even_with_the_right_password(
    database: Database, cast: Cast, now: datetime
) -> None:
    fail(database, now, MOST_BY_ACCOUNT)
    with pytest.raises(Throttled):
        signing_in.sign_in(database, proof(address=ELSEWHERE), "", now)
    signing_in.sign_in(database, proof("bo@example.se"), "", now)
    signing_in.sign_in(database, proof(), "", now + timedelta(minutes=16))


def test_an_address_without_an_account_is_throttled_alike(
    database: Database, cast: Cast, now: datetime
) -> None:
    fail(database, now, MOST_BY_ACCOUNT, email="nobody@example.se")
    with pytest.raises(Throttled):
        signing_in.sign_in(database, proof("nobody@example.se"), "", now)


def test_one_address_cannot_try_many_accounts(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.writing() as session:
        session.add_all(Attempt(key=address_key(HOME), at=now) for _ in range(MOST_BY_ADDRESS - 1))
    fail(database, now, 1, email="nobody@example.se")
    with pytest.raises(Throttled):
        signing_in.sign_in(database, proof(), "", now)
    signing_in.sign_in(database, proof(address=ELSEWHERE), "", now)


def test_a_school_behind_one_address_can_sign_in_all_morning(
    database: Database, cast: Cast, now: datetime
) -> None:
    for email in ("anna@example.se", "bo@example.se"):
        signing_in.sign_in(database, proof(email), "", now)
    with database.reading() as session:
        assert session.scalars(select(Attempt)).all() == []


def test_strangers_who_fail_at_an_account_do_not_lock_its_owner_out(
    database: Database, cast: Cast, now: datetime
) -> None:
    fail(database, now, MOST_BY_ACCOUNT, address=ELSEWHERE)
    signing_in.sign_in(database, proof(browser="known"), "", now)


def test_a_known_browser_has_no_more_tries_than_others(
    database: Database, cast: Cast, now: datetime
) -> None:
    fail(database, now, MOST_BY_ACCOUNT, browser="known")
    with pytest.raises(Throttled):
        signing_in.sign_in(database, proof(browser="known"), "", now)


def test_a_right_password_forgets_the_failures(
    database: Database, cast: Cast, now: datetime
) -> None:
    for _ in range(2):
        fail(database, now, MOST_BY_ACCOUNT - 1)
        signing_in.sign_in(database, proof(), "", now)


def test_no_secret_is_in_what_gets_logged_of_a_proof() -> None:
    assert PASSWORD not in repr(proof())
