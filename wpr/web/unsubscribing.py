"""Unsubscribing: no more mail about notices, by a link that works without signing in."""

from typing import Final

from flask import Blueprint, Flask, current_app, render_template
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from wpr.domain.author import Author
from wpr.domain.notice import MailWhen
from wpr.domain.refusal import NotFound
from wpr.services.admitting import forget_address
from wpr.services.gathering import choose_mail
from wpr.web import guard
from wpr.web.house import transaction

bp = Blueprint("unsubscribing", __name__, url_prefix="/unsubscribe")

_SALT: Final = "unsubscribe"


def install(app: Flask) -> None:
    """A mail program posts to the link by itself (RFC 8058): the token in it is all it knows."""
    app.extensions["csrf"].exempt(bp)


def token_for(app: Flask, who: Author) -> str:
    """What somebody's link carries. It ends with the service's secret, not with time."""
    return str(URLSafeSerializer(app.secret_key or "", _SALT).dumps([who.user_id, who.guest_id]))


@bp.get("/<token>")
@guard.anyone
def ask(token: str) -> ResponseReturnValue:
    """A page with one button, so that a program that looks at links changes nothing."""
    return _page(token, _who(token))


@bp.post("/<token>")
@guard.anyone
def stop(token: str) -> ResponseReturnValue:
    """Send no more mail. Says nothing about the account, not even whether it is still there."""
    who = _who(token)
    with transaction() as session:
        if who.guest_id is not None:
            forget_address(session, who.guest_id)  # it was left for nothing else
        else:
            choose_mail(session, who.user_id or 0, MailWhen.NEVER)
    return _page("", who)


def _page(token: str, who: Author) -> str:
    is_guest = who.guest_id is not None
    return render_template("pages/unsubscribe.html", token=token, is_guest=is_guest)


def _who(token: str) -> Author:
    try:
        return Author(*URLSafeSerializer(current_app.secret_key or "", _SALT).loads(token))
    except (BadSignature, TypeError) as error:
        raise NotFound from error
