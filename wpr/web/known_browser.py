"""Browsers that have signed in before: each has tries of its own at its account's password.

So somebody who keeps failing at an account from elsewhere cannot lock its owner out. The names are
kept in the form cookie, which is signed.
"""

import secrets
from typing import Final

from flask import session

from wpr.services.throttling import account_key

_KEY: Final = "browsers"
_MOST: Final = 4


def known_browser(email: str) -> str:
    """What this browser is called in the throttle of an account; "" when it is not known there."""
    return str(session.get(_KEY, {}).get(_account(email), ""))


def remember_browser(email: str) -> None:
    """Know this browser at its next sign-in to the account."""
    browsers = dict(session.get(_KEY, {}))
    name = browsers.pop(_account(email), None) or secrets.token_urlsafe(16)
    session[_KEY] = dict([*browsers.items(), (_account(email), name)][-_MOST:])
    session.permanent = True


def _account(email: str) -> str:
    return account_key(email.strip().lower()).removeprefix("account:")
