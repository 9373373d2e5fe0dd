"""Signing in: with e-mail and password, or by a link that works once."""

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from wpr.domain.refusal import Refusal
from wpr.services import joining, signing_in
from wpr.services.proving import Proof
from wpr.services.signing_in import Opened
from wpr.web import audit, guard
from wpr.web.account_fields import (
    current_password_field,
    email_field,
    refusal_message,
)
from wpr.web.cookies import session_token, set_session_token
from wpr.web.guard import current_user
from wpr.web.house import house, now, transaction
from wpr.web.known_browser import known_browser, remember_browser
from wpr.web.lazy import lazy as _l
from wpr.web.local_path import next_path

bp = Blueprint("sign_in", __name__)


class SignInForm(FlaskForm):
    """E-mail and password."""

    email = email_field(autocomplete="username")
    password = current_password_field(_l("Password"))


@bp.get("/sign-in")
@guard.anyone
def form() -> ResponseReturnValue:
    """The form; who is signed in already goes on."""
    if current_user() is not None:
        return redirect(next_path(), 303)
    return _page(SignInForm())


@bp.post("/sign-in")
@guard.anyone
def submit() -> ResponseReturnValue:
    """Sign in, or say that it did not work, without telling whether the account exists."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form), 422
    email = form.email.data
    proof = Proof(email, form.password.data, request.remote_addr or "", known_browser(email))
    try:
        opened = signing_in.sign_in(
            house().database, proof, agent(), now(), instead_of=session_token()
        )
    except Refusal as refusal:
        audit.record("sign-in-failed", code=refusal.code, email=audit.readable_email(email))
        return _page(form, refusal_message(refusal)), refusal.status
    return signed_in(opened, next_path())


@bp.get("/sign-in/<token>")
@guard.anyone
def by_link(token: str) -> ResponseReturnValue:
    """A page with one button, so that a program that looks at links does not use this one up."""
    with transaction() as database_session:
        user = joining.read_sign_in_token(database_session, token, now())
    return render_template("pages/sign_in_link.html", user=user)


@bp.post("/sign-in/<token>")
@guard.anyone
def use_link(token: str) -> ResponseReturnValue:
    """Sign in by the link."""
    with transaction() as database_session:
        opened = joining.sign_in_by_token(
            database_session, token, agent(), now(), instead_of=session_token()
        )
    return signed_in(opened, url_for("home.show"), by="link")


def signed_in(opened: Opened, path: str, by: str = "password") -> Response:
    """The answer that gives a browser its new session and sends it on."""
    audit.done("sign-in", user=opened.user.id, means=by)
    session.pop("csrf_token", None)
    remember_browser(opened.user.email)
    answer = make_response(redirect(path, 303))
    set_session_token(answer, opened.token, signing_in.ABSOLUTE)
    return answer


def agent() -> str:
    """What the browser calls itself, for the list of signed-in browsers."""
    return request.headers.get("User-Agent", "")


def _page(form: SignInForm, refused: str = "") -> str:
    if refused:
        form.form_errors = [refused]
    return render_template("pages/sign_in.html", form=form, next=request.values.get("next", ""))
