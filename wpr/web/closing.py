"""Closing an account for good or for a while: one's own, and an administrator somebody else's."""

import json
from typing import Any, Final

from flask import (
    Blueprint,
    Response,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as form_cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice  # type: ignore[attr-defined]  # 3.3

from wpr.domain.refusal import NotFound, Refusal
from wpr.services import accounts, closing, disclosing, erasing, handing_over
from wpr.services.handing_over import Orphan
from wpr.services.proving import Proof
from wpr.storage.people import User
from wpr.web import audit, guard
from wpr.web.account_fields import current_password_field, put_beside, refusal_message
from wpr.web.cookies import drop_session_token
from wpr.web.house import house, now
from wpr.web.known_browser import known_browser
from wpr.web.lazy import lazy as _l
from wpr.web.visit import Visit

bp = Blueprint("closing", __name__)

_ERASE: Final = "erase"


class OwnForm(FlaskForm):
    """The password as proof."""

    current = current_password_field()


class OthersForm(FlaskForm):
    """Whether somebody may come back."""

    what = RadioField(
        _l("What happens to the account"),
        choices=[
            SelectChoice(
                "close", _l("Close it: the person cannot sign in until it is opened again")
            ),
            SelectChoice(_ERASE, _l("Erase it with the person's details: this cannot be undone")),
        ],
        default="close",
    )


@bp.get("/profile/data")
@guard.signed_in
def own_data(visit: Visit) -> ResponseReturnValue:
    """What is kept about oneself, as a file."""
    data = disclosing.own_data(visit.session, visit.user.id)
    audit.done("own-data")
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2) + "\n",
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="wpr-{now().date()}.json"'},
    )


@bp.get("/profile/closing")
@guard.account
def own_form(user: User) -> ResponseReturnValue:
    """What closing one's own account means."""
    return _own_page(user, OwnForm())


@bp.post("/profile/closing")
@guard.account
def erase_own(user: User) -> ResponseReturnValue:
    """Close one's own account and erase who one was; the browser is signed out."""
    form = OwnForm()
    if not form.validate_on_submit():
        return _own_page(user, form), 422
    proof = Proof(
        user.email, form.current.data, request.remote_addr or "", known_browser(user.email)
    )
    try:
        erasing.erase_own(house().database, proof, _heirs(), now())
    except Refusal as refusal:
        if refusal.code in {"password-wrong", "throttled", "too-busy"}:
            put_beside(form.current, refusal)
        else:
            form.form_errors = [refusal_message(refusal)]
        return _own_page(user, form), refusal.status
    audit.record("account-erased", user=user.id)
    house().feed.kick()
    form_cookie.clear()
    g.sign_in = None
    answer = make_response(render_template("pages/closed.html"))
    drop_session_token(answer)
    return answer


@bp.get("/people/<int:user_id>/closing")
@guard.administrator
def others_form(visit: Visit, user_id: int) -> ResponseReturnValue:
    """What closing somebody's account means, and who takes over."""
    return _others_page(visit, _other(visit, user_id), OthersForm(formdata=None))


@bp.post("/people/<int:user_id>/closing")
@guard.administrator
def close_others(visit: Visit, user_id: int) -> ResponseReturnValue:
    """Close it, or erase it."""
    user, form = _other(visit, user_id), OthersForm()
    if not form.validate_on_submit():
        return _others_page(visit, user, form), 422
    name = user.name
    try:
        if form.what.data == _ERASE:
            erasing.erase(visit.session, user_id, _heirs(), now())
        else:
            closing.close(visit.session, user_id, now(), _heirs())
    except Refusal as refusal:
        visit.session.rollback()
        form.form_errors = [refusal_message(refusal)]
        return _others_page(visit, _other(visit, user_id), form), refusal.status
    if form.what.data == _ERASE:
        audit.done("account-erased", user=user_id)
        flash(_("%(name)s is erased. What they wrote stays, without the name.", name=name), "done")
    else:
        audit.done("account-closed", user=user_id)
        flash(_("%(name)s can no longer sign in.", name=name), "done")
    return redirect(url_for("people.show"), 303)


def _other(visit: Visit, user_id: int) -> User:
    """Somebody else's account. One's own is closed on the profile, with the password."""
    if user_id == visit.user.id:
        raise NotFound
    return accounts.account(visit.session, user_id)


def _heirs() -> dict[int, int]:
    """Who takes over which document, as the form says: heir-12=7."""
    chosen = {}
    for name, value in request.form.items():
        kind, _dash, number = name.partition("-")
        if kind == "heir" and _is_id(number) and _is_id(value):
            chosen[int(number)] = int(value)
    return chosen


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _own_page(user: User, form: OwnForm) -> str:
    with house().database.reading() as session:
        facts = _facts(handing_over.orphans(session, user.id))
    return render_template("pages/closing.html", form=form, user=user, **facts)


def _others_page(visit: Visit, user: User, form: OthersForm) -> str:
    facts = _facts(handing_over.orphans(visit.session, user.id))
    return render_template("pages/closing_others.html", form=form, user=user, **facts)


def _facts(orphans: list[Orphan]) -> dict[str, Any]:
    return {"orphans": orphans, "heirs": _heirs(), "put_away": handing_over.PUT_AWAY}
