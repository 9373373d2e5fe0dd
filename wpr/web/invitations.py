"""Invitations: what somebody sees who opens the link, and accepting it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from wpr.domain.access import Act, allows
from wpr.domain.refusal import Refusal
from wpr.services import inviting
from wpr.services.inviting import Invitation
from wpr.services.newcomer import Newcomer
from wpr.web import audit, guard
from wpr.web.account_fields import name_field, new_password_field, put_beside
from wpr.web.house import house, now
from wpr.web.set_up import site
from wpr.web.sign_in import agent, signed_in
from wpr.web.visit import Visit

bp = Blueprint("invitations", __name__)


class JoinForm(FlaskForm):
    """Somebody new. The e-mail address is the invited one and not theirs to type."""

    name = name_field()
    password = new_password_field()


@bp.get("/invitations/<token>")
@guard.anyone
def show(token: str) -> ResponseReturnValue:
    """Who invites to what, and the one way on for this reader."""
    return _page(token, JoinForm())


@bp.post("/invitations/<token>")
@guard.anyone
def join(token: str) -> ResponseReturnValue:
    """Accept by making an account."""
    form = JoinForm()
    if not form.validate_on_submit():
        return _page(token, form), 422
    who = Newcomer(form.name.data, "", form.password.data, site(), agent())
    try:
        invitation, opened = inviting.join(house().database, token, who, now())
    except Refusal as refusal:
        if not refusal.code.startswith("password-"):
            raise
        put_beside(form.password, refusal)
        return _page(token, form), 422
    audit.done("joined", user=opened.user.id, invitation=invitation.link.id)
    house().feed.kick()
    return signed_in(opened, _onward(invitation), by="invitation")


@bp.post("/invitations/<token>/acceptance")
@guard.signed_in
def accept(visit: Visit, token: str) -> ResponseReturnValue:
    """Accept as the account that is signed in."""
    invitation = inviting.accept(visit.session, token, visit.user, now())
    audit.done("invitation-accepted", invitation=invitation.link.id)
    flash(_("You have accepted the invitation."), "done")
    return redirect(_onward(invitation), 303)


def _page(token: str, form: JoinForm) -> str:
    with house().database.reading() as database_session:
        invitation = inviting.read(database_session, token, now())
    return render_template("pages/invitation.html", invitation=invitation, token=token, form=form)


def _onward(invitation: Invitation) -> str:
    if invitation.document is None:
        return url_for("home.show")
    page = "workspace.show" if allows(invitation.role, Act.EDIT) else "reading.show"
    return url_for(page, document_id=invitation.document.id)
