"""Closing an account: the person is outside, and somebody else takes over what was theirs alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from wpr.services import accounts, handing_over, withdrawing
from wpr.storage.people import User
from wpr.storage.people_queries import delete_sign_ins


def close(
    session: Session, user_id: int, now: datetime, heirs: Mapping[int, int] | None = None
) -> User:
    """Close an account: the person is signed out and cannot sign in; what they wrote stays.

    `heirs` take over what would be nobody's. Refused: last-administrator, only-owner (see
    handing_over). `accounts.reopen` undoes it, but for what was handed over.
    """
    user = accounts.account(session, user_id)
    accounts.keep_an_administrator(session, user)
    if user.disabled_at is None:
        handing_over.hand_over(session, user_id, heirs or {}, now)
        withdrawing.withdraw_everywhere(session, user_id, now)
        user.disabled_at = now
    delete_sign_ins(session, user.id)
    return user
