"""Set-up: the first administrator of a new service, by the link that the console shows."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from wpr.domain.refusal import Refusal
from wpr.services import joining
from wpr.services.newcomer import Newcomer
from wpr.storage.people_queries import has_users
from wpr.web import audit, guard
from wpr.web.account_fields import email_field, name_field, new_password_field, put_beside
from wpr.web.guard import wants_json
from wpr.web.house import house, now, transaction
from wpr.web.sign_in import agent, signed_in

bp = Blueprint("set_up", __name__)

_IN_USE = "wpr-in-use"
_OPEN_BEFORE = {"static", "set_up.notice", "set_up.form", "set_up.submit", "language.choose"}


class SetUpForm(FlaskForm):
    """The first administrator."""

    name = name_field()
    email = email_field(autocomplete="username")
    password = new_password_field()


def install(app: Flask) -> None:
    """Until somebody has an account, every page leads to the set-up notice."""

    @app.before_request
    def lead_to_set_up() -> ResponseReturnValue | None:
        if request.endpoint in _OPEN_BEFORE or _is_in_use():
            return None
        return ({"error": "set-up"}, 503) if wants_json() else redirect(url_for("set_up.notice"))


@bp.get("/set-up")
@guard.anyone
def notice() -> ResponseReturnValue:
    """Tells where to find the link."""
    if _is_in_use():
        return redirect(url_for("home.show"))
    return render_template("pages/set_up_notice.html")


@bp.get("/set-up/<token>")
@guard.anyone
def form(token: str) -> ResponseReturnValue:
    """The form, for those who have the link."""
    with transaction() as session:
        joining.read_set_up(session, token, now())
    return _page(SetUpForm())


@bp.post("/set-up/<token>")
@guard.anyone
def submit(token: str) -> ResponseReturnValue:
    """Make the administrator and sign in."""
    form = SetUpForm()
    if not form.validate_on_submit():
        return _page(form), 422
    who = Newcomer(form.name.data, form.email.data, form.password.data, site(), agent())
    try:
        opened = joining.set_up(house().database, token, who, now())
    except Refusal as refusal:
        if not refusal.code.startswith("password-"):
            raise
        put_beside(form.password, refusal)
        return _page(form), 422
    audit.done("set-up", user=opened.user.id)
    return signed_in(opened, url_for("home.show"), by="set-up")


def site() -> str:
    """The service's host name, which is no good as a password."""
    return urlsplit(house().public_url).hostname or ""


def _is_in_use() -> bool:
    # Accounts are never removed: once there is one, nobody needs to look again.
    if not current_app.extensions.get(_IN_USE):
        with house().database.reading() as session:
            current_app.extensions[_IN_USE] = has_users(session)
    return bool(current_app.extensions[_IN_USE])


def _page(form: SetUpForm) -> str:
    return render_template("pages/set_up.html", form=form)
