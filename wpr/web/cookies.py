"""The cookie that carries a signed-in browser's token."""

from datetime import timedelta

from flask import Response, request

from wpr.web.house import house


def session_token() -> str:
    """The token this request came with; "" without one."""
    return request.cookies.get(_name(), "")


def set_session_token(response: Response, token: str, lifetime: timedelta) -> None:
    """Give the browser its token."""
    response.set_cookie(
        _name(),
        token,
        max_age=lifetime,
        httponly=True,
        samesite="Lax",
        secure=house().is_https,
        path="/",
    )


def drop_session_token(response: Response) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(
        _name(), httponly=True, samesite="Lax", secure=house().is_https, path="/"
    )


def _name() -> str:
    # Browsers hold a __Host- cookie to this host and TLS; without TLS they refuse it.
    return "__Host-wpr" if house().is_https else "wpr"
